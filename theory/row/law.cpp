#include "theory/row/law.hpp"

#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <limits>

#include "theory/numerics/gamma_law.hpp"
#include "theory/numerics/require.hpp"
#include "theory/numerics/stirling.hpp"

namespace loranoise::theory {
namespace {

using boost::math::constants::pi;
using detail::require;
using detail::require_rank;
using detail::require_width;

// |v|^2/|u|^2 - s^2, the squared length of the part of v orthogonal to u.
double squared_orthogonal(double norm, double s, double norm_v) {
  require(norm > 0 && std::isfinite(norm), "the norm of u must be finite and positive", norm);
  require(std::isfinite(s) && std::isfinite(norm_v), "v must be finite", norm_v);
  const double length = norm_v / norm;
  const double squared = (length - std::abs(s)) * (length + std::abs(s));
  require(squared >= -1e-12 * length * length,
          "the norm of v must be at least that of its part along u", norm_v);
  return std::fmax(0.0, squared);
}

struct along_and_across {
  double s;
  double norm_u;
  double norm_v;
};

along_and_across decompose(std::span<const double> u, std::span<const double> v) {
  require(u.size() == v.size(), "u and v must have the same length", static_cast<double>(v.size()));
  double uu = 0;
  double uv = 0;
  double vv = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    uu += u[i] * u[i];
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  require(uu > 0 && std::isfinite(uu), "u must be finite and not zero", uu);
  // Rounding may leave |v| a little below its component along u.
  return {uv / uu, std::sqrt(uu), std::fmax(std::sqrt(vv), std::abs(uv) / std::sqrt(uu))};
}

}  // namespace

double row_total_variation_limit(double rank, double width) {
  require_rank(rank);
  require_width(width);
  return 2 / pi<double>() * std::atan(0.5 * std::sqrt(width / rank));
}

double row_log_density(double rank, double width, double norm, double s, double norm_v) {
  require_rank(rank);
  require_width(width);
  const double across = squared_orthogonal(norm, s, norm_v);
  if (s <= 0) {
    return -std::numeric_limits<double>::infinity();
  }
  // Gamma density of s and normal density of the rest; the gamma density is written through
  // Stirling's remainder so that nothing of size rank log(rank) cancels.
  const double a = 0.5 * rank;
  const double log_s = std::log(s);
  const double gamma = 0.5 * std::log(a / (2 * pi<double>())) - detail::stirling_remainder(a) +
                       a * detail::log1p_minus(s - 1) - log_s;
  const double normal = 0.5 * (width - 1) * (std::log(a / pi<double>()) - log_s) - a * across / s;
  return gamma + normal - width * std::log(norm);
}

double row_log_density(double rank, std::span<const double> u, std::span<const double> v) {
  const auto [s, norm_u, norm_v] = decompose(u, v);
  return row_log_density(rank, static_cast<double>(u.size()), norm_u, s, norm_v);
}

double row_gaussian_log_density(double rank, double width, double norm, double s, double norm_v) {
  require_rank(rank);
  require_width(width);
  const double across = squared_orthogonal(norm, s, norm_v);
  const double a = 0.5 * rank;
  const double along = 0.5 * std::log(a / (2 * pi<double>())) - 0.5 * a * (s - 1) * (s - 1);
  return along + 0.5 * (width - 1) * std::log(a / pi<double>()) - a * across -
         width * std::log(norm);
}

double norm_upper_tail(double rank, double distortion) {
  require_rank(rank);
  require(distortion >= 0, "a distortion must not be negative", distortion);
  return detail::chi_square_sf(rank, rank * (1 + distortion));
}

double norm_lower_tail(double rank, double distortion) {
  require_rank(rank);
  require(distortion >= 0, "a distortion must not be negative", distortion);
  return detail::chi_square_cdf(rank, rank * (1 - distortion));
}

double norm_distortion_probability(double rank, double distortion) {
  return norm_lower_tail(rank, distortion) + norm_upper_tail(rank, distortion);
}

double johnson_lindenstrauss_bound(double rank, double distortion) {
  require_rank(rank);
  require(distortion >= 0 && distortion <= 1, "the bound is for distortions between 0 and 1",
          distortion);
  return 2 * std::exp(-0.5 * rank * distortion * distortion * (0.5 - distortion / 3));
}

}  // namespace loranoise::theory
