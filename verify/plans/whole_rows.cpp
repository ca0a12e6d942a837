#include "verify/plans/whole_rows.hpp"

#include "theory/row/law.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

// (1 - g/f)_+ lies in [0, 1], so its variance is at most TV (1 - TV). The limit formula stands in
// for the TV: it is a little smaller, which plans a few trials more. Events are counted on half of
// the trials.
std::uint64_t whole_row_trials(int rank, Eigen::Index width, double margin_scale) {
  const double tv = theory::row_total_variation_limit(rank, static_cast<double>(width));
  constexpr double widest = 0.5;
  return std::max(
      trials_for_mean(tv * (1 - tv), margin_of_row_tv(tv, margin_scale)),
      2 * trials_for_probability(widest, row_event_margin * std::min(2.0, margin_scale)));
}

void add(const study& s, const shared<probe_row>& row, int rank,
         std::vector<whole_row_experiment>& all) {
  const Eigen::Index width = row->values.size();
  if (width < 2 || rank > width) return;
  all.push_back({row, rank, whole_row_trials(rank, width, s.budget.margin_scale)});
}

}  // namespace

std::vector<whole_row_experiment> whole_row_experiments(const study& s) {
  std::vector<whole_row_experiment> all;
  for (const auto& row : telling_probes(s)) {
    for (const int rank : s.budget.row_ranks) add(s, row, rank, all);
  }
  for (const auto& row : s.wide_rows) {
    for (const int rank : s.budget.wide_row_ranks) add(s, row, rank, all);
  }
  for (const whole_row_experiment& e : flat_whole_row_experiments(s)) all.push_back(e);
  return all;
}

std::vector<whole_row_experiment> flat_whole_row_experiments(const study& s) {
  std::vector<whole_row_experiment> all;
  for (const auto& row : s.flat_rows) add(s, row, s.budget.flat_whole_row_rank, all);
  return all;
}

column_experiment coordinate_of(const whole_row_experiment& e, const study& s) {
  return column_at(s, e.row, 0, e.rank);
}

std::vector<whole_row_experiment> widest_whole_row_experiments(const study& s) {
  std::vector<whole_row_experiment> all;
  if (s.flat_rows.empty()) return all;
  for (const int rank : s.budget.widest_flat_row_ranks) add(s, s.flat_rows.back(), rank, all);
  return all;
}

}  // namespace loranoise::verify::claims
