// For a projection y = (P u)_i, the values of beta = |P u|^2 that can give it; theory/doc
// section 3.8.
#pragma once

#include <cmath>

namespace loranoise::theory::detail {

class haar_chord {
 public:
  /// |rho| < 1 and y in [(rho - 1)/2, (rho + 1)/2].
  haar_chord(double y, double rho)
      : sine_square_((1 - rho) * (1 + rho)),
        height_(std::sqrt((0.5 * (1 + rho) - y) * (y + 0.5 * (1 - rho)))),
        half_(std::sqrt(sine_square_) * height_) {
    const double middle = y * rho + 0.5 * sine_square_;
    const double upper = middle + half_;
    const double lower_complement = 1 - middle + half_;
    lower_ = upper > 0 ? y * y / upper : 0;
    upper_complement_ = lower_complement > 0 ? (y - rho) * (y - rho) / lower_complement : 0;
  }

  struct beta_pair {
    double beta;
    double rest;  // 1 - beta
  };
  [[nodiscard]] beta_pair at(double chi) const {
    const double s = std::sin(0.5 * chi);
    const double c = std::cos(0.5 * chi);
    return {lower_ + 2 * half_ * s * s, upper_complement_ + 2 * half_ * c * c};
  }

  /// 1 - w^2 at sin(chi), beta and 1 - beta.
  [[nodiscard]] double one_minus_square(double sine_chi, double beta, double rest) const {
    const double ratio = height_ * sine_chi;
    return ratio * ratio / (beta * rest);
  }

  [[nodiscard]] double lower() const { return lower_; }
  [[nodiscard]] double upper_complement() const { return upper_complement_; }
  [[nodiscard]] double half() const { return half_; }      // half the range of beta
  [[nodiscard]] double height() const { return height_; }  // half over the sine

 private:
  double sine_square_;
  double height_;
  double half_;
  double lower_;
  double upper_complement_;
};

}  // namespace loranoise::theory::detail
