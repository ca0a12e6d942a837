#include "claims.hpp"
#include "theory/bounds.hpp"
#include "theory/distance.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double tv_error = 1e-9;  // of the exact evaluation, relative

std::vector<check> checks(const study&, const laboratory&) {
  std::vector<check> all;
  for (int rank = 1; rank <= 65536; rank *= 4) {
    for (const double rho : {0.0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0}) {
      const double tv = theory::total_variation(rank, rho);
      check c;
      c.cell =
          "exact, rank " + std::to_string(rank) + ", cosine " + std::to_string(rho).substr(0, 4);
      c.formula = "0.350076/r + 0.125835 |skewness|";
      c.measured = estimate::from_exact(tv, tv_error * tv);
      c.prediction = theory::two_term_tv(rank, rho);
      c.rel = relation::at_most;
      c.trials = 1;
      c.rank = rank;
      c.rho = rho;
      all.push_back(c);
      c.kind = role::falsifier;
      c.formula = "the same, 5 % smaller";
      c.prediction *= 0.95;
      all.push_back(c);
    }
  }
  return all;
}

void request(const study&, laboratory&) {}

}  // namespace

claim two_term_bound() {
  return {"T9",
          "two-term bound, seen on a grid",
          "A bound with one term in 1/rank and one in the skewness holds wherever it was evaluated "
          "(seen, not proved).",
          "TV <= 0.350076/r + 0.125835 |skewness|",
          "4.5",
          verdict::confirmed,
          request,
          checks};
}

}  // namespace loranoise::verify::claims
