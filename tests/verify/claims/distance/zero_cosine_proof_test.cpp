// The theorem at cosine 0 in the ledger: proved by the certificate that the program carries, and by
// no other.
#include "verify/claims/distance/zero_cosine_proof.hpp"

#include <stdexcept>
#include <string>

#include "tests/catch.hpp"
#include "tests/verify/claims/distance/proof_outcome.hpp"
#include "verify/statistics/verdict.hpp"

using namespace loranoise::verify;
using namespace loranoise::verify::claims;

namespace {

verdict outcome_of(const zero_cosine_certificate& proof) {
  return ::outcome_of(proof_checks(proof));
}

}  // namespace

TEST_CASE("the carried certificate proves the bound and the increase at every rank") {
  const zero_cosine_certificate& proof = proof_at_zero_cosine();
  CHECK(proof.r_tv.size() == 1001);
  CHECK(outcome_of(proof) == verdict::proved);
  for (const check& c : proof_checks(proof)) {
    CAPTURE(c.cell, c.formula);
    if (c.kind == role::falsifier) CHECK(judge(c, 1e-6).outcome == verdict::refuted);
  }
}

TEST_CASE("a certificate with a gap proves nothing") {
  const zero_cosine_certificate& good = proof_at_zero_cosine();
  zero_cosine_certificate shortened = good;
  shortened.r_tv.resize(500);
  CHECK(outcome_of(shortened) == verdict::refuted);
  zero_cosine_certificate swapped = good;
  std::swap(swapped.r_tv[100], swapped.r_tv[101]);
  CHECK(outcome_of(swapped) == verdict::refuted);
  zero_cosine_certificate flat = good;
  flat.slope.low /= 3;
  CHECK(outcome_of(flat) == verdict::refuted);
  zero_cosine_certificate moved = good;
  moved.r_tv[0].low -= 1e-6;
  moved.r_tv[0].high -= 1e-6;
  CHECK(outcome_of(moved) == verdict::refuted);
  zero_cosine_certificate high = good;
  high.r_tv.back().high = 0.3501;  // perhaps below the limit, perhaps not
  CHECK(outcome_of(high) == verdict::inconclusive);
}

TEST_CASE("a text that is no certificate is refused in a sentence") {
  for (const std::string text :
       {"", "[]", "{}", R"({"c_1": "0.35", "remainder": "[1 +/- 0]", "slope": "[1 +/- 0]"})",
        R"({"c_1": "[nan +/- 0]", "remainder": "[1 +/- 0]", "slope": "[1 +/- 0]", "r_tv": []})",
        R"({"c_1": "[1 +/- 0]", "remainder": "[1 +/- 0]", "slope": "[1 +/- 0]", "r_tv": []})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(read_certificate(text), std::runtime_error);
  }
}
