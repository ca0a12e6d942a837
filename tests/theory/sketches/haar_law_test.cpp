#include "theory/sketches/haar_law.hpp"

#include <algorithm>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/sketches/moments.hpp"

using namespace loranoise::theory;

namespace {

const std::vector<haar_coordinate_law> laws = {{2, 4, 0.3},  {3, 5, -0.4},   {8, 64, 0.0},
                                               {8, 64, 0.6}, {60, 64, -0.5}, {16, 1024, 0.05}};

// Integral of f over the support, cut where beta reaches 0 and 1: there the density has a pole or a
// kink.
template <class Function>
double over_support(const haar_coordinate_law& law, const Function& f) {
  const auto [lower, upper] = support(law);
  std::vector<double> cuts = {lower, -law.rho(), (law.width() / law.rank() - 1) * law.rho(), upper};
  std::sort(cuts.begin(), cuts.end());
  boost::math::quadrature::tanh_sinh<double> rule;
  double sum = 0;
  for (std::size_t i = 1; i < cuts.size(); ++i) {
    const double middle = (cuts[i - 1] + cuts[i]) / 2;
    const double half = (cuts[i] - cuts[i - 1]) / 2;
    // Boost asserts that no node rounds to an end of (a, b), which nodes beside a cut far from 0
    // do; over (-1, 1) it leaves that to the integrand.
    const auto inside = [&](double y, double) {
      const double x = middle + half * y;
      return cuts[i - 1] < x && x < cuts[i] ? half * f(x) : 0.0;
    };
    sum += rule.integrate(inside, 1e-8);
  }
  return sum;
}

}  // namespace

TEST_CASE("Haar law: log density within 1e-11, tails within 1e-10 of the table") {
  double worst_density = 0;
  double worst_tail = 0;
  for (auto row : read_reference("haar.csv")) {
    const haar_coordinate_law law(row["rank"], row["width"], row["rho"]);
    const double x = row["x"];
    CAPTURE(law.rank(), law.width(), law.rho(), x);
    CHECK(logpdf(law, x) == near{row["log_pdf"], 1e-11, 1e-11});
    CHECK(relative_error(cdf(law, x), row["cdf"]) <= 1e-10);
    CHECK(relative_error(sf(law, x), row["sf"]) <= 1e-10);
    worst_density = std::max(worst_density, std::abs(logpdf(law, x) - row["log_pdf"]));
    worst_tail = std::max({worst_tail, relative_error(cdf(law, x), row["cdf"]),
                           relative_error(sf(law, x), row["sf"])});
  }
  WARN("worst errors of the Haar law: log density " << worst_density << ", tails " << worst_tail);
}

TEST_CASE("Haar law: moments by quadrature are those of section 2.5 and of the closed forms") {
  for (const auto& law : laws) {
    const auto moment = [&law](int power) {
      return over_support(law, [&](double x) { return pdf(law, x) * std::pow(x, power); });
    };
    const double variance_by_sum = moment(2);
    CAPTURE(law.rank(), law.width(), law.rho());
    CHECK(moment(0) == near{1, 1e-8});
    CHECK(moment(1) == near{0, 0, 1e-8});
    CHECK(variance_by_sum == near{variance(law), 1e-8});
    CHECK(moment(3) / std::pow(variance_by_sum, 1.5) == near{skewness(law), 1e-7, 1e-8});
    CHECK(moment(4) / std::pow(variance_by_sum, 2) - 3 == near{kurtosis_excess(law), 1e-7, 1e-7});
    CHECK(variance(law) == haar_noise_variance(1, law.rho(), law.rank(), law.width()));
  }
}

TEST_CASE("Haar law: cdf + sf = 1, and the density is the slope of the cdf") {
  std::mt19937 generator(71);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int trial = 0; trial < 60; ++trial) {
    const double width = std::floor(3 + std::pow(10, 3 * unit(generator)));
    const double rank = 1 + std::floor((width - 1) * unit(generator));
    const haar_coordinate_law law(rank, width, 2 * unit(generator) - 1);
    const double sigma = std::sqrt(variance(law));
    const double x = sigma * (4 * unit(generator) - 2);
    const double step = 1e-4 * sigma;
    CAPTURE(rank, width, law.rho(), x);
    CHECK(cdf(law, x) + sf(law, x) == near{1, 1e-11});
    const auto [lower, upper] = support(law);
    if (x - step > lower && x + step < upper && rank > 1 && rank < width - 1) {
      const double slope = (cdf(law, x + step) - cdf(law, x - step)) / (2 * step);
      CHECK(slope == near{pdf(law, x), 1e-3, 1e-6});
    }
  }
}

TEST_CASE("Haar law: the complement I - P and the reflection of a coordinate mirror it") {
  for (const auto& law : laws) {
    const haar_coordinate_law complement(law.width() - law.rank(), law.width(), law.rho());
    const haar_coordinate_law reflection(law.rank(), law.width(), -law.rho());
    const double ratio = law.rank() / (law.width() - law.rank());
    for (const double z : {-1.5, -0.2, 0.7, 2.5}) {
      const double x = z * std::sqrt(variance(law));
      CAPTURE(law.rank(), law.width(), law.rho(), z);
      CHECK(cdf(law, x) == near{sf(complement, -x * ratio), 1e-10});
      CHECK(pdf(law, x) == near{pdf(complement, -x * ratio) * ratio, 1e-10});
      CHECK(cdf(law, x) == near{sf(reflection, -x), 1e-10});
    }
  }
}

TEST_CASE(
    "Haar law: width 2 is an arcsine law, rho = 1 a beta law and the limit of its neighbours") {
  const haar_coordinate_law arcsine(1, 2, 0);
  CHECK(cdf(arcsine, 0.5) == near{1 - std::acos(0.5) / M_PI});
  CHECK(pdf(arcsine, 0.5) == near{1 / (M_PI * std::sqrt(0.75))});
  const haar_coordinate_law axis(8, 64, 1);
  const haar_coordinate_law close(8, 64, 1 - 1e-12);
  for (const double x : {-0.6, 0.0, 1.0}) {
    CHECK(cdf(axis, x) == near{boost::math::ibeta(4.0, 28.0, (1 + x) / 8)});
    CHECK(pdf(axis, x) == near{boost::math::ibeta_derivative(4.0, 28.0, (1 + x) / 8) / 8});
    CHECK(cdf(close, x) == near{cdf(axis, x), 1e-5});
    CHECK(cdf(axis, x) + sf(axis, x) == near{1});
  }
}

TEST_CASE("Haar law: nothing outside the support, poles where one dimension is free") {
  for (const auto& law : laws) {
    const auto [lower, upper] = support(law);
    CHECK(cdf(law, lower - 1e-9) == 0);
    CHECK(sf(law, upper + 1e-9) == 0);
    CHECK(cdf(law, upper + 1e-9) == 1);
    CHECK(pdf(law, upper + 1e-9) == 0);
  }
  CHECK(std::isinf(pdf({1, 8, 0.25}, -0.25)));
  CHECK(std::isfinite(pdf({1, 8, 0.25}, -0.25 + 1e-12)));
  // Where the density is infinite the tails are not singular.
  CHECK(cdf({1, 8, 0.25}, -0.25) + sf({1, 8, 0.25}, -0.25) == near{1, 1e-11});
}

TEST_CASE("Haar distance: half the L1 distance of the densities, and Kolmogorov at most as large") {
  for (const auto& law : laws) {
    const double sigma = std::sqrt(variance(law));
    const auto [lower, upper] = support(law);
    const auto normal = [&](double x) {
      return std::exp(-0.5 * x * x / (sigma * sigma)) / (sigma * std::sqrt(2 * M_PI));
    };
    const double from = std::max(lower, -9 * sigma);
    const double to = std::min(upper, 9 * sigma);
    constexpr int steps = 1500;
    double distance = std::erfc(9 / std::sqrt(2.0));
    for (int i = 0; i < steps; ++i) {
      const double x = from + (to - from) * (i + 0.5) / steps;
      distance += std::abs(pdf(law, x) - normal(x)) * (to - from) / steps;
    }
    distance += from > -9 * sigma ? 0.5 * std::erfc(-from / (sigma * std::sqrt(2.0))) : 0;
    distance += to < 9 * sigma ? 0.5 * std::erfc(to / (sigma * std::sqrt(2.0))) : 0;
    const auto measured = distances_to_gaussian(law);
    CAPTURE(law.rank(), law.width(), law.rho());
    CHECK(measured.total_variation == near{0.5 * distance, 1e-3, 1e-5});
    CHECK(measured.kolmogorov <= measured.total_variation);
    CHECK(measured.kolmogorov >= 0.25 * measured.total_variation);
  }
}

TEST_CASE(
    "Haar distance: complements are equally far, and wide layers tend to the Gaussian sketch") {
  const auto one = distances_to_gaussian({8, 64, 0.2});
  const auto other = distances_to_gaussian({56, 64, 0.2});
  CHECK(one.total_variation == near{other.total_variation, 1e-9});
  CHECK(one.kolmogorov == near{other.kolmogorov, 1e-9});
  // The Gaussian coordinate of rank 4, rho = 0 has TV near 0.35/4 (section 4.1); Haar approaches it
  // as 1/width.
  const double wide = distances_to_gaussian({4, 1e4, 0}).total_variation;
  const double wider = distances_to_gaussian({4, 1e5, 0}).total_variation;
  CHECK(std::abs(wider - wide) < 1e-4);
  CHECK(wide < distances_to_gaussian({2, 1e4, 0}).total_variation);
}

TEST_CASE(
    "Haar law: finite and complete in wide layers, where the integrand underflows on one side") {
  for (const auto& law :
       {haar_coordinate_law(212225, 272489, -0.373), haar_coordinate_law(8, 1e6, 0.2),
        haar_coordinate_law(548085, 893668, 0.108)}) {
    for (const double z : {-6.0, -1.0, 0.3, 2.0, 6.0}) {
      const double x = z * std::sqrt(variance(law));
      CAPTURE(law.rank(), law.width(), x);
      CHECK(cdf(law, x) + sf(law, x) == near{1, 1e-9});
      CHECK(cdf(law, x) > 0);
      CHECK(std::isfinite(logpdf(law, x)));
    }
  }
}

TEST_CASE("Haar law: arguments out of range are refused") {
  CHECK_THROWS_AS(haar_coordinate_law(4, 4, 0), std::domain_error);
  CHECK_THROWS_AS(haar_coordinate_law(0, 4, 0), std::domain_error);
  CHECK_THROWS_AS(haar_coordinate_law(2, 4, 1.01), std::domain_error);
  CHECK_THROWS_AS(cdf({2, 4, 0}, std::numeric_limits<double>::quiet_NaN()), std::domain_error);
}
