// coordinate_law for real types other than float and double: the kernels' definitions as well.
#pragma once

#include "theory/coordinate/law.hpp"
#include "theory/coordinate/quantile.ipp"
#include "theory/coordinate/standard_law.ipp"
