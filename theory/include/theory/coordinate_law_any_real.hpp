// coordinate_law for real types other than float and double: the kernels' definitions as well.
#pragma once

#include "theory/coordinate_law.hpp"
#include "theory/detail/quantile.ipp"
#include "theory/detail/standard_law.ipp"
