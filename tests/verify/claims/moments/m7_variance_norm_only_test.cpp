#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"
#include "verify/claims/judgement.hpp"
#include "verify/claims/selection.hpp"
#include "verify/experiments/row.hpp"
#include "verify/experiments/squared_coordinate.hpp"

using namespace loranoise::verify;

// False alarms: 1e-6 an interval, two of them for each coordinate and rank.
TEST_CASE("a coordinate's square drawn by its law is that of the literal row") {
  const study s = small_study();
  const probe_row& row = *s.probes.front();
  const double size = row.values.squaredNorm();
  for (const int rank : {1, 4}) {
    const row_result literal = run(row_experiment{row, rank, 20000}, {8, 2, {}});
    for (std::size_t c = 0; c < row.coordinates.size(); ++c) {
      const square_result law = run(square_experiment{row, c, rank, 200000}, {9, 2, {}});
      std::vector<double> scaled = literal.squares[c];
      for (double& x : scaled) x *= rank / size;
      const interval a = estimate::from_blocks(scaled).interval_at(1e-6);
      const interval b = estimate::from_blocks(law.squares).interval_at(1e-6);
      CAPTURE(rank, row.coordinates[c].name, a.low, a.high, b.low, b.high);
      CHECK(a.low <= b.high);
      CHECK(b.low <= a.high);
      CHECK(b.high - b.low < 0.2);
    }
  }
}

TEST_CASE("where no coordinate is a large part of its row the reading has no cell") {
  study s = small_study();
  CHECK_FALSE(find_claim("M7").cells(s).empty());
  s.probes = {flat_row(256)};
  CHECK(find_claim("M7").cells(s).empty());
}

TEST_CASE("the share that the reading misses is rho^2/(1+rho^2)") {
  study s = small_study();
  s.probes = {cosine_row(24, 0.8)};
  const claim c = find_claim("M7");
  const std::vector<chosen_claim> chosen{{c, c.cells(s)}};
  laboratory lab;
  request_all(chosen, lab);
  lab.run_all({2, 2, {}}, [](double) {});
  const judged_claim judged = judge_claims(evaluate(chosen, lab), 1e-6).front();
  CHECK(judged.outcome == verdict::refuted);
  CHECK(judged.passed());
  int shares = 0;
  for (const judged_check& k : judged.controls) {
    if (k.formula.rfind("share", 0) != 0) continue;
    ++shares;
    CHECK(k.prediction == Approx(0.64 / 1.64));
    CHECK(k.outcome == verdict::confirmed);
  }
  CHECK(shares == static_cast<int>(s.budget.row_ranks.size()));
}
