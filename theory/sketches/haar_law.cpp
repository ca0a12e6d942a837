// Section 3.8. In the variable y = (P u)_i = beta rho + sqrt(beta (1 - beta)) sine w, given beta
// the density of w makes beta run between the roots beta_-, beta_+ of (y - beta rho)^2 = sine^2
// beta (1
// - beta), and
//   beta = beta_- + 2 half sin^2(chi/2),   1 - beta = (1 - beta_+) + 2 half cos^2(chi/2),   0 < chi
//   < pi,
// are sums of positive terms, as beta_- beta_+ = y^2 and (1 - beta_-)(1 - beta_+) = (y - rho)^2.
#include "theory/sketches/haar_law.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

#include "theory/numerics/gamma_law.hpp"
#include "theory/numerics/peaked_integral.hpp"
#include "theory/numerics/require.hpp"
#include "theory/sketches/haar_chord.hpp"
#include "theory/sketches/moments.hpp"

namespace loranoise::theory {
namespace {

using boost::math::constants::pi;
using detail::haar_chord;
using detail::log_beta;

constexpr double infinity = std::numeric_limits<double>::infinity();

// The central moments of beta ~ Beta(rank/2, (width - rank)/2).
struct beta_moments {
  double mean;
  double second;
  double third;
  double fourth;
};

beta_moments central_moments(const haar_coordinate_law& law) {
  const double a = 0.5 * law.rank();
  const double b = 0.5 * (law.width() - law.rank());
  const double n = a + b;
  const double second = a * b / (n * n * (n + 1));
  const double skew = 2 * (b - a) * std::sqrt(n + 1) / ((n + 2) * std::sqrt(a * b));
  const double excess =
      6 * ((a - b) * (a - b) * (n + 1) - a * b * (n + 2)) / (a * b * (n + 2) * (n + 3));
  return {a / n, second, skew * second * std::sqrt(second), (3 + excess) * second * second};
}

double to_projection(const haar_coordinate_law& law, double x) {
  return (x + law.rho()) * (law.rank() / law.width());
}

// |rho| = 1: y = rho beta.
double on_axis_logpdf(const haar_coordinate_law& law, double y) {
  const double beta = law.rho() * y;
  if (beta < 0 || beta > 1) {
    return -infinity;
  }
  const double a = 0.5 * law.rank();
  const double b = 0.5 * (law.width() - law.rank());
  const double left = a == 1 ? 0 : (a - 1) * std::log(beta);
  const double right = b == 1 ? 0 : (b - 1) * std::log1p(-beta);
  return left + right - log_beta(a, b);
}

// P(side * (y - Y) > 0) with Y the random projection: the cdf at side = 1, the survival function at
// side = -1.
double tail(const haar_coordinate_law& law, double y, double side) {
  const double rho = law.rho();
  const double a = 0.5 * law.rank();
  const double b = 0.5 * (law.width() - law.rank());
  if (side * y >= 0.5 * (1 + side * rho)) {
    return 1;
  }
  if (side * y <= 0.5 * (side * rho - 1)) {
    return 0;
  }
  if (std::abs(rho) == 1) {
    const double beta = std::fmin(1.0, std::fmax(0.0, rho * y));
    return side * rho > 0 ? boost::math::ibeta(a, b, beta) : boost::math::ibetac(a, b, beta);
  }
  const haar_chord chord(y, rho);
  if (law.width() == 2) {  // y = (rho + cos U)/2, U uniform
    return std::acos(-side * (2 * y - rho)) / pi<double>();
  }
  // beta outside the chord: w is beyond +-1, and y is on one side of it for certain.
  double certain = 0;
  if (side * y > 0) {
    certain += boost::math::ibeta(a, b, chord.lower());
  }
  if (side * (y - rho) > 0) {
    certain += boost::math::ibeta(b, a, chord.upper_complement());
  }
  const double half_degrees = 0.5 * (law.width() - 2);
  const double log_constant = std::log(chord.half()) - log_beta(a, b);
  const auto log_integrand = [&](double chi) {
    const auto [beta, rest] = chord.at(chi);
    const double sine = std::sin(chi);
    const double flat = std::fmin(1.0, chord.one_minus_square(sine, beta, rest));
    const double outer = 0.5 * boost::math::ibeta(half_degrees, 0.5, flat);
    const double probability = side * (y - beta * rho) < 0 ? outer : 1 - outer;
    return std::log(probability) + (a - 1) * std::log(beta) + (b - 1) * std::log(rest) +
           std::log(sine);
  };
  return certain +
         std::exp(log_constant + detail::log_integral_of_peak(log_integrand, 0, pi<double>()));
}

}  // namespace

haar_coordinate_law::haar_coordinate_law(double rank, double width, double rho)
    : rank_(rank), width_(width), rho_(rho) {
  detail::require_rank(rank);
  detail::require_width(width);
  detail::require(rank <= width - 1, "a Haar law needs a rank of at most the width less one", rank);
  detail::require(std::abs(rho) <= 1, "a cosine must be between -1 and 1", rho);
}

haar_support support(const haar_coordinate_law& law) {
  const double scale = law.width() / law.rank();
  const double rho = law.rho();
  const double lower = rho == 1 ? 0 : 0.5 * (rho - 1);
  const double upper = rho == -1 ? 0 : 0.5 * (rho + 1);
  return {scale * lower - rho, scale * upper - rho};
}

double mean(const haar_coordinate_law&) {
  return 0;
}

double variance(const haar_coordinate_law& law) {
  return haar_noise_variance(1, law.rho(), law.rank(), law.width());
}

double skewness(const haar_coordinate_law& law) {
  const auto [mu, c2, c3, c4] = central_moments(law);
  const double rho = law.rho();
  const double across = 1 - rho * rho;
  const double third =
      rho * rho * rho * c3 + 3 * rho * across * ((1 - 2 * mu) * c2 - c3) / (law.width() - 1);
  const double scale = law.width() / law.rank();
  return third * scale * scale * scale / std::pow(variance(law), 1.5);
}

double kurtosis_excess(const haar_coordinate_law& law) {
  const auto [mu, c2, c3, c4] = central_moments(law);
  const double m = law.width();
  const double square = law.rho() * law.rho();
  const double across = 1 - square;
  const double a = 0.5 * law.rank();
  const double b = 0.5 * (m - law.rank());
  const double n = a + b;
  // E[beta^2 (1 - beta)^2], and E w^2 = 1/(m - 1), E w^4 = 3/((m - 1)(m + 1))
  const double mixed = a * (a + 1) * b * (b + 1) / (n * (n + 1) * (n + 2) * (n + 3));
  const double fourth =
      square * square * c4 +
      6 * square * across * (mu * (1 - mu) * c2 + (1 - 2 * mu) * c3 - c4) / (m - 1) +
      3 * across * across * mixed / ((m - 1) * (m + 1));
  const double ratio = m / law.rank();
  const double scaled = ratio * ratio / variance(law);
  return fourth * scaled * scaled - 3;
}

double logpdf(const haar_coordinate_law& law, double x) {
  detail::require(!std::isnan(x), "x must be a number", x);
  const double rank = law.rank();
  const double width = law.width();
  const double rho = law.rho();
  const double y = to_projection(law, x);
  const double log_jacobian = std::log(rank / width);
  if (std::abs(rho) == 1) {
    return on_axis_logpdf(law, y) + log_jacobian;
  }
  if (y < 0.5 * (rho - 1) || y > 0.5 * (rho + 1)) {
    return -infinity;
  }
  const haar_chord chord(y, rho);
  if (width == 2) {
    return log_jacobian - std::log(pi<double>() * chord.height());
  }
  if ((rank == 1 && y == 0) || (rank == width - 1 && y == rho)) {
    return infinity;
  }
  const auto log_integrand = [&](double chi) {
    const auto [beta, rest] = chord.at(chi);
    return (width - 3) * std::log(std::sin(chi)) + 0.5 * (rank - width + 1) * std::log(beta) +
           0.5 * (1 - rank) * std::log(rest);
  };
  const double height = width == 3 ? 0 : (width - 3) * std::log(chord.height());
  return log_jacobian + height - log_beta(0.5 * rank, 0.5 * (width - rank)) -
         log_beta(0.5, 0.5 * (width - 2)) +
         detail::log_integral_of_peak(log_integrand, 0, pi<double>());
}

double pdf(const haar_coordinate_law& law, double x) {
  return std::exp(logpdf(law, x));
}

double cdf(const haar_coordinate_law& law, double x) {
  detail::require(!std::isnan(x), "x must be a number", x);
  return tail(law, to_projection(law, x), 1);
}

double sf(const haar_coordinate_law& law, double x) {
  detail::require(!std::isnan(x), "x must be a number", x);
  return tail(law, to_projection(law, x), -1);
}

}  // namespace loranoise::theory
