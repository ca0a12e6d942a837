// Claim T7: the paper's reading in the width: TV -> 0 as the layer widens.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace t7 {
namespace {

constexpr double probability_margin = 0.05;

// The row's excess, on an event that its draws chose, and what the exact law has there: the floor
// that does not move with the width.
struct floor_of_row {
  estimate excess;
  double exact;
  std::uint64_t trials;
};

floor_of_row floor_at(const row_experiment& e, const laboratory& lab) {
  const split_event event = choose_event(lab.result(e).coordinates.front());
  const double rho = e.row->coordinates.front().rho;
  return {event.excess(), event.probability(exact_cdf(e.rank, rho)) - event.probability(normal_cdf),
          event.trials};
}

// A bound C m^-p that the narrowest width meets with nothing to spare; a wider row is held against
// it.
std::vector<check> width_reading_checks(const row_experiment& narrow, const row_experiment& wide,
                                        const laboratory& lab, double scale) {
  const double narrowest = floor_at(narrow, lab).exact;
  const double ratio =
      static_cast<double>(narrow.row->values.size()) / static_cast<double>(wide.row->values.size());
  const auto decayed = [&](double power) { return narrowest * std::pow(ratio, power); };
  const floor_of_row floor = floor_at(wide, lab);
  const location place = where(wide, wide.row->coordinates.front()).with_trials(floor.trials);
  return together(
      {equal(place, "the exact law, the same for every width", floor.excess, floor.exact)
           .within(probability_margin * std::min(scale, 1.5))
           .control()
           .picked(),
       at_most(place, "C/sqrt(m), C from the narrowest width", floor.excess, decayed(0.5))
           .expecting(floor.exact, margin_for_mean(0.25, floor.trials))
           .picked()
           .falsified_by("C/m^(1/4)", decayed(0.25))
           .falsified_by("C/m", decayed(1))});
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
          .answers = "v1 to v7",
          .expected = verdict::refuted,
          .cells = width_reading_cells};
}

}  // namespace loranoise::verify::claims
