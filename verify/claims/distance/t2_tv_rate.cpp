// Claim T2: TV falls as 1/rank near rho = 0, below 0.35008/rank.
#include <algorithm>
#include <cmath>
#include <utility>

#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/exact_grid.hpp"
#include "verify/claims/distance/tv_exponent.hpp"
#include "verify/claims/distance/zero_cosine_proof.hpp"
#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {
namespace t2 {
namespace {

// At this cosine the 1/sqrt(r) part is below a hundredth of TV up to rank 64.
constexpr double nearly_zero = 0.002;

// Exact evaluation far out: the exponent and the constant.
std::vector<check> exact_limit() {
  location place;
  place.cell = "exact, cosine 0, r TV at rank 2^20";
  const double constant = far_rank * theory::total_variation(far_rank, 0);
  return together({exact_exponent(0, -1).falsified_by("exponent -1/2 (Berry-Esseen order)", -0.5),
                   equal(std::move(place), "|He_4|_{L1(phi)}/8",
                         estimate::from_computation(constant, 1e-8), theory::he4_constant)
                       .within(far_margin)
                       .slack(far_margin)
                       .falsified_by("|He_3|_{L1(phi)}/12", theory::he3_constant)
                       .falsified_by("the constant 2 % smaller", 0.98 * theory::he4_constant)});
}

// r TV(r, 0) rises to its limit, so that the limit bounds it: the largest value of the band.
std::vector<check> evaluate_band(const rank_band& band) {
  const place worst = largest(
      band, {0}, [](int rank, double rho) { return rank * theory::total_variation(rank, rho); });
  location where_worst;
  where_worst.cell = "exact, cosine 0, " + band.name + ", largest r TV at " + describe(worst);
  where_worst.rank = worst.rank;
  return at_most(std::move(where_worst), "|He_4|_{L1(phi)}/8",
                 estimate::from_computation(worst.value, tv_error * worst.value),
                 theory::he4_constant)
      .falsified_by("the constant 2 % smaller", 0.98 * theory::he4_constant);
}

std::vector<cell> tv_rate_cells(const study& s) {
  std::vector<cell> all;
  for (const auto& group : over_ranks(s, 0, nearly_zero)) {
    all.push_back(exponent_cell(
        group, s, {{"exponent -1/2 (Berry-Esseen order)", -0.5}, {"exponent -3/2", -1.5}}));
  }
  all.push_back(exact_cell("exact, cosine 0", exact_limit));
  for (const rank_band& band : rank_bands(s.budget)) {
    all.push_back(
        exact_cell("exact, cosine 0, " + band.name, [band] { return evaluate_band(band); }));
  }
  all.push_back(proof_cell());
  return all;
}

}  // namespace
}  // namespace t2

claim t2_tv_rate() {
  using namespace t2;
  return {.id = "T2",
          .title = "TV falls as 1/rank near rho = 0, below 0.35008/rank",
          .statement =
              "Where an entry is a small share of its row's norm (rho near 0), its noise nears the "
              "Gaussian as 1/r in the rank r, and its total variation distance is never more than "
              "0.35008/r: at rho = 0 a theorem for every rank.",
          .formula = "r TV(r, 0) <= |He_4|_{L1(phi)}/8 = 0.350075, its limit",
          .section = "4.1, 12.4",
          .answers = "v1 to v7",
          .expected = verdict::proved,
          .cells = tv_rate_cells};
}

}  // namespace loranoise::verify::claims
