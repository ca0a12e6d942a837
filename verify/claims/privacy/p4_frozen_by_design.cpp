// Claim P4: the reading that a frozen A is private by design.
#include <algorithm>
#include <cmath>

#include "theory/privacy/frozen_releases.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/release_questions.hpp"
#include "verify/claims/privacy/several_cells.hpp"
#include "verify/plans/symmetry.hpp"

namespace loranoise::verify::claims {
namespace p4 {
namespace {

constexpr double least_advantage = 0.9;  // that a sure test has to be seen with

// The pair of first rows that one release with A secret is about.
theory::row_release first_row(const frozen_release_experiment& e) {
  const std::vector<double> u = e.row(1);
  const std::vector<double> w = e.candidate(1);
  double uu = 0;
  double ww = 0;
  double uw = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    uu += u[i] * u[i];
    ww += w[i] * w[i];
    uw += u[i] * w[i];
  }
  return {static_cast<double>(e.rank), static_cast<double>(e.width), uw / std::sqrt(uu * ww),
          std::sqrt(uu / ww)};
}

// True positives less false ones of the test "the statistic is rounding".
estimate advantage(const frozen_release_result& r) {
  return estimate::from_binomial(r.kept - std::min(r.kept, r.mistaken), r.trials);
}

bool separate(const frozen_release_experiment& e) {
  return theory::frozen_pairs_separate(e.row(1), e.row(2), e.candidate(1), e.candidate(2));
}

// Whether the test is sure is known beforehand.
std::vector<check> sure(const frozen_release_experiment& e, const frozen_release_result& r,
                        double scale) {
  const bool told = e.scene == release_scene::one_row || separate(e);
  return equal(where(e).part("sure"), told ? "advantage 1: a sure test" : "advantage 0: no test",
               advantage(r), told ? 1 : 0)
      .within(never_margin * std::min(2.0, scale))
      .control();
}

std::vector<check> by_design_checks(const frozen_release_experiment& e,
                                    const frozen_release_result& r, double scale) {
  if (e.scene == release_scene::redrawn) {
    return equal(where(e), "0: the statistic of redrawn sketches says nothing",
                 estimate::from_binomial(r.kept, r.trials), 0)
        .within(never_margin * std::min(2.0, scale))
        .control();
  }
  std::vector<check> all = sure(e, r, scale);
  if (e.scaled) return all;
  const theory::row_release release = first_row(e);
  const double shift = theory::gaussian_shift(release);
  append(all, at_most(where(e), "advantage of one released row, A secret", advantage(r),
                      theory::membership_advantage(release))
                  .expecting(1, 1 - least_advantage)
                  .falsified_by("twice that, the most of two releases under an A of their own each",
                                2 * theory::membership_advantage(release))
                  .falsified_by("advantage of the Gaussian mechanism of equal variance",
                                theory::gaussian_privacy_profile(shift, 0)));
  return all;
}

std::vector<cell> by_design_cells(const study& s) {
  return cells_at_scale(s, frozen_release_experiments(s), where, by_design_checks);
}

}  // namespace
}  // namespace p4

claim p4_frozen_by_design() {
  using namespace p4;
  return {
      .id = "P4",
      .title = "the reading that a frozen A is private by design",
      .statement =
          "With A frozen, what training reveals is as private as its rank and its batch size "
          "make one released row. False: two rows of one gradient, or two steps, under one "
          "secret A tell their candidates apart with certainty at every rank, and so does one "
          "row where A is public. Only candidates that are a common multiple of the truth, or "
          "parallel in one ratio, cannot be told.",
      .formula = "<v_1, w_2> = <v_2, w_1> iff the candidates w are the truth (but for multiples)",
      .section = "9.1",
      .answers = "v8 to v9, 2601.21719",
      .expected = verdict::refuted,
      .cells = by_design_cells};
}

}  // namespace loranoise::verify::claims
