// The difference to the normal law at small ranks, from the density in closed form.
#pragma once

#include "certify/zero_cosine/distance.hpp"

namespace loranoise::certify {

class bessel_difference : public gaussian_difference {
 public:
  explicit bessel_difference(int rank) : rank_(rank) {}
  [[nodiscard]] ball density(const ball& x) const override;
  [[nodiscard]] ball between(const ball& a, const ball& b) const override;

 private:
  int rank_;
};

}  // namespace loranoise::certify
