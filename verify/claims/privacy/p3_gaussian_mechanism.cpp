// Claim P3: the paper's reading for privacy.
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <utility>

#include "theory/privacy/gaussian_mechanism.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/releases.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace p3 {
namespace {

// Where the reading is held: at the epsilon for which the Gaussian mechanism promises
// reference_delta, in cells whose exact delta is this large and so measurable.
constexpr double refutable_delta = 0.05;

bool is_false(const release_experiment& e) {
  return theory::privacy_profile(release_of(e), e.epsilons.back()) >= refutable_delta;
}

std::vector<check> privacy_reading_checks(const release_experiment& e, const release_result& r,
                                          double scale) {
  const theory::row_release release = release_of(e);
  const double epsilon = e.epsilons.back();
  const double shift = theory::gaussian_shift(release);
  const double exact = theory::privacy_profile(release, epsilon);
  const double margin = margin_of_delta(exact, scale);
  const auto gaussian = [&](double of_shift) {
    return theory::gaussian_privacy_profile(of_shift, epsilon);
  };
  // (1 - exp(eps - L))_+ lies in [0, 1]: where nearly every draw gives 1, what was not seen in all
  // the trials may still have a probability of log(1/level) over their number.
  const double unseen =
      -std::log(family_error_rate / planned_family) / static_cast<double>(e.trials);
  const location place = where(e).part(
      fmt::format("eps {:.3g}: delta {:.2g}, not {:.2g}", epsilon, exact, reference_delta));
  const estimate delta = estimate::from_blocks(r.delta.back());
  return together({at_most(place, "delta(eps) of the Gaussian mechanism of equal variance", delta,
                           gaussian(shift))
                       .expecting(exact, margin)
                       .falsified_by("the Gaussian mechanism of rank r + 1",
                                     gaussian(shift * std::sqrt((e.rank + 1.0) / e.rank)))
                       .falsified_by("the Gaussian mechanism of half the variance",
                                     gaussian(shift * std::numbers::sqrt2)),
                   equal(place, "delta(eps) by the integral", delta, exact)
                       .within(margin)
                       .slack(unseen)
                       .control()});
}

// In a layer no wider than a few ranks the reading does hold at eps = 0: the advantage of a guess.
std::vector<check> narrow() {
  const theory::row_release release{16, 64, 0.99, 1};
  location place;
  place.cell = "rank 16, width 64, cosine 0.99, eps 0";
  place.rank = 16;
  place.width = 64;
  place.rho = release.cosine;
  return at_most(std::move(place), "delta(eps) of the Gaussian mechanism of equal variance",
                 estimate::from_computation(theory::privacy_profile(release, 0), 1e-10),
                 theory::gaussian_privacy_profile(theory::gaussian_shift(release), 0))
      .control();
}

std::vector<cell> privacy_reading_cells(const study& s) {
  std::vector<release_experiment> held;
  for (release_experiment& e : release_experiments(s)) {
    if (is_false(e)) held.push_back(std::move(e));
  }
  std::vector<cell> all = cells_at_scale(s, held, where, privacy_reading_checks);
  all.push_back(exact_cell("narrow layer", narrow));
  return all;
}

}  // namespace
}  // namespace p3

claim p3_gaussian_mechanism() {
  using namespace p3;
  return {.id = "P3",
          .title = "the paper's reading for privacy",
          .statement =
              "One released row is as private as the Gaussian mechanism with noise of equal "
              "variance. False: its delta(eps) can be many times larger.",
          .formula = "delta(eps) <= Gaussian delta(eps) at sensitivity |u - u'|, noise |u|/sqrt(r)",
          .section = "6.4",
          .answers = "v1 to v7",
          .expected = verdict::refuted,
          .cells = privacy_reading_cells};
}

}  // namespace loranoise::verify::claims
