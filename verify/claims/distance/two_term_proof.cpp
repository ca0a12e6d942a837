#include "verify/claims/distance/two_term_proof.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/distance/exact_grid.hpp"
#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {
namespace {

location at_every_cosine(std::string what) {
  location place;
  place.cell = "theorem, every cosine, " + std::move(what);
  return place;
}

estimate certain(double value) {
  return estimate::from_enclosure(value, value);
}

std::vector<check> constants_suffice(const two_term_certificate& proof) {
  return together(
      {at_most(at_every_cosine("the limit of r TV at cosine 0"), "0.350076",
               estimate::from_enclosure(proof.he4_constant.low, proof.he4_constant.high),
               proof.first)
           .falsified_by("0.35", 0.35),
       at_most(at_every_cosine("the limit of TV/|skewness|"), "0.125835",
               estimate::from_enclosure(proof.he3_constant.low, proof.he3_constant.high),
               proof.second)
           .falsified_by("0.1258", 0.1258)});
}

std::vector<check> bound_where_covered(const two_term_certificate& proof) {
  const auto tightest = std::max_element(proof.ratios.begin(), proof.ratios.end());
  location where = at_every_cosine("ranks 1 to " + std::to_string(proof.last_rank()) +
                                   ", largest TV to the bound");
  where.rank = static_cast<double>(tightest - proof.ratios.begin()) + 1;
  return at_most(std::move(where), "below 1", certain(*tightest), 1)
      .falsified_by("the bound 2 % smaller", 0.98);
}

// What the expansion's remainders take of its slack from a rank on, which falls as the rank grows.
std::vector<check> bound_beyond(const two_term_certificate& proof) {
  const auto remainder = [&](double rank) { return proof.remainder.high / (2 * std::sqrt(rank)); };
  constexpr double reach = 1.01;
  const auto near_zero = [&](double rank) {
    return certain((remainder(rank) + reach * reach * proof.curvature.high / rank) /
                   proof.slack_near_zero.low);
  };
  const auto elsewhere = [&](double rank) {
    return certain(remainder(rank) / proof.slack_elsewhere.low);
  };
  const double from = proof.last_rank();
  const std::string ranks = "ranks from " + std::to_string(proof.last_rank()) + " on, ";
  return together({at_most(at_every_cosine(ranks + "remainders to slack near cosine 0"), "below 1",
                           near_zero(from), 1)
                       .falsified_by("the same remainders from rank 5000 on", near_zero(5000)),
                   at_most(at_every_cosine(ranks + "remainder to slack elsewhere"), "below 1",
                           elsewhere(from), 1)
                       .falsified_by("the same remainder from rank 5000 on", elsewhere(5000))});
}

// The end of the last piece is cosine 1: theory's distances there lie below the certificate's.
std::vector<check> theory_below(const two_term_certificate& proof) {
  const auto largest_share = [&](double factor) {
    double worst = 0;
    for (int rank = 1; rank <= proof.last_rank(); rank *= 2) {
      const double share = theory::total_variation(rank, 1) / theory::two_term_tv(rank, 1);
      worst = std::max(worst, factor * share / proof.ratios[static_cast<std::size_t>(rank) - 1]);
    }
    return estimate::from_computation(worst, tv_error * worst);
  };
  return at_most(at_every_cosine("theory's TV at cosine 1 to the certificate's"), "at most 1",
                 largest_share(1), 1)
      .falsified_by("distances twice as large", largest_share(2));
}

}  // namespace

std::vector<check> two_term_proof_checks(const two_term_certificate& proof) {
  return together({constants_suffice(proof), bound_where_covered(proof), bound_beyond(proof),
                   theory_below(proof)});
}

cell two_term_proof_cell() {
  return exact_cell("theorem, every cosine",
                    [] { return two_term_proof_checks(proof_of_two_terms()); });
}

}  // namespace loranoise::verify::claims
