// Claim P5: several releases, A drawn anew for each.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "theory/privacy/composition.hpp"
#include "theory/privacy/composition_bracket.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "verify/claims/privacy/several_cells.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {
namespace p5 {
namespace {

std::vector<check> at_epsilon(const summed_loss_experiment& e, const summed_loss_result& r,
                              std::size_t i, double exact, double next_rank, double scale) {
  const double epsilon = e.epsilons[i];
  const theory::row_release release = e.release();
  const double shift = theory::gaussian_shift(release) * std::sqrt(e.releases);
  return equal(where(e).part(fmt::format("eps {:g}", epsilon)), "delta of all releases, exact",
               estimate::from_blocks(r.delta[i]), exact)
      .within(margin_of_delta(exact, scale))
      .falsified_by("T delta_1(eps)",
                    std::min(1.0, e.releases * theory::privacy_profile(release, epsilon)))
      .falsified_by("delta_1(eps), one release", theory::privacy_profile(release, epsilon))
      .falsified_by("the Gaussian mechanism of equal variance, T times",
                    theory::gaussian_privacy_profile(shift, epsilon))
      .falsified_by("the releases at rank r + 1", next_rank);
}

std::vector<check> composition_checks(const summed_loss_experiment& e, const summed_loss_result& r,
                                      double scale) {
  theory::row_release next_rank = e.release();
  next_rank.rank += 1;
  const theory::composed_release exact(e.release(), e.releases);
  const theory::composed_release next(next_rank, e.releases);
  std::vector<check> all;
  for (std::size_t i = 0; i < e.epsilons.size(); ++i) {
    const double delta = exact.privacy_profile(e.epsilons[i]).value;
    if (delta < smallest_delta || delta > largest_delta) continue;
    append(all, at_epsilon(e, r, i, delta, next.privacy_profile(e.epsilons[i]).value, scale));
  }
  return all;
}

// The value lies in the bracket that another way gives, up to its stated error.
std::vector<check> bracket_checks(const theory::row_release& release, int releases,
                                  double epsilon) {
  const theory::bounded_value exact =
      theory::composed_release(release, releases).privacy_profile(epsilon);
  const theory::bracket bracket = theory::composition_bracket(release, releases)(epsilon);
  const location place{.cell = fmt::format("bracket, {} releases, rank {:g}, width {:g}", releases,
                                           release.rank, release.width),
                       .gradient = "pair",
                       .rank = static_cast<int>(release.rank),
                       .width = static_cast<int>(release.width),
                       .rho = release.cosine};
  const auto computed = [&](double of_bound) {
    return estimate::from_computation(of_bound, exact.error / exact.value);
  };
  return together(
      {at_most(place, "delta <= upper end of the bracket", computed(exact.value / bracket.upper), 1)
           .falsified_by("2 % more", computed(1.02 * exact.value / bracket.upper)),
       at_most(place, "delta >= lower end of the bracket", computed(bracket.lower / exact.value), 1)
           .falsified_by("2 % less", computed(bracket.lower / exact.value * 1.02))});
}

std::vector<cell> composition_cells(const study& s) {
  std::vector<cell> all = cells_at_scale(s, composed_experiments(s), where, composition_checks);
  all.push_back(exact_cell("bracket", [] {
    constexpr int releases = 16;
    constexpr double epsilon = 2;
    return bracket_checks({16, 64, 0.99, 1}, releases, epsilon);
  }));
  return all;
}

}  // namespace
}  // namespace p5

claim p5_composition() {
  using namespace p5;
  return {.id = "P5",
          .title = "what several releases give away, A redrawn",
          .statement =
              "Of T releases of one row, each under a sketch of its own, delta(eps) is one exact "
              "integral; the losses of releases that are drawn, summed, have that delta, and a "
              "bracket computed in another way holds it.",
          .formula = "delta_T(eps) = E[(1 - exp(eps - L_1 - ... - L_T))_+]",
          .section = "9.2, 9.3",
          .answers = "v8 to v9",
          .cells = composition_cells};
}

}  // namespace loranoise::verify::claims
