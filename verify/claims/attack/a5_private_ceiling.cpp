// Claim A5: no attack on DP-SGD passes the ceiling that its privacy sets.
#include <fmt/format.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numbers>

#include "simulate/attack/roc.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::claims {
namespace a5 {
namespace {

using simulate::membership_attack;

double ceiling(double shift) {
  return cdf(boost::math::normal(), shift / std::numbers::sqrt2);
}

std::vector<check> ceiling_checks(const shadow_experiment& e, const shadow_result& r) {
  const double most = ceiling(private_shift);
  const location place = where(e).part(fmt::format("mu {:g}", private_shift));
  const auto under = [&](const char* part, membership_attack attack) {
    return at_most(place.part(part), "AUC <= Phi(mu/sqrt 2)", attack_area(e, r, 0, attack), most)
        .falsified_by("the ceiling of a twentieth of mu", ceiling(private_shift / 20))
        .falsified_by("AUC <= 1/2: nothing is given away", 0.5);
  };
  return together(
      {under("LiRA", membership_attack::lira_online), under("loss", membership_attack::loss)});
}

std::vector<cell> ceiling_cells(const study& s) {
  if (s.learning == nullptr) return {};
  const shadow_experiment e = private_models(s);
  return {measured_cell(where(e).cell, e,
                        [e](const shadow_result& r) { return ceiling_checks(e, r); })};
}

}  // namespace
}  // namespace a5

claim a5_private_ceiling() {
  using namespace a5;
  return {.id = "A5",
          .title = "DP-SGD's models stay under their ceiling",
          .statement =
              "What low-rank adaptation is compared with: attacks on models trained by DP-SGD with "
              "all members at every step find no more of them than the Gaussian mechanism of the "
              "same privacy allows.",
          .formula = "AUC <= Phi(mu/sqrt 2), mu = sqrt(T)/sigma",
          .section = "7",
          .answers = "v6 to v7",
          .cells = ceiling_cells,
          .needs = "the digits model, not a gradient of your own",
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
