#include "verify/claims/distance/zero_cosine_proof.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "theory/distance/distance.hpp"
#include "verify/claims/distance/exact_grid.hpp"
#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {
namespace {

location proved_at(std::string what) {
  location place;
  place.cell = "theorem, cosine 0, " + std::move(what);
  return place;
}

std::string up_to(const zero_cosine_certificate& proof) {
  return "ranks 1 to " + std::to_string(proof.r_tv.size());
}

std::vector<check> bound_where_enclosed(const zero_cosine_certificate& proof) {
  const auto largest_of =
      std::max_element(proof.r_tv.begin(), proof.r_tv.end(),
                       [](const interval& a, const interval& b) { return a.high < b.high; });
  const double limit = proof.he4_constant.low;
  return at_most(proved_at(up_to(proof) + ", largest r TV"), "|He_4|_{L1(phi)}/8",
                 estimate::from_enclosure(largest_of->low, largest_of->high), limit)
      .falsified_by("the constant 2 % smaller", 0.98 * limit);
}

// The largest of r TV(r)/((r + 1) TV(r + 1)), by the ends that make it largest.
std::vector<check> increase_where_enclosed(const zero_cosine_certificate& proof) {
  double ratio = 0;
  double inverse = 0;
  for (std::size_t i = 0; i + 1 < proof.r_tv.size(); ++i) {
    ratio = std::max(ratio, proof.r_tv[i].high / proof.r_tv[i + 1].low);
    inverse = std::max(inverse, proof.r_tv[i + 1].low / proof.r_tv[i].high);
  }
  return at_most(proved_at(up_to(proof) + ", r TV(r) to (r+1) TV(r+1)"), "below 1: it increases",
                 estimate::from_enclosure(ratio, ratio), 1)
      .falsified_by("it decreases", estimate::from_enclosure(inverse, inverse));
}

// What the expansion's remainder takes of its slope from a rank on: bound and increase follow where
// it is below 1 (12.4). Both fall as the rank grows.
std::vector<check> beyond(const zero_cosine_certificate& proof) {
  const auto for_bound = [&](double rank) {
    const double share = proof.remainder.high / (2 * std::pow(rank, 3) * proof.slope.low);
    return estimate::from_enclosure(share, share);
  };
  const auto for_increase = [&](double rank) {
    const double share = proof.remainder.high * (rank + 1) / (std::pow(rank, 3) * proof.slope.low);
    return estimate::from_enclosure(share, share);
  };
  const int from = proof.last_rank();
  const std::string ranks = "ranks from " + std::to_string(from) + " on, ";
  return together({at_most(proved_at(ranks + "remainder to slope, bound"),
                           "below 1: C_5/(2 r^3) < -G'", for_bound(from), 1)
                       .falsified_by("the same remainder from rank 40 on", for_bound(40)),
                   at_most(proved_at(ranks + "remainder to slope, increase"),
                           "below 1: C_5 (r+1)/r^3 < -G'", for_increase(from), 1)
                       .falsified_by("the same remainder from rank 500 on", for_increase(500))});
}

// How far outside of its interval x lies; negative inside.
double outside(const interval& enclosed, double x) {
  return std::max(enclosed.low - x, x - enclosed.high);
}

// How far theory's r TV(r, 0) lies outside of the enclosures at most, in units of what it may err:
// `computed` from its entry number `shift` on, one a rank.
estimate furthest(const zero_cosine_certificate& proof, const std::vector<double>& computed,
                  std::size_t shift) {
  double worst = 0;
  for (std::size_t i = 0; i < proof.r_tv.size(); ++i) {
    const double x = computed[i + shift];
    worst = std::max(worst, outside(proof.r_tv[i], x) / (tv_error * x));
  }
  return estimate::from_computation(worst, 0);
}

std::vector<check> theory_inside(const zero_cosine_certificate& proof) {
  std::vector<double> computed;
  for (int rank = 1; rank <= proof.last_rank() + 2; ++rank) {
    computed.push_back(rank * theory::total_variation(rank, 0));
  }
  return together(
      {at_most(proved_at("theory's r TV to the enclosures, " + up_to(proof)),
               "at most its stated error", furthest(proof, computed, 0), 1)
           .falsified_by("the distances of the next rank", furthest(proof, computed, 1)),
       at_most(proved_at("theory's limit of r TV to the enclosure"), "at most 1e-14",
               estimate::from_computation(outside(proof.he4_constant, theory::he4_constant), 0),
               1e-14)
           .falsified_by("wrong in the eighth digit",
                         estimate::from_computation(proof.he4_constant.low - 0.350075011, 0))});
}

}  // namespace

std::vector<check> proof_checks(const zero_cosine_certificate& proof) {
  return together({bound_where_enclosed(proof), increase_where_enclosed(proof), beyond(proof),
                   theory_inside(proof)});
}

cell proof_cell() {
  return exact_cell("theorem, cosine 0", [] { return proof_checks(proof_at_zero_cosine()); });
}

}  // namespace loranoise::verify::claims
