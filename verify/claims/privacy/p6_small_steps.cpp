// Claim P6: the reading for many small steps: as private as the Gaussian of equal variance.
#include <fmt/format.h>

#include <cmath>

#include "theory/privacy/composition.hpp"
#include "theory/privacy/fisher_limit.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "verify/claims/privacy/several_cells.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {
namespace p6 {
namespace {

// Where a layer is narrow beside 2 r^2 the reading is as good as right.
constexpr double clearly_understated = 1.5;

std::vector<check> small_step_checks(const summed_loss_experiment& e, const summed_loss_result& r,
                                     double scale) {
  const theory::row_release release = e.release();
  const double epsilon = e.epsilons.front();
  const double shift = theory::gaussian_shift(release) * std::sqrt(e.releases);
  const auto gaussian = [&](double mu) { return theory::gaussian_privacy_profile(mu, epsilon); };
  const double exact = theory::composed_release(release, e.releases).privacy_profile(epsilon).value;
  const double margin = margin_of_delta(exact, scale);
  const double factor = theory::variance_understatement(e.rank, e.width);
  const estimate delta = estimate::from_blocks(r.delta.front());
  const location place = where(e).part(fmt::format(
      "mu understated {:.3g} times, delta {:.3g} for {:.3g}", factor, exact, gaussian(shift)));
  // Within the margin, but not reached at so many releases: enough trials see what is left.
  const double limit = gaussian(theory::local_gaussian_shift(release, e.releases));
  std::vector<check> all =
      together({equal(place, "delta of all releases, exact", delta, exact).within(margin).control(),
                equal(place, "delta of the Gaussian limit by Fisher information", delta, limit)
                    .within(margin)
                    .slack(std::abs(exact - limit))
                    .control()});
  comparison reading =
      at_most(place, "delta of the Gaussian mechanism of equal variance", delta, gaussian(shift));
  if (factor < clearly_understated) return all;
  append(all, reading.expecting(exact, margin)
                  .falsified_by("the same at rank r + 1",
                                gaussian(shift * std::sqrt((e.rank + 1.0) / e.rank)))
                  .falsified_by("the same with a tenth more shift", gaussian(1.1 * shift)));
  return all;
}

// E(1 - exp(-L/2))^2 is I phi^2/4 as the angle phi falls.
std::vector<check> information_checks(const summed_loss_experiment& e, const summed_loss_result& r,
                                      double scale) {
  const double angle = std::acos(e.cosine);
  std::vector<double> blocks = r.hellinger;
  for (double& x : blocks) x *= 4 / (angle * angle);
  const double exact = theory::fisher_information_of_direction(e.rank, e.width);
  return equal(where(e).part("information"), "I = ((r-1)^2 + (m+r-1)/2)/(r-2)",
               estimate::from_blocks(blocks), exact)
      .within(information_margin * scale * exact)
      .control();
}

// Among whole ranks the information is least beside the rank that the formula gives.
std::vector<check> least_checks(int width) {
  int best = 3;
  const auto information = [width](int rank) {
    return theory::fisher_information_of_direction(rank, width);
  };
  for (int rank = 3; rank <= width; ++rank) {
    if (information(rank) < information(best)) best = rank;
  }
  const location place{.cell = fmt::format("least revealing rank, width {}", width),
                       .gradient = "pair",
                       .rank = best,
                       .width = width};
  return together({equal(place, "2 + sqrt((m+3)/2)", estimate::from_computation(best, 0.5),
                         theory::least_revealing_rank(width))
                       .within(1)
                       .control(),
                   at_most(place, "5/2 + sqrt(2(m+3)) <= I",
                           estimate::from_computation(
                               theory::least_fisher_information(width) / information(best), 1e-12),
                           1)
                       .control()});
}

std::vector<cell> small_step_cells(const study& s) {
  std::vector<cell> all = cells_at_scale(s, small_step_experiments(s), where, small_step_checks);
  for (cell& c : cells_at_scale(s, information_experiments(s), where, information_checks)) {
    all.push_back(std::move(c));
  }
  for (const int width : {64, 1024, 4096}) {
    all.push_back(exact_cell(fmt::format("least revealing rank, width {}", width),
                             [width] { return least_checks(width); }));
  }
  return all;
}

}  // namespace
}  // namespace p6

claim p6_small_steps() {
  using namespace p6;
  return {.id = "P6",
          .title = "the reading for many small steps",
          .statement =
              "Over many steps with A redrawn, in each of which the two candidates hardly differ, "
              "a row is as private as the Gaussian mechanism with noise of equal variance. False: "
              "it is as private as another Gaussian mechanism, whose shift is sqrt(I/r) times as "
              "large (I the Fisher information of the row's direction, rank r, width m); least at "
              "the rank 2 + sqrt((m+3)/2), not at rank 1.",
          .formula = "mu^2 = T r phi^2; in truth T I phi^2, I = ((r-1)^2 + (m+r-1)/2)/(r-2)",
          .section = "9.5",
          .answers = "v1 to v7",
          .expected = verdict::refuted,
          .cells = small_step_cells};
}

}  // namespace loranoise::verify::claims
