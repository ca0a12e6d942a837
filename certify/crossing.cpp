#include "certify/crossing.hpp"

#include <stdexcept>
#include <string>

namespace loranoise::certify {

ball crossing(const std::function<ball(const ball&)>& f, double low, double high, bool falls,
              double reach) {
  const bool rises = f(low).middle() < 0;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    ((f(middle).middle() < 0) == rises ? low : high) = middle;
  }
  const double x = (low + high) / 2;
  const ball before = f(x - reach);
  const ball after = f(x + reach);
  const bool certain =
      falls ? before > ball(0) && after < ball(0) : before < ball(0) && after > ball(0);
  if (!certain) {
    throw std::runtime_error("a crossing near " + std::to_string(x) + " cannot be told");
  }
  return ball::between(x - reach, x + reach);
}

}  // namespace loranoise::certify
