#include "verify/plans/symmetry.hpp"

#include <algorithm>
#include <cmath>

#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

const std::vector<int>& ranks(const study& s, Eigen::Index width) {
  return is_wide(width) ? s.budget.wide_symmetry_ranks : s.budget.symmetry_ranks;
}

// The pair's rows are far from parallel; its width is that of a small layer.
simulate::gradient two_classes(const char* name, double frequency) {
  constexpr Eigen::Index width = 32;
  Eigen::MatrixXd rows(2, width);
  for (Eigen::Index i = 0; i < width; ++i) {
    rows(0, i) = std::cos(frequency * static_cast<double>(i + 1));
  }
  rows.row(1) = -rows.row(0);
  return {name, rows};
}

shared<simulate::gradient> next_of_shape(const study& s, std::size_t i) {
  const auto& g = s.gradients[i]->values;
  const auto rows = watched_rows(g).rows();
  for (std::size_t step = 1; step < s.gradients.size(); ++step) {
    const auto& other = s.gradients[(i + step) % s.gradients.size()];
    const bool fits = other->values.rows() == g.rows() && other->values.cols() == g.cols();
    if (!fits || watched_rows(other->values).rows() != rows) continue;
    if (!blind_to(g, other->values)) return other;
  }
  return nullptr;
}

}  // namespace

// After n trials without a failure the Clopper-Pearson bound at level a is about log(2/a)/n.
std::uint64_t trials_for_never(double margin_scale) {
  constexpr double level = family_error_rate / planned_family;
  return static_cast<std::uint64_t>(
      std::ceil(std::log(2 / level) / (never_margin * std::min(2.0, margin_scale))));
}

bool blind_to(const Eigen::MatrixXd& g, const Eigen::MatrixXd& h) {
  constexpr double rounding = 1e-9;
  const Eigen::MatrixXd a = g / g.norm();
  const Eigen::MatrixXd b = h / h.norm();
  const double cosine = a.cwiseProduct(b).sum();
  if ((b - cosine * a).norm() <= rounding) return true;
  // One column space of rank 1: all columns of both along the longest of them.
  Eigen::MatrixXd columns(a.rows(), a.cols() + b.cols());
  columns << a, b;
  Eigen::Index longest = 0;
  columns.colwise().squaredNorm().maxCoeff(&longest);
  const Eigen::VectorXd axis = columns.col(longest).normalized();
  return (columns - axis * (axis.transpose() * columns)).norm() <= rounding;
}

std::vector<symmetry_experiment> blind_experiments(const study& s) {
  constexpr int highest = 16;
  const std::vector<int>& ranks = s.budget.row_ranks;
  const int rank = ranks.empty() ? highest : std::min(highest, ranks.front());
  return {{two_classes("rows u, -u", 1), two_classes("rows w, -w", 2.3), rank,
           trials_for_never(s.budget.margin_scale)}};
}

std::vector<symmetry_experiment> symmetry_experiments(const study& s) {
  const std::uint64_t trials = trials_for_never(s.budget.margin_scale);
  std::vector<symmetry_experiment> all;
  for (std::size_t i = 0; i < s.gradients.size(); ++i) {
    const auto& g = s.gradients[i];
    if (watched_rows(g->values).rows() < 2) continue;
    for (const int rank : ranks(s, g->values.cols())) {
      if (rank > g->values.cols()) continue;
      all.push_back({g, nullptr, rank, trials});
      const shared<simulate::gradient> other =
          is_wide(g->values.cols()) ? nullptr : next_of_shape(s, i);
      if (!(other == nullptr)) {
        all.push_back({g, other, rank, trials});
      }
    }
  }
  return all;
}

std::vector<symmetry_experiment> one_row_experiments(const study& s) {
  std::vector<symmetry_experiment> all;
  const std::uint64_t trials = trials_for_never(s.budget.margin_scale);
  for (const int rank : s.budget.row_ranks) {
    if (s.gradients.empty() || rank > s.gradients.front()->values.cols()) continue;
    all.push_back({s.gradients.front(), nullptr, rank, trials, 1});
  }
  return all;
}

}  // namespace loranoise::verify::claims
