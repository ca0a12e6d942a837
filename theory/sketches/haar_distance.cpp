// Section 3.8: distances of the Haar coordinate to the normal law of equal variance, from the
// crossings of the densities.
#include <algorithm>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "theory/numerics/normal.hpp"
#include "theory/numerics/quadrature.hpp"
#include "theory/sketches/haar_law.hpp"

namespace loranoise::theory {
namespace {

// What lies farther out adds less than exp(-haar_reach^2/2) to either distance.
constexpr double haar_reach = 10;
// The crossings are about a standard deviation apart, except next to a pole or the edge of the
// support.
constexpr double haar_step = 0.125;
constexpr int pole_levels = 40;

class gap {
 public:
  explicit gap(const haar_coordinate_law& law) : law_(law), sigma_(std::sqrt(variance(law))) {}

  [[nodiscard]] double sigma() const { return sigma_; }

  // log of the ratio of the densities
  [[nodiscard]] double log_ratio(double x) const {
    const double z = x / sigma_;
    return std::clamp(logpdf(law_, x), -1e300, 1e300) + std::log(sigma_) - normal_log_pdf(z);
  }

  // cdf of the law less cdf of the normal, from the nearer tail
  [[nodiscard]] double difference(double x) const {
    const double z = x / sigma_;
    return x < 0 ? cdf(law_, x) - normal_cdf(z) : normal_sf(z) - sf(law_, x);
  }

 private:
  haar_coordinate_law law_;
  double sigma_;
};

std::vector<double> scan_points(const haar_coordinate_law& law, double sigma) {
  const auto [lower, upper] = support(law);
  const double from = std::max(lower, -haar_reach * sigma);
  const double to = std::min(upper, haar_reach * sigma);
  std::vector<double> points;
  detail::append_steps(points, from, to, haar_step * sigma);
  const auto pole = [&](double x) { detail::append_graded(points, x, sigma, pole_levels); };
  if (law.rank() == 1) {
    pole(-law.rho());
  }
  if (law.rank() == law.width() - 1) {
    pole((law.width() / law.rank() - 1) * law.rho());
  }
  if (from == lower) {
    pole(lower);
  }
  if (to == upper) {
    pole(upper);
  }
  detail::clip_edges(points, from, to);
  return points;
}

// The ends of the intervals on which one of the two densities wins.
std::vector<double> crossings(const gap& densities, const std::vector<double>& points) {
  std::vector<double> found = {points.front()};
  const auto f = [&](double x) { return densities.log_ratio(x); };
  double before = f(points[1]);
  for (std::size_t i = 2; i + 1 < points.size(); ++i) {
    const double after = f(points[i]);
    if ((before < 0) != (after < 0)) {
      std::uintmax_t iterations = 60;
      const auto bracket = boost::math::tools::toms748_solve(
          f, points[i - 1], points[i], before, after, boost::math::tools::eps_tolerance<double>(40),
          iterations);
      found.push_back(0.5 * (bracket.first + bracket.second));
    }
    before = after;
  }
  found.push_back(points.back());
  return found;
}

}  // namespace

haar_distances distances_to_gaussian(const haar_coordinate_law& law) {
  const gap densities(law);
  double kolmogorov = 0;
  double length = 0;  // of the path of the difference of the cdfs, from 0 to 0
  double before = 0;
  for (const double x : crossings(densities, scan_points(law, densities.sigma()))) {
    const double after = densities.difference(x);
    length += std::abs(after - before);
    kolmogorov = std::max(kolmogorov, std::abs(after));
    before = after;
  }
  return {0.5 * (length + std::abs(before)), kolmogorov};
}

}  // namespace loranoise::theory
