#include "verify/claims/distance/tv_exponent.hpp"

#include <fmt/format.h>

#include <cmath>

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

check measured_exponent(const std::vector<column_experiment>& group, const laboratory& lab,
                        double margin) {
  std::vector<double> ranks;
  std::vector<estimate> values;
  std::vector<double> of_events;
  check c = check_at(group.back());
  c.cell = exponent_name(group);
  c.rank = 0;
  c.trials = 0;
  for (const column_experiment& e : group) {
    ranks.push_back(e.rank);
    values.push_back(excess_estimate(lab.result(e)));
    of_events.push_back(exact_excess(e, lab.result(e)));
    c.trials += e.trials;
  }
  c.formula = "exponent of the exact TV over these ranks";
  c.measured = log_log_slope(ranks, values);
  c.prediction = log_log_slope(ranks, exact_tv(ranks, c.rho));
  c.margin = margin;
  // The measured events hold a little less than TV, and not the same share of it at every rank.
  c.slack = std::abs(log_log_slope(ranks, of_events) - c.prediction);
  return c;
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
        const check c = measured_exponent(group, lab, margin);
        std::vector<check> all{c};
        for (const wrong_exponent& w : wrong) {
          all.push_back(falsify(c, w.formula, w.value));
        }
        return all;
      });
}

check exact_exponent(double rho, double limit) {
  check c;
  c.cell = fmt::format("exact, cosine {:.2f}, exponent between ranks 2^20 and 2^21", rho);
  c.formula = fmt::format("exponent {:g}", limit);
  const std::vector<double> far{far_rank, 2 * far_rank};
  c.measured = estimate::from_exact(log_log_slope(far, exact_tv(far, rho)), 1e-8);
  c.prediction = limit;
  c.margin = far_margin;
  c.slack = far_margin;  // what is left at these ranks
  c.trials = 1;
  c.rho = rho;
  return c;
}

}  // namespace loranoise::verify::claims
