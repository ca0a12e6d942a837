// Counts of a coordinate's noise held against distribution functions.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "verify/statistics/coordinate_counts.hpp"
#include "verify/statistics/estimate.hpp"
#include "verify/statistics/standard_normal.hpp"

namespace loranoise::verify::claims {

using distribution_function = std::function<double(double)>;

/// Distribution function of the exact law of the standardised noise.
distribution_function exact_cdf(int rank, double rho);

/// The points at which distribution functions are compared, ascending, 0.02 apart within six
/// deviations; and the share of the trials below each.
[[nodiscard]] std::vector<double> comparison_points();
[[nodiscard]] std::vector<double> empirical_cdf(const coordinate_counts& counts);

/// max over the comparison points |F_n - F|, F given there or as a function. At most the supremum
/// over the line, so the Dvoretzky-Kiefer-Wolfowitz band holds for it.
double supremum_distance(const coordinate_counts& counts, std::span<const double> at_points);
double supremum_distance(const coordinate_counts& counts, const distribution_function& f);

/// The same for two laws at these points.
double supremum_distance(std::span<const double> seen, std::span<const double> at_points);

/// f at the comparison points.
[[nodiscard]] std::vector<double> at_comparison_points(const distribution_function& f);

/// sqrt(integral of (F_n - F)^2/(W(1 - W)) dW) over the comparison points, W the exact law: the
/// Anderson-Darling distance of the counts to F, in the weight of W.
double anderson_darling_distance(const coordinate_counts& counts, std::span<const double> at_points,
                                 std::span<const double> weight_at_points);
double anderson_darling_distance(std::span<const double> seen, std::span<const double> at_points,
                                 std::span<const double> weight_at_points);

/// An event on which the even blocks saw more noise than the Gaussian (a union of wide bins),
/// measured on the odd blocks: a lower bound of the total variation for any law of the noise.
struct split_event {
  struct range {
    double low;
    double high;
  };
  std::vector<range> ranges;
  std::uint64_t hits = 0;    ///< odd-block trials in the event
  std::uint64_t trials = 0;  ///< odd-block trials
  double even_share = 0;     ///< of the even-block trials: a pilot, biased upwards by the choice

  [[nodiscard]] double probability(const distribution_function& f) const;
  /// P(noise in the event) - P(Gaussian in it), Clopper-Pearson.
  [[nodiscard]] estimate excess() const;
};
[[nodiscard]] split_event choose_event(const coordinate_counts& counts);

/// Total variation of f to N(0, 1) over the wide bins alone: what a histogram of them can see.
[[nodiscard]] double binned_total_variation(const distribution_function& f);

/// What chance adds to that in a histogram of `trials` draws of f: half the sum over bins of E|d +
/// e|
/// - |d|, d the difference of the masses and e normal with the variance of the bin's share.
[[nodiscard]] double histogram_bias(const distribution_function& f, std::uint64_t trials);

}  // namespace loranoise::verify::claims
