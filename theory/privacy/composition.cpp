#include "theory/privacy/composition.hpp"

#include <algorithm>
#include <array>
#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <string>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using detail::polar;
using detail::require;

constexpr double composition_pi = boost::math::constants::pi<double>();
constexpr std::size_t most_points = 4000;
constexpr std::size_t tail_points = 6;  // whose differences extrapolate the rest

polar raised(const polar& m, int power) {
  return {power * m.log_modulus, power * m.argument};
}

std::complex<double> value_of(const polar& m) {
  return std::polar(std::exp(m.log_modulus), m.argument);
}

struct tail_sum {
  std::complex<double> value;
  double error;
};

// Sum of t_0 + t_1 + ... without end from its first terms. With t_k = w^k f_k, |w| = 1, f smooth
// and falling: sum_j w^j/(1 - w)^(j + 1) Delta^j f_0 (summation by parts). The error is taken as
// the last difference.
tail_sum extrapolated(const std::array<std::complex<double>, tail_points>& t) {
  const double size = std::abs(t[0]);
  if (size == 0 || std::abs(t[1]) == 0) {
    return {0, 0};
  }
  const std::complex<double> turn = t[1] / t[0] / std::abs(t[1] / t[0]);
  std::array<std::complex<double>, tail_points> f{};
  std::complex<double> back = 1;
  for (std::size_t k = 0; k < t.size(); ++k) {
    f[k] = t[k] * back;
    back *= std::conj(turn);
  }
  const std::complex<double> gap = 1.0 - turn;
  std::complex<double> factor = 1.0 / gap;
  std::complex<double> total = 0;
  double last = 0;
  for (std::size_t j = 0; j + 1 < t.size(); ++j) {
    const std::complex<double> term = factor * f[0];
    // An asymptotic series: it ends where its terms no longer fall.
    if (j > 0 && std::abs(term) > last) {
      break;
    }
    total += term;
    last = std::abs(term);
    for (std::size_t k = 0; k + 1 + j < t.size(); ++k) {
      f[k] = f[k + 1] - f[k];
    }
    factor *= turn / gap;
  }
  return {total, last};
}

}  // namespace

composed_release::composed_release(const row_release& release, int releases, double largest_epsilon)
    : largest_epsilon_(largest_epsilon) {
  require(release.width >= 2, "several releases need a width of 2 or more", release.width);
  require(std::abs(release.cosine) < 1, "several releases need a cosine strictly between -1 and 1",
          release.cosine);
  require(release.norm_ratio > 0 && std::isfinite(release.norm_ratio),
          "the norm ratio must be finite and positive", release.norm_ratio);
  require(releases >= 2, "several releases are at least 2", releases);
  require(largest_epsilon > 0 && largest_epsilon <= largest_composed_epsilon,
          "the largest epsilon must be within 0 to 60", largest_epsilon);
  floor_ = -std::expm1(releases * std::log1p(-privacy_floor(release.rank, release.cosine)));
  step_ = composition_pi / (36 + largest_epsilon);
  const detail::loss_transform transform(release);
  const double enough = -44 - 0.5 * largest_epsilon;
  for (std::size_t n = 0; n < most_points; ++n) {
    const double y = step_ * static_cast<double>(n);
    const polar m = transform(y);
    power_.push_back(raised(m, releases));
    if (n > 2 * tail_points && power_.back().log_modulus - std::log(0.25 + y * y) < enough) {
      break;
    }
  }
  // The panels against twice as many, where M is large, smaller, and smallest.
  const detail::loss_transform finer(release, 2);
  double panel_error = 0;
  for (const std::size_t n : {std::size_t{0}, power_.size() / 8, power_.size() / 2}) {
    const double y = step_ * static_cast<double>(n);
    panel_error = std::fmax(panel_error, std::abs(value_of(transform(y)) - value_of(finer(y))));
  }
  // |M^T - M'^T| <= T |M - M'|, and each M is rounded.
  relative_error_ = releases * (panel_error + 2e-16) + 1e-15;
}

void composed_release::require_epsilon(double epsilon) const {
  require(std::abs(epsilon) <= largest_epsilon_,
          "epsilon must be within the largest that the composition was made for", epsilon);
}

double composed_release::alias(double x) const {
  return 2 * (1 + std::exp(x)) * std::exp(-composition_pi / step_);
}

// The trapezoidal rule for int_0^inf Re[M(z)^T e^(-iyx) weight(z)] dy/composition_pi, z = -1/2 +
// iy.
template <class Weight>
composed_release::summed composed_release::sum(double x, const Weight& weight) const {
  const auto term = [&](std::size_t n) {
    const double y = step_ * static_cast<double>(n);
    const polar& m = power_[n];
    return std::polar(std::exp(m.log_modulus), m.argument - y * x) *
           weight(std::complex<double>(-0.5, y));
  };
  const std::size_t head = power_.size() - tail_points;
  double total = 0.5 * term(0).real();
  for (std::size_t n = 1; n < head; ++n) {
    total += term(n).real();
  }
  std::array<std::complex<double>, tail_points> last{};
  for (std::size_t k = 0; k < tail_points; ++k) {
    last[k] = term(head + k);
  }
  const tail_sum rest = extrapolated(last);
  const double bound = std::abs(last[0]) * static_cast<double>(head);  // falls at least as 1/y^2
  const bool useful = rest.error < bound;
  if (useful) {
    total += rest.value.real();
  }
  return {total * step_ / composition_pi, (useful ? rest.error : bound) * step_ / composition_pi};
}

bounded_value composed_release::privacy_profile(double epsilon) const {
  require_epsilon(epsilon);
  const double scale = std::exp(0.5 * epsilon);
  const auto [value, tail] = sum(epsilon, [](std::complex<double> z) {
    return std::complex<double>(1 / (0.25 + z.imag() * z.imag()));
  });
  const double error = alias(epsilon) + scale * (tail + 2 * relative_error_);
  return {std::clamp(1 - scale * value, floor_, 1.0), error};
}

double composed_release::floor() const {
  return floor_;
}

bounded_value composed_release::power_at_threshold(double x) const {
  require_epsilon(x);
  const double scale = std::exp(0.5 * x);
  const auto [value, tail] = sum(x, [](std::complex<double> z) { return 1.0 / z; });
  return {std::clamp(1 + scale * value, floor_, 1.0),
          alias(x) + scale * (tail + 4 * relative_error_)};
}

bounded_value composed_release::false_alarm_at_threshold(double x) const {
  require_epsilon(x);
  const double scale = std::exp(-0.5 * x);
  const auto [value, tail] = sum(x, [](std::complex<double> z) { return 1.0 / (z + 1.0); });
  return {std::clamp(scale * value, 0.0, 1.0), alias(-x) + scale * (tail + 4 * relative_error_)};
}

double composed_release::privacy_epsilon(double delta) const {
  require(delta > 0 && delta < 1, "delta must be between 0 and 1", delta);
  if (delta <= floor_) {
    return std::numeric_limits<double>::infinity();
  }
  if (privacy_profile(0).value <= delta) {
    return 0;
  }
  const auto [least, error] = privacy_profile(largest_epsilon_);
  require(least <= delta,
          "this delta asks for an epsilon above the composition's largest, or for more digits than "
          "doubles have",
          delta);
  const double at_floor = std::fmax(floor_, 0.0);
  const auto f = [&](double epsilon) {
    const double above = privacy_profile(epsilon).value - at_floor;
    return std::log(std::fmax(above, 1e-300)) - std::log(delta - at_floor);
  };
  std::uintmax_t iterations = 100;
  const auto bracket = boost::math::tools::toms748_solve(
      f, 0.0, largest_epsilon_, boost::math::tools::eps_tolerance<double>(44), iterations);
  const double epsilon = 0.5 * (bracket.first + bracket.second);
  require(privacy_profile(epsilon).error <= 0.1 * (delta - at_floor),
          "delta is too close to the floor for the digits of a composition", delta);
  return epsilon;
}

double composed_release::power(double false_positive_rate) const {
  require(false_positive_rate > 0 && false_positive_rate < 1,
          "a false-positive rate must be between 0 and 1", false_positive_rate);
  const double goal = std::log(false_positive_rate);
  const auto f = [&](double x) {
    return std::log(std::fmax(false_alarm_at_threshold(x).value, 1e-300)) - goal;
  };
  const double low = f(-largest_epsilon_);
  const double high = f(largest_epsilon_);
  require(
      low > 0 && high < 0,
      "the threshold of this false-positive rate is beyond the largest epsilon of the composition",
      false_positive_rate);
  std::uintmax_t iterations = 100;
  const auto bracket =
      boost::math::tools::toms748_solve(f, -largest_epsilon_, largest_epsilon_, low, high,
                                        boost::math::tools::eps_tolerance<double>(44), iterations);
  return power_at_threshold(0.5 * (bracket.first + bracket.second)).value;
}

}  // namespace loranoise::theory
