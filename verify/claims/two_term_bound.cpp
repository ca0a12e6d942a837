#include <string>

#include "cells.hpp"
#include "claims.hpp"
#include "theory/bounds.hpp"
#include "theory/distance.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double tv_error = 1e-9;  // of the exact evaluation, relative

std::string exact_name(int rank, double rho) {
  return "exact, rank " + std::to_string(rank) + ", cosine " + std::to_string(rho).substr(0, 4);
}

std::vector<check> evaluate(int rank, double rho) {
  const double tv = theory::total_variation(rank, rho);
  check c;
  c.cell = exact_name(rank, rho);
  c.formula = "0.350076/r + 0.125835 |skewness|";
  c.measured = estimate::from_exact(tv, tv_error * tv);
  c.prediction = theory::two_term_tv(rank, rho);
  c.rel = relation::at_most;
  c.trials = 1;
  c.rank = rank;
  c.rho = rho;
  return {c, falsify(c, "the same, 5 % smaller", 0.95 * c.prediction)};
}

std::vector<cell> cells(const study&) {
  std::vector<cell> all;
  for (int rank = 1; rank <= 65536; rank *= 4) {
    for (const double rho : {0.0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0}) {
      all.push_back(exact_cell(exact_name(rank, rho), [=] { return evaluate(rank, rho); }));
    }
  }
  return all;
}

}  // namespace

claim two_term_bound() {
  return {"T9",
          "two-term bound, seen on a grid",
          "A bound with one term in 1/rank and one in the skewness holds wherever it was evaluated "
          "(seen, not proved).",
          "TV <= 0.350076/r + 0.125835 |skewness|",
          "4.5",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
