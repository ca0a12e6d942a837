#include "verify/claims/distance/tv_exponent.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "theory/distance/distance.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double slope_margin = 0.05;
constexpr int first_rank = 4;

std::string exponent_name(const std::vector<column_experiment>& group) {
  const column_experiment& e = group.front();
  return e.row->name + ", " + e.row->coordinates[e.coordinate].name +
         " coordinate, exponent from rank " + std::to_string(first_rank);
}

std::vector<double> exact_tv(const std::vector<double>& ranks, double rho) {
  std::vector<double> values;
  values.reserve(ranks.size());
  for (const double r : ranks) values.push_back(theory::total_variation(r, rho));
  return values;
}

comparison measured_exponent(const std::vector<column_experiment>& group, const laboratory& lab,
                             double margin) {
  std::vector<double> ranks;
  std::vector<estimate> values;
  std::vector<double> of_events;
  location place = where(group.back()).with_trials(0);
  place.cell = exponent_name(group);
  place.rank = 0;
  for (const column_experiment& e : group) {
    ranks.push_back(e.rank);
    values.push_back(excess_estimate(lab.result(e)));
    of_events.push_back(exact_excess(e, lab.result(e)));
    place.trials += e.trials;
  }
  const double exact = log_log_slope(ranks, exact_tv(ranks, place.rho));
  // The measured events hold a little less than TV, and not the same share of it at every rank.
  return equal(std::move(place), "exponent of the exact TV over these ranks",
               log_log_slope(ranks, values), exact)
      .within(margin)
      .slack(std::abs(log_log_slope(ranks, of_events) - exact));
}

}  // namespace

std::vector<std::vector<column_experiment>> over_ranks(const study& s, double low, double high) {
  std::vector<column_experiment> all = column_experiments(s);
  std::erase_if(all, [&](const column_experiment& e) {
    const double size = std::abs(cosine(e));
    return size < low || size > high || e.rank < first_rank;
  });
  auto groups = group_by(
      all, [](const column_experiment& e) { return std::pair(e.row->name, e.coordinate); });
  std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
  return groups;
}

cell exponent_cell(const std::vector<column_experiment>& group, const study& s,
                   const std::vector<wrong_exponent>& wrong) {
  return combined_cell(
      exponent_name(group), group,
      [group, wrong, margin = slope_margin * s.budget.margin_scale](const laboratory& lab) {
        comparison c = measured_exponent(group, lab, margin);
        for (const wrong_exponent& w : wrong) c.falsified_by(w.formula, w.value);
        return c.all();
      });
}

comparison exact_exponent(double rho, double limit) {
  location place;
  place.cell = fmt::format("exact, cosine {:.2f}, exponent between ranks 2^20 and 2^21", rho);
  place.rho = rho;
  const std::vector<double> far{far_rank, 2 * far_rank};
  return equal(std::move(place), fmt::format("exponent {:g}", limit),
               estimate::from_computation(log_log_slope(far, exact_tv(far, rho)), 1e-8), limit)
      .within(far_margin)
      .slack(far_margin);  // what is left at these ranks
}

}  // namespace loranoise::verify::claims
