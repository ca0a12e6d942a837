// Claim P1: what one released row gives away.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/privacy/release_cells.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {
namespace p1 {
namespace {

std::vector<check> at_epsilon(const release_experiment& e, const release_result& r, std::size_t i,
                              double exact, double scale) {
  const theory::row_release release = release_of(e);
  const double epsilon = e.epsilons[i];
  check c = check_at(e);
  c.cell += fmt::format(", eps {:g}", epsilon);
  c.formula = "delta(eps) by the integral";
  c.measured = estimate::from_blocks(r.delta[i]);
  c.prediction = exact;
  c.margin = margin_of_delta(exact, scale);
  std::vector<check> all{c};
  const auto wrong = [&](const char* formula, double prediction) {
    falsify_where_visible(all, c, formula, prediction);
  };
  const auto profile = [&](const theory::row_release& other, double at) {
    return theory::privacy_profile(other, at);
  };
  theory::row_release other = release;
  other.rank += 1;
  wrong("delta(eps) at rank r + 1", profile(other, epsilon));
  other = release;
  other.norm_ratio = 1;
  wrong("delta(eps) with the norm ratio ignored", profile(other, epsilon));
  other.norm_ratio = 1 / release.norm_ratio;
  wrong("delta(eps) of the other direction", profile(other, epsilon));
  wrong("coefficient (m + r - 1)/2 of the logarithm in L",
        profile_with_coefficient(release, epsilon, (release.width + release.rank - 1) / 2));
  wrong("delta(2 eps)", profile(release, 2 * epsilon));
  return all;
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
    for (check& c : at_epsilon(e, r, open[k].first, open[k].second, scale)) {
      all.push_back(std::move(c));
    }
  }
  return all;
}

std::vector<cell> privacy_profile_cells(const study& s) {
  return release_cells(s, release_experiments(s), privacy_profile_checks);
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
          .cells = privacy_profile_cells};
}

}  // namespace loranoise::verify::claims
