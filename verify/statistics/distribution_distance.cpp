#include "verify/statistics/distribution_distance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "theory/coordinate/law.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr int wide = coordinate_counts::wide;
constexpr double comparison_reach = 6;
constexpr int comparison_step = 2;  // bins

// The bins whose left edges are the comparison points.
std::vector<int> comparison_bins() {
  std::vector<int> bins;
  for (int bin = 1; bin <= coordinate_counts::bins + 1; bin += comparison_step) {
    if (std::abs(coordinate_counts::edge(bin)) <= comparison_reach) bins.push_back(bin);
  }
  return bins;
}

double total(const std::vector<std::uint64_t>& counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

std::uint64_t in_wide_bin(const std::vector<std::uint64_t>& counts, int first) {
  const auto begin = counts.begin() + static_cast<std::ptrdiff_t>(first);
  return std::accumulate(begin, begin + wide, std::uint64_t{0});
}

struct bin_mass {
  double law;
  double gaussian;
};

// The masses of the wide bins, and of what lies below and above them.
std::vector<bin_mass> bin_masses(const distribution_function& f) {
  std::vector<bin_mass> masses;
  bin_mass below{0, 0};
  for (int first = 1; first <= coordinate_counts::bins + 1; first += wide) {
    const double z = coordinate_counts::edge(first);
    const bin_mass here{f(z), normal_cdf(z)};
    masses.push_back({here.law - below.law, here.gaussian - below.gaussian});
    below = here;
  }
  masses.push_back({1 - below.law, 1 - below.gaussian});
  return masses;
}

}  // namespace

distribution_function exact_cdf(int rank, double rho) {
  return [law = theory::coordinate_law<double>::standardised(rank, rho)](double z) {
    return cdf(law, z);
  };
}

std::vector<double> comparison_points() {
  std::vector<double> points;
  for (const int bin : comparison_bins()) points.push_back(coordinate_counts::edge(bin));
  return points;
}

std::vector<double> empirical_cdf(const coordinate_counts& counts) {
  const std::vector<std::uint64_t> all = counts.both();
  const double trials = total(all);
  std::vector<double> values;
  std::uint64_t below = 0;
  int next = 0;
  for (const int bin : comparison_bins()) {
    for (; next < bin; ++next) below += all[static_cast<std::size_t>(next)];
    values.push_back(static_cast<double>(below) / trials);
  }
  return values;
}

std::vector<double> at_comparison_points(const distribution_function& f) {
  std::vector<double> values = comparison_points();
  std::transform(values.begin(), values.end(), values.begin(), f);
  return values;
}

double supremum_distance(const coordinate_counts& counts, std::span<const double> at_points) {
  return supremum_distance(empirical_cdf(counts), at_points);
}

double supremum_distance(std::span<const double> seen, std::span<const double> at_points) {
  double worst = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    worst = std::max(worst, std::abs(seen[i] - at_points[i]));
  }
  return worst;
}

double supremum_distance(const coordinate_counts& counts, const distribution_function& f) {
  return supremum_distance(counts, at_comparison_points(f));
}

double anderson_darling_distance(const coordinate_counts& counts, std::span<const double> at_points,
                                 std::span<const double> weight_at_points) {
  return anderson_darling_distance(empirical_cdf(counts), at_points, weight_at_points);
}

double anderson_darling_distance(std::span<const double> seen, std::span<const double> at_points,
                                 std::span<const double> weight_at_points) {
  const std::span<const double> w = weight_at_points;
  double sum = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    // Half the mass to the neighbour on either side; beyond the last points, all of it.
    const double before = i == 0 ? -w.front() : w[i - 1];
    const double after = i + 1 == w.size() ? 2 - w.back() : w[i + 1];
    const double spread = w[i] * (1 - w[i]);
    if (!(spread > 0)) continue;
    sum += std::pow(seen[i] - at_points[i], 2) * (after - before) / 2 / spread;
  }
  return std::sqrt(sum);
}

double split_event::probability(const distribution_function& f) const {
  double sum = 0;
  for (const range& r : ranges) sum += f(r.high) - f(r.low);
  return sum;
}

estimate split_event::excess() const {
  return estimate::from_binomial(hits, trials).shifted(-probability(normal_cdf));
}

split_event choose_event(const coordinate_counts& counts) {
  const double even_trials = total(counts.even);
  split_event event;
  event.trials = static_cast<std::uint64_t>(total(counts.odd));
  for (int first = 1; first <= coordinate_counts::bins; first += wide) {
    const double low = coordinate_counts::edge(first);
    const double high = coordinate_counts::edge(first + wide);
    const double gaussian = normal_cdf(high) - normal_cdf(low);
    const auto seen = static_cast<double>(in_wide_bin(counts.even, first));
    if (seen <= gaussian * even_trials) continue;
    event.hits += in_wide_bin(counts.odd, first);
    event.even_share += seen / even_trials;
    event.ranges.push_back({low, high});
  }
  return event;
}

double binned_total_variation(const distribution_function& f) {
  double sum = 0;
  for (const bin_mass& bin : bin_masses(f)) sum += std::abs(bin.law - bin.gaussian);
  return sum / 2;
}

double histogram_bias(const distribution_function& f, std::uint64_t trials) {
  double sum = 0;
  for (const bin_mass& bin : bin_masses(f)) {
    const double d = std::abs(bin.law - bin.gaussian);
    const double deviation =
        std::sqrt(std::max(0.0, bin.law * (1 - bin.law)) / static_cast<double>(trials));
    if (deviation == 0) continue;
    const double x = d / deviation;  // of a folded normal: 2 phi(x) + x (1 - 2 Phi(-x))
    sum += 2 * deviation * (normal_pdf(x) - x * normal_cdf(-x));
  }
  return sum / 2;
}

}  // namespace loranoise::verify::claims
