#include "certify/zero_cosine/trapezoid.hpp"

#include <cmath>

#include "certify/zero_cosine/bessel_density.hpp"

namespace loranoise::certify {
namespace {

constexpr double wanted = 1e-24;   // of each error, about
constexpr double farthest = 3.25;  // largest x that is asked for

// log of exp(-s y) (1 - s^2/r)^(-r/2) at its least over s, roughly.
double best_exponent(double rank, double y) {
  return (std::sqrt(rank * rank + 4 * rank * y * y) - rank) / (2 * y);
}

double log_chernoff(double rank, double s, double y) {
  return -s * y - rank / 2 * std::log1p(-s * s / rank);
}

double period_for(int rank) {
  double period = 12;
  const auto bound = [&] {
    const double y = period - farthest - 1;
    return log_chernoff(rank, best_exponent(rank, y), y);
  };
  while (bound() > std::log(wanted)) period += 1;
  return period;
}

ball transform(int rank, const ball& v) {
  return exp(-(ball(rank) / 2) * log1p(v * v / rank));
}

}  // namespace

trapezoidal_difference::trapezoidal_difference(int rank, double period)
    : rank_(rank), period_(period > 0 ? period : period_for(rank)) {
  step_ = 2 * ball::pi() / period_;
  for (int k = 1;; ++k) {
    const ball v = k * step_;
    const ball psi = transform(rank, v);
    terms_.push_back(psi - exp(-(v * v) / 2));
    if (psi.high_double() < wanted) {
      end_ = v;
      last_ = psi;
      return;
    }
  }
}

// Both sides, f and phi, all n: a geometric sum.
ball trapezoidal_difference::aliases(const ball& nearest) const {
  if (forget_aliases_) return 0;
  const ball s = best_exponent(rank_, nearest.middle());
  const ball chernoff = exp(-(s * nearest) - ball(rank_) / 2 * log1p(-(s * s) / rank_));
  return 4 * chernoff / (1 - exp(-(s * period_)));
}

ball trapezoidal_difference::density(const ball& x) const {
  ball sum = 0;
  for (std::size_t k = 0; k < terms_.size(); ++k) {
    sum += terms_[k] * cos(static_cast<int>(k + 1) * step_ * x);
  }
  const ball q = end_ * end_ / (1 + end_ * end_ / rank_);
  const ball tail = 2 * last_ * end_ / (q - 1) / ball::pi();
  return (step_ / ball::pi() * sum).widened(tail + aliases(period_ - x - 1));
}

ball trapezoidal_difference::distribution(const ball& x) const {
  ball sum = 0;
  for (std::size_t k = 0; k < terms_.size(); ++k) {
    const ball v = static_cast<int>(k + 1) * step_;
    sum += terms_[k] * sin(v * x) / v;
  }
  const ball q = end_ * end_ / (1 + end_ * end_ / rank_);
  const ball tail = 2 * last_ / q / ball::pi();
  return (step_ / ball::pi() * sum).widened(tail + aliases(period_ - x));
}

ball trapezoidal_difference::between(const ball& a, const ball& b) const {
  return distribution(a) - distribution(b);
}

std::unique_ptr<gaussian_difference> difference_at_rank(int rank) {
  constexpr int last_closed_form = 12;
  if (rank <= last_closed_form) return std::make_unique<bessel_difference>(rank);
  return std::make_unique<trapezoidal_difference>(rank);
}

}  // namespace loranoise::certify
