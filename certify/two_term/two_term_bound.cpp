#include "certify/two_term/two_term_bound.hpp"

namespace loranoise::certify {

resisting_rank::resisting_rank(int rank, const ball& angle)
    : std::runtime_error("the two-term bound resists at rank " + std::to_string(rank) +
                         " beyond the angle arctan(rho) = " + angle.text(6)) {}

ball scaled_skewness(const ball& angle) {
  const ball sine = sin(angle);
  return 6 * sine - 4 * power(sine, 3);
}

ball value(const two_term_bound& bound, int rank, const ball& angle) {
  const ball skewness = scaled_skewness(angle) / sqrt(ball(rank));
  return ball::parse(bound.first) / rank + ball::parse(bound.second) * skewness;
}

bool holds(const ball& distance, const ball& limit) {
  static const ball accepted = ball::parse("0.9999");
  return distance < accepted * limit;
}

}  // namespace loranoise::certify
