// Claim A1: the best attack on one released row.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/release_questions.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/experiments/attacked_release.hpp"
#include "verify/plans/releases.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace a1 {
namespace {

constexpr double power_margin = 0.02;  // of a rate
constexpr std::array<double, 3> false_positive_rates{0.01, 0.1, 0.3};

theory::row_release release_of(const attacked_release_experiment& e) {
  return {static_cast<double>(e.rank), static_cast<double>(e.pair->row.size()), e.pair->cosine(),
          e.pair->norm_ratio()};
}

// The threshold of L whose false-positive rate this is, by bisection; the rate falls in it.
double threshold_of(const theory::row_release& release, double rate) {
  constexpr double reach = 200;
  constexpr int halvings = 60;
  double low = -reach;
  double high = reach;
  for (int i = 0; i < halvings; ++i) {
    const double middle = 0.5 * (low + high);
    const double here = theory::likelihood_ratio_errors(release, middle).type_one;
    (here > rate ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

location where(const attacked_release_experiment& e) {
  location place;
  place.cell = fmt::format("{}, rank {}", e.pair->name, e.rank);
  place.gradient = e.pair->name;
  place.rank = e.rank;
  place.width = static_cast<int>(e.pair->row.size());
  place.rho = e.pair->cosine();
  place.trials = e.trials;
  return place;
}

std::vector<check> at_rate(const attacked_release_experiment& e, const attacked_release_result& r,
                           std::size_t i, double scale) {
  const theory::row_release release = release_of(e);
  const double rate = false_positive_rates[i];
  const theory::test_errors errors = theory::likelihood_ratio_errors(release, e.thresholds[i]);
  const double exact = theory::membership_power(release, rate);
  theory::row_release next = release;
  next.rank += 1;
  const location place = where(e).part(fmt::format("{:g} % false positives", 100 * rate));
  const double margin = power_margin * scale;
  return together(
      {equal(place, "power of the likelihood-ratio test, exact",
             estimate::from_binomial(r.found[i], r.trials), exact)
           .within(margin)
           .falsified_by("power of the Gaussian mechanism of equal variance",
                         theory::gaussian_membership_power(theory::gaussian_shift(release), rate))
           .falsified_by("power at rank r + 1", theory::membership_power(next, rate))
           .falsified_by("no power: the false-positive rate", rate),
       equal(place.part("false positives"), "type I error of the test, exact",
             estimate::from_binomial(r.false_alarms[i], r.trials), errors.type_one)
           .within(margin)
           .control()});
}

std::vector<cell> released_row_cells(const study& s) {
  std::vector<cell> all;
  for (const release_experiment& r : release_experiments(s)) {
    // Wide rows cost as their width, and P1 looks at their likelihood ratios.
    if (r.reversed || is_wide(r.pair->row.size())) continue;
    attacked_release_experiment e{
        r.pair, r.rank, {}, trials_for_probability(0.5, power_margin * s.budget.margin_scale)};
    // Two rows that nothing tells apart, or everything does, have no curve.
    const double advantage = theory::membership_advantage(release_of(e));
    if (advantage < 0.02 || advantage > 0.999) continue;
    for (const double rate : false_positive_rates) {
      e.thresholds.push_back(threshold_of(release_of(e), rate));
    }
    all.push_back(
        measured_cell(where(e).cell, e,
                      [e, scale = s.budget.margin_scale](const attacked_release_result& result) {
                        std::vector<check> checks;
                        for (std::size_t i = 0; i < false_positive_rates.size(); ++i) {
                          append(checks, at_rate(e, result, i, scale));
                        }
                        return checks;
                      }));
  }
  return all;
}

}  // namespace
}  // namespace a1

claim a1_released_row() {
  using namespace a1;
  return {.id = "A1",
          .title = "the best attack on one released row",
          .statement =
              "Somebody who sees one released row, A being secret, and asks which of two known "
              "gradient rows is behind it, does best by the likelihood ratio. Of draws of both, "
              "the attack finds as many at a given share of false alarms as the exact trade-off "
              "curve says.",
          .formula = "power at a false-positive rate = 1 - T(rate), T the exact trade-off curve",
          .section = "9.7",
          .answers = "v6 to v9",
          .cells = released_row_cells,
          .needs = "a pair of rows that one release does not tell apart at once"};
}

}  // namespace loranoise::verify::claims
