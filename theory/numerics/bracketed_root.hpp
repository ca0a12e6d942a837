// Sign changes and roots of a continuous function of one real variable.
#pragma once

#include <cmath>

namespace loranoise::theory::detail {

/// The root of f in [low, high], where f changes sign; f may be infinite. Secant steps with the
/// Illinois rule, bisection where they do not apply; to about 1e-14 max(1, |x|).
template <class Function>
double bracketed_root(const Function& f, double low, double f_low, double high, double f_high) {
  for (int step = 0; step < 200; ++step) {
    const double width = high - low;
    if (width <= 1e-14 * std::fmax(1.0, std::fabs(low))) {
      break;
    }
    double x = low + width / 2;
    const bool finite = std::isfinite(f_low) && std::isfinite(f_high);
    if (finite && step % 4 != 3) {
      x = low - f_low * width / (f_high - f_low);
    }
    if (!(x > low && x < high)) {
      x = low + width / 2;
    }
    const double f_x = f(x);
    if (f_x == 0) {
      return x;
    }
    if ((f_x > 0) == (f_high > 0)) {
      high = x;
      f_high = f_x;
      f_low /= 2;
    } else {
      low = x;
      f_low = f_x;
      f_high /= 2;
    }
  }
  return low + (high - low) / 2;
}

}  // namespace loranoise::theory::detail
