#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "conditional.hpp"
#include "theory/bounds.hpp"

namespace loranoise::verify::claims {
namespace {

std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  for (const column_experiment& e : column_experiments(s)) {
    const double rho = cosine(e);
    check c = cell(e);
    c.formula = "(2/sqrt 6) sqrt(excess kurtosis)";
    c.measured = excess_estimate(lab.result(e));
    c.prediction = theory::fourth_moment_tv(e.rank, rho);
    c.rel = relation::at_most;
    all.push_back(c);
    all.push_back(falsify(c, "half the two-term bound", theory::two_term_tv(e.rank, rho) / 2));
    all.push_back(falsify(c, "the bound over r", c.prediction / e.rank));
  }
  return all;
}

}  // namespace

claim fourth_moment_bound() {
  return {"T4",
          "TV is below the fourth-moment bound",
          "The distance to the Gaussian never exceeds what the fourth-moment theorem allows, order "
          "1/sqrt(rank).",
          "TV <= (2/sqrt 6) sqrt(excess kurtosis)",
          "4.3",
          verdict::confirmed,
          request_columns,
          checks};
}

}  // namespace loranoise::verify::claims
