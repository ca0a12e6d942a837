// Claim T7: the paper's reading in the width: TV -> 0 as the layer widens.
#include <cmath>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/distribution_distance.hpp"

namespace loranoise::verify::claims {
namespace t7 {
namespace {

constexpr double probability_margin = 0.05;

// The row's excess against the exact law of its own: the floor that does not move with the width.
check floor_at(const row_experiment& e, const laboratory& lab, double scale) {
  const probe_coordinate& p = e.row->coordinates.front();
  const split_event event = choose_event(lab.result(e).coordinates.front());
  check floor = check_at(e, p);
  floor.kind = role::control;
  floor.formula = "the exact law, the same for every width";
  floor.measured = event.excess();
  floor.prediction = event.probability(exact_cdf(e.rank, p.rho)) - event.probability(normal_cdf);
  floor.margin = probability_margin * std::min(scale, 1.5);
  floor.trials = event.trials;
  return floor;
}

// A bound C m^-p that the narrowest width meets with nothing to spare; a wider row is held against
// it.
std::vector<check> width_reading_checks(const row_experiment& narrow, const row_experiment& wide,
                                        const laboratory& lab, double scale) {
  const double narrowest = floor_at(narrow, lab, scale).prediction;
  const double ratio =
      static_cast<double>(narrow.row->values.size()) / static_cast<double>(wide.row->values.size());
  const auto decayed = [&](double power) { return narrowest * std::pow(ratio, power); };
  const check floor = floor_at(wide, lab, scale);
  check reading = floor;
  reading.kind = role::check;
  reading.formula = "C/sqrt(m), C from the narrowest width";
  reading.prediction = decayed(0.5);
  reading.rel = relation::at_most;
  return {floor, reading, falsify(reading, "C/m^(1/4)", decayed(0.25)),
          falsify(reading, "C/m", decayed(1))};
}

std::vector<cell> width_reading_cells(const study& s) {
  std::vector<cell> all;
  const std::vector<row_experiment> experiments = flat_row_experiments(s);
  for (std::size_t i = 1; i < experiments.size(); ++i) {
    const std::vector<row_experiment> pair{experiments.front(), experiments[i]};
    all.push_back(combined_cell(cell_name(pair[1]), pair,
                                [pair, scale = s.budget.margin_scale](const laboratory& lab) {
                                  return width_reading_checks(pair[0], pair[1], lab, scale);
                                }));
  }
  return all;
}

}  // namespace
}  // namespace t7

claim t7_gaussian_in_width() {
  using namespace t7;
  return {.id = "T7",
          .title = "the paper's reading in the width: TV -> 0 as the layer widens",
          .statement =
              "At a fixed rank r the noise of an entry nears the Gaussian as the width m of the "
              "layer grows, like 1/sqrt(m). False: the law of an entry does not know the width.",
          .formula = "TV <= C/sqrt(m) at fixed r",
          .section = "4.6",
          .expected = verdict::refuted,
          .cells = width_reading_cells};
}

}  // namespace loranoise::verify::claims
