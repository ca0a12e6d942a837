#include "theory/distance/distance.hpp"

#include <algorithm>
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

#include "theory/distance/gaussian_gap.hpp"
#include "theory/numerics/bracketed_root.hpp"
#include "theory/numerics/normal.hpp"

namespace loranoise::theory {
namespace {

using detail::gaussian_gap;

constexpr double scan_reach = 9;  // beyond it lies less than 1e-18 of the normal law
constexpr double scan_step =
    0.25;  // roots are further apart: He_4's and He_3's nearest are 1.48 apart
constexpr double far_reach = 40;
// A zero of F - Phi so near to T = 0 is T = 0 (rho = 0): |F - Phi| between them has an integral
// below 1e-15, and is all rounding, on which no quadrature converges.
constexpr double coincident = 1e-8;

// All sign changes of f between consecutive places.
std::vector<double> sign_changes(const std::function<double(double)>& f,
                                 const std::vector<double>& places) {
  std::vector<double> roots;
  double before = f(places.front());
  for (std::size_t j = 1; j < places.size(); ++j) {
    const double here = f(places[j]);
    if ((before > 0) != (here > 0)) {
      roots.push_back(detail::bracketed_root(f, places[j - 1], before, places[j], here));
    }
    before = here;
  }
  return roots;
}

std::vector<double> scan_places(double low, double high) {
  std::vector<double> places;
  const auto steps = static_cast<int>(std::round((high - low) / scan_step));
  for (int j = 0; j <= steps; ++j) {
    places.push_back(low + j * scan_step);
  }
  return places;
}

// Q against N(0, 1): the crossings and F - Phi there, by Fourier inversion for large ranks and by
// the density and cdf themselves for small ones, where the difference is no less than about 1e-3.
class comparison {
 public:
  comparison(double rank, double rho)
      : law_(coordinate_law<double>::standardised(rank, rho)),
        gap_(rank >= gaussian_gap::least_rank ? std::make_unique<gaussian_gap>(rank, rho)
                                              : nullptr) {}

  [[nodiscard]] std::vector<double> crossings() const {
    std::vector<double> places = scan_places(-scan_reach, scan_reach);
    if (gap_) {
      // Far out f - phi is lost in rounding, but there its ratio to phi is not small.
      return sign_changes(
          [this](double q) {
            return std::fabs(q) < gaussian_gap::trusted_reach ? gap_->density(q) : log_ratio(q);
          },
          places);
    }
    const double centre = singular_point();
    places.insert(std::ranges::lower_bound(places, centre), centre);
    return sign_changes([this](double q) { return log_ratio(q); }, places);
  }

  [[nodiscard]] double difference(double q) const {
    if (gap_) {
      return gap_->distribution(q);
    }
    const auto both = detail::both_tails(law_.kernel(), law_.kernel().at(q));
    const double normal_tail = normal_sf(std::fabs(q));
    return q < 0 ? both.lower - normal_tail : normal_tail - both.upper;
  }

  [[nodiscard]] double log_ratio(double q) const { return logpdf(law_, q) - normal_log_pdf(q); }

  // The density's pole or kink, T = 0, on Q's axis.
  [[nodiscard]] double singular_point() const { return -law_.kernel().mean / law_.kernel().sigma; }

  [[nodiscard]] const gaussian_gap* gap() const { return gap_.get(); }

 private:
  coordinate_law<double> law_;
  std::unique_ptr<gaussian_gap> gap_;
};

}  // namespace

std::vector<double> density_crossings(const coordinate_law<double>& law) {
  const comparison pair(law.rank(), law.rho());
  std::vector<double> roots = pair.crossings();
  const auto ratio = [&](double q) { return pair.log_ratio(q); };
  std::vector<double> left = sign_changes(ratio, scan_places(-far_reach, -scan_reach));
  const std::vector<double> right = sign_changes(ratio, scan_places(scan_reach, far_reach));
  left.insert(left.end(), roots.begin(), roots.end());
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

double total_variation(double rank, double rho) {
  const comparison pair(rank, rho);
  double sum = 0;
  double before = 0;
  for (const double q : pair.crossings()) {
    const double here = pair.difference(q);
    sum += std::fabs(here - before);
    before = here;
  }
  return (sum + std::fabs(before)) / 2;
}

double kolmogorov(double rank, double rho) {
  const comparison pair(rank, rho);
  double largest = 0;
  for (const double q : pair.crossings()) {
    largest = std::max(largest, std::fabs(pair.difference(q)));
  }
  return largest;
}

double wasserstein_1(double rank, double rho) {
  const comparison pair(rank, rho);
  const auto difference = [&](double q) { return pair.difference(q); };
  std::vector<double> ends = sign_changes(difference, scan_places(-scan_reach, scan_reach));
  double sum = 0;
  if (const gaussian_gap* gap = pair.gap()) {
    double before = 0;
    for (const double q : ends) {
      const double here = gap->integral(q);
      sum += std::fabs(here - before);
      before = here;
    }
    return sum + std::fabs(before);
  }
  const double singular = pair.singular_point();
  std::erase_if(ends, [&](double q) { return std::fabs(q - singular) < coincident; });
  ends.insert(std::ranges::lower_bound(ends, singular), singular);
  const auto size = [&](double q) { return std::fabs(q) < 700 ? std::fabs(difference(q)) : 0.0; };
  boost::math::quadrature::tanh_sinh<double> finite;
  boost::math::quadrature::exp_sinh<double> half_line;
  const double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t j = 1; j < ends.size(); ++j) {
    sum += finite.integrate(size, ends[j - 1], ends[j]);
  }
  return sum + half_line.integrate(size, -infinity, ends.front()) +
         half_line.integrate(size, ends.back(), infinity);
}

}  // namespace loranoise::theory
