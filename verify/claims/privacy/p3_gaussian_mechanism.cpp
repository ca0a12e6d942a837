// Claim P3: the paper's reading for privacy.
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "theory/privacy/gaussian_mechanism.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/privacy/release_cells.hpp"
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

std::string words(double epsilon, double exact, double reading) {
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), ", eps %.3g: delta %.2g, not %.2g", epsilon, exact,
                reading);
  return text.data();
}

std::vector<check> privacy_reading_checks(const release_experiment& e, const release_result& r,
                                          double scale) {
  const theory::row_release release = release_of(e);
  const double epsilon = e.epsilons.back();
  const double shift = theory::gaussian_shift(release);
  const double exact = theory::privacy_profile(release, epsilon);
  check reading = check_at(e);
  reading.cell += words(epsilon, exact, reference_delta);
  reading.formula = "delta(eps) of the Gaussian mechanism of equal variance";
  reading.measured = estimate::from_blocks(r.delta.back());
  reading.prediction = theory::gaussian_privacy_profile(shift, epsilon);
  reading.rel = relation::at_most;

  check control = reading;
  control.kind = role::control;
  control.formula = "delta(eps) by the integral";
  control.prediction = exact;
  control.rel = relation::equals;
  control.margin = margin_of_delta(exact, scale);
  // (1 - exp(eps - L))_+ lies in [0, 1]: where nearly every draw gives 1, what was not seen in all
  // the trials may still have a probability of log(1/level) over their number.
  control.slack = -std::log(family_error_rate / planned_family) / static_cast<double>(e.trials);
  std::vector<check> all{reading, control};

  const auto also = [&](const char* formula, double prediction) {
    if (prediction < exact - 2 * control.margin) {
      all.push_back(falsify(reading, formula, prediction));
    }
  };
  also("the Gaussian mechanism of rank r + 1",
       theory::gaussian_privacy_profile(shift * std::sqrt((e.rank + 1.0) / e.rank), epsilon));
  also("the Gaussian mechanism of half the variance",
       theory::gaussian_privacy_profile(shift * std::numbers::sqrt2, epsilon));
  return all;
}

// In a layer no wider than a few ranks the reading does hold at eps = 0: the advantage of a guess.
std::vector<check> narrow() {
  const theory::row_release release{16, 64, 0.99, 1};
  check c;
  c.cell = "rank 16, width 64, cosine 0.99, eps 0";
  c.kind = role::control;
  c.formula = "delta(eps) of the Gaussian mechanism of equal variance";
  c.measured = estimate::from_exact(theory::privacy_profile(release, 0), 1e-10);
  c.prediction = theory::gaussian_privacy_profile(theory::gaussian_shift(release), 0);
  c.rel = relation::at_most;
  c.rank = 16;
  c.width = 64;
  c.rho = release.cosine;
  return {c};
}

std::vector<cell> privacy_reading_cells(const study& s) {
  std::vector<release_experiment> held;
  for (release_experiment& e : release_experiments(s)) {
    if (is_false(e)) held.push_back(std::move(e));
  }
  std::vector<cell> all = release_cells(s, held, privacy_reading_checks);
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
          .expected = verdict::refuted,
          .cells = privacy_reading_cells};
}

}  // namespace loranoise::verify::claims
