/// The Gaussian that the standardised noise is compared with: theory's normal law by its own name.
#pragma once

#include "theory/numerics/normal.hpp"

namespace loranoise::verify {

using theory::normal_cdf;
using theory::normal_pdf;

}  // namespace loranoise::verify
