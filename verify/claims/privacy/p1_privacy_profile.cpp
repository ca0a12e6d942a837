// Claim P1: what one released row gives away.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "theory/privacy/other_coefficient.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {
namespace p1 {
namespace {

std::vector<check> at_epsilon(const release_experiment& e, const release_result& r, std::size_t i,
                              double exact, double scale) {
  const theory::row_release release = release_of(e);
  const double epsilon = e.epsilons[i];
  theory::row_release next_rank = release;
  next_rank.rank += 1;
  theory::row_release equal_norms = release;
  equal_norms.norm_ratio = 1;
  theory::row_release reversed = release;
  reversed.norm_ratio = 1 / release.norm_ratio;
  return equal(where(e).part(fmt::format("eps {:g}", epsilon)), "delta(eps) by the integral",
               estimate::from_blocks(r.delta[i]), exact)
      .within(margin_of_delta(exact, scale))
      .falsified_by("delta(eps) at rank r + 1", theory::privacy_profile(next_rank, epsilon))
      .falsified_by("delta(eps) with the norm ratio ignored",
                    theory::privacy_profile(equal_norms, epsilon))
      .falsified_by("delta(eps) of the other direction", theory::privacy_profile(reversed, epsilon))
      .falsified_by("coefficient (m + r - 1)/2 of the logarithm in L",
                    theory::profile_with_coefficient(release, epsilon,
                                                     (release.width + release.rank - 1) / 2))
      .falsified_by("delta(2 eps)", theory::privacy_profile(release, 2 * epsilon));
}

// At most three epsilons of those whose delta is neither almost 0 nor almost 1: the first, the
// middle and the last.
std::vector<check> privacy_profile_checks(const release_experiment& e, const release_result& r,
                                          double scale) {
  const theory::row_release release = release_of(e);
  std::vector<std::pair<std::size_t, double>> open;
  for (std::size_t i = 0; i + 1 < e.epsilons.size(); ++i) {
    const double delta = theory::privacy_profile(release, e.epsilons[i]);
    if (delta >= smallest_delta && delta <= largest_delta) open.emplace_back(i, delta);
  }
  std::vector<check> all;
  for (std::size_t k = 0; k < open.size(); ++k) {
    if (k != 0 && k != open.size() / 2 && k + 1 != open.size()) continue;
    append(all, at_epsilon(e, r, open[k].first, open[k].second, scale));
  }
  return all;
}

std::vector<cell> privacy_profile_cells(const study& s) {
  return cells_at_scale(s, release_experiments(s), where, privacy_profile_checks);
}

}  // namespace
}  // namespace p1

claim p1_privacy_profile() {
  using namespace p1;
  return {.id = "P1",
          .title = "what one released row gives away",
          .statement =
              "How well one released row tells the gradient row u behind it from a neighbour u', A "
              "being secret, is its privacy profile delta(eps); measured by the likelihood ratios "
              "of draws, it is the exact integral.",
          .formula = "delta(eps) = P(R <= 0) + E[(1 - exp(eps - L))_+; R > 0]",
          .section = "6.2",
          .answers = "v1 to v9, 2601.21719",
          .cells = privacy_profile_cells};
}

}  // namespace loranoise::verify::claims
