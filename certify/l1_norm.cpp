#include "certify/l1_norm.hpp"

namespace loranoise::certify {

ball l1_norm(const std::function<transform_squares(const ball&)>& bounds,
             const gaussian_like& beyond) {
  constexpr double last = 24;
  constexpr int panels = 24000;
  ball values = 0;
  ball slopes = 0;
  for (int i = 0; i < panels; ++i) {
    const double low = last * i / panels;
    const double high = last * (i + 1) / panels;
    const transform_squares on = bounds(ball::between(low, high));
    values += on.value.high() * (ball(high) - ball(low));
    slopes += on.slope.high() * (ball(high) - ball(low));
  }
  // Beyond, v^degree (1 + v^2/rate)^(-rate) falls at least as v^(degree - q).
  const ball v = last;
  const ball q = 2 * v * v / (1 + v * v / beyond.rate);
  const transform_squares at = bounds(v);
  values += at.value * v / (q - beyond.degree - 1);
  slopes += at.slope * v / (q - beyond.degree - 1);
  // Even in v, and any s will do: this one makes both parts equal.
  const ball s = sqrt(slopes / values).middle();
  return sqrt(s * (values + slopes / (s * s)));
}

}  // namespace loranoise::certify
