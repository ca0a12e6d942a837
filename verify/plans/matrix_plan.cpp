#include "verify/plans/matrix_plan.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "verify/experiments/matrix.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/squared_coordinate_plan.hpp"
#include "verify/statistics/power.hpp"
#include "verify/statistics/variance_regression.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify::claims {
namespace {

// Below this a block's mean is a mean of a handful.
constexpr std::uint64_t fewest_trials = 1024;

// 1 for rows along one direction, 1/n for n orthogonal ones of one length.
double overlap(const Eigen::MatrixXd& g) {
  const Eigen::MatrixXd gram = g.rows() <= g.cols() ? Eigen::MatrixXd(g * g.transpose())
                                                    : Eigen::MatrixXd(g.transpose() * g);
  return gram.squaredNorm() / std::pow(g.squaredNorm(), 2);
}

// Variance of sum w_ki y_ki, y_ki = r N_ki^2/|g_k|^2, in units of Var N_ki^2/(Var N_ki)^2 (the
// greatest): entries of one column have correlation <g_k, g_l>^2/(|g_k|^2 |g_l|^2), the squared
// cosine of their rows, and E y_ki = 1 + share. What all columns have in common, <G, N> takes out.
double weighted_variance(const Eigen::MatrixXd& unit, const Eigen::ArrayXXd& share,
                         const Eigen::ArrayXXd& weights) {
  // Some rows against all at a time: rows x rows matrices of a tall gradient are too large.
  constexpr Eigen::Index most_products = 1 << 22;
  const Eigen::MatrixXd spread = weights * (1 + share);
  const Eigen::Index together = std::max<Eigen::Index>(1, most_products / unit.rows());
  double sum = 0;
  for (Eigen::Index first = 0; first < unit.rows(); first += together) {
    const Eigen::Index count = std::min(together, unit.rows() - first);
    const Eigen::MatrixXd cosines = unit.middleRows(first, count) * unit.transpose();
    const Eigen::MatrixXd spreads = spread.middleRows(first, count) * spread.transpose();
    sum += (cosines.array().square() * spreads.array()).sum();
  }
  return sum;
}

}  // namespace

matrix_plan::matrix_plan(const Eigen::MatrixXd& g)
    : entries_(g.size()), width_(static_cast<double>(g.cols())) {
  if (!(g.squaredNorm() > 0)) throw std::invalid_argument("a gradient of zeros has no noise");
  const Eigen::MatrixXd unit = unit_rows(g);
  const variance_regression regression(g);
  overlap_ = std::max(overlap(g), overlap(unit));
  norm_part_ = weighted_variance(unit, regression.share(), regression.norm_weights());
  square_part_ = weighted_variance(unit, regression.share(), regression.square_weights());
  largest_cosine_ = std::sqrt(std::min(1.0, regression.share().maxCoeff()));
}

double matrix_plan::energy_variance(int rank) const {
  const double r = rank;
  return (8 + 16 / r + 2 * (width_ - 1) * (1 + 2 / r)) / std::pow(width_ + 1, 2);
}

double matrix_plan::mean_variance(int rank, double excess_kurtosis) const {
  return (2 + std::max(0.0, excess_kurtosis)) * overlap_ / rank;
}

std::uint64_t matrix_plan::trials(int rank, double scale) const {
  std::uint64_t wanted =
      std::max({fewest_trials, trials_for_mean(energy_variance(rank), energy_margin * scale),
                trials_for_mean(mean_variance(rank), mean_margin * scale)});
  if (!watches_entries(entries_, rank)) return wanted;
  const auto entries = static_cast<double>(entries_);
  for (const double rho : {0.0, largest_cosine_}) {
    const square_plan law = plan_square(rank, rho);
    wanted = std::max({wanted, trials_for_worst_mean(law.variance, entry_margin * scale, entries),
                       trials_for_skewness(law.skewness, planned_skewness * scale)});
  }
  return std::max(wanted, trials_for_worst_mean(1, entry_mean_margin * scale, entries));
}

double matrix_plan::part_variance(double part, int rank, double excess_kurtosis) {
  const double positive = std::max(0.0, excess_kurtosis);
  const double products = std::max(12.0, std::pow(3 + positive, 2) - 3);
  return part * (2 + products / rank) * std::pow(1 + positive / 2, 2);
}

bool matrix_plan::resolves_norm_part(int rank, double scale, std::uint64_t trials,
                                     double excess_kurtosis) const {
  const double variance = part_variance(norm_part_, rank, excess_kurtosis);
  return variance > 0 && trials_for_mean(variance, energy_margin * scale) <= trials;
}

bool matrix_plan::resolves_square_part(int rank, double scale, std::uint64_t trials,
                                       double excess_kurtosis) const {
  const double variance = part_variance(square_part_, rank, excess_kurtosis);
  return variance > 0 && trials_for_mean(variance, square_margin * scale) <= trials;
}

std::uint64_t matrix_plan::sketch_trials(int rank, double scale, double excess_kurtosis) const {
  std::uint64_t wanted = std::max(
      fewest_trials, trials_for_mean(mean_variance(rank, excess_kurtosis), mean_margin * scale));
  const double norm = part_variance(norm_part_, rank, excess_kurtosis);
  const double square = part_variance(square_part_, rank, excess_kurtosis);
  if (norm > 0) wanted = std::max(wanted, trials_for_mean(norm, energy_margin * scale));
  if (square > 0) wanted = std::max(wanted, trials_for_mean(square, square_margin * scale));
  return wanted;
}

}  // namespace loranoise::verify::claims
