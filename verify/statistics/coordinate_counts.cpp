#include "verify/statistics/coordinate_counts.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

#include "verify/statistics/standard_normal.hpp"

namespace loranoise::verify {
namespace {

constexpr int wide_bins = coordinate_counts::bins / coordinate_counts::wide;

using wide_counts = std::vector<double>;  // below, wide bins ascending, above

wide_counts gather_wide(const simulate::histogram& h) {
  wide_counts sums(wide_bins + 2, 0.0);
  sums.front() = static_cast<double>(h.underflow());
  sums.back() = static_cast<double>(h.overflow());
  for (std::size_t b = 0; b < h.bins(); ++b) {
    sums[b / coordinate_counts::wide + 1] += static_cast<double>(h.counts()[b]);
  }
  return sums;
}

// The Gaussian's mass in the same bins.
wide_counts gaussian_masses() {
  wide_counts masses;
  double below = 0;
  for (int b = 0; b <= wide_bins; ++b) {
    const double here = normal_cdf(coordinate_counts::edge(1 + b * coordinate_counts::wide));
    masses.push_back(here - below);
    below = here;
  }
  masses.push_back(1 - below);
  return masses;
}

double plug_in(const wide_counts& counts, const wide_counts& masses) {
  const double trials = std::accumulate(counts.begin(), counts.end(), 0.0);
  double sum = 0;
  for (std::size_t b = 0; b < counts.size(); ++b) sum += std::abs(counts[b] / trials - masses[b]);
  return sum / 2;
}

void add_to(wide_counts& sums, const wide_counts& counts, double sign = 1) {
  for (std::size_t b = 0; b < sums.size(); ++b) sums[b] += sign * counts[b];
}

histogram_distance measure_distance(const std::vector<wide_counts>& blocks) {
  const wide_counts masses = gaussian_masses();
  wide_counts even(masses.size(), 0.0);
  wide_counts odd = even;
  for (std::size_t k = 0; k < blocks.size(); ++k) add_to(k % 2 == 0 ? even : odd, blocks[k]);
  const auto measure = [&] {
    wide_counts all = even;
    add_to(all, odd);
    return histogram_distance{plug_in(all, masses),
                              (plug_in(even, masses) + plug_in(odd, masses)) / 2, 0, 0};
  };
  histogram_distance result = measure();
  std::vector<double> without;
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    wide_counts& half = k % 2 == 0 ? even : odd;
    add_to(half, blocks[k], -1);
    without.push_back(measure().debiased());
    add_to(half, blocks[k]);
  }
  const auto count = static_cast<double>(without.size());
  const double mean = std::accumulate(without.begin(), without.end(), 0.0) / count;
  double squares = 0;
  for (const double x : without) squares += (x - mean) * (x - mean);
  result.jackknife_error = std::sqrt((count - 1) / count * squares);
  result.blocks = static_cast<int>(without.size());
  return result;
}

}  // namespace

double histogram_distance::debiased() const {
  return raw - (halves - raw) / (std::numbers::sqrt2 - 1);
}

estimate histogram_distance::measured() const {
  return estimate::from_standard_error(debiased(), jackknife_error, blocks - 1);
}

double coordinate_counts::edge(int bin) {
  return -reach + 2 * reach * (bin - 1) / bins;
}

std::vector<std::uint64_t> coordinate_counts::both() const {
  std::vector<std::uint64_t> sums = even;
  for (std::size_t b = 0; b < sums.size(); ++b) sums[b] += odd[b];
  return sums;
}

std::uint64_t coordinate_counts::trials() const {
  const auto sum = [](const std::vector<std::uint64_t>& x) {
    return std::accumulate(x.begin(), x.end(), std::uint64_t{0});
  };
  return sum(even) + sum(odd);
}

coordinate_tally::coordinate_tally() {
  counts_.even.assign(coordinate_counts::bins + 2, 0);
  counts_.odd = counts_.even;
}

void coordinate_tally::add(std::uint64_t index, const coordinate_block& block) {
  std::vector<std::uint64_t>& sums = index % 2 == 0 ? counts_.even : counts_.odd;
  const simulate::histogram& h = block.counts;
  sums.front() += h.underflow();
  for (std::size_t b = 0; b < h.bins(); ++b) sums[b + 1] += h.counts()[b];
  sums.back() += h.overflow();
  const auto trials = static_cast<double>(h.total());
  counts_.negative += block.negative;
  counts_.cubes.push_back(block.cubes / trials);
  counts_.fourths.push_back(block.fourths / trials);
  wide_blocks_.push_back(gather_wide(h));
}

coordinate_counts coordinate_tally::take() {
  counts_.distance = measure_distance(wide_blocks_);
  return std::move(counts_);
}

}  // namespace loranoise::verify
