// The two-term bound in the ledger: proved by the certificate that the program carries, and by no
// other.
#include "verify/claims/distance/two_term_proof.hpp"

#include <stdexcept>
#include <string>

#include "tests/catch.hpp"
#include "tests/verify/claims/distance/proof_outcome.hpp"
#include "verify/statistics/verdict.hpp"

using namespace loranoise::verify;
using namespace loranoise::verify::claims;

namespace {

verdict outcome_of(const two_term_certificate& proof) {
  return ::outcome_of(two_term_proof_checks(proof));
}

}  // namespace

TEST_CASE("the carried certificate proves the two-term bound at every rank and cosine") {
  const two_term_certificate& proof = proof_of_two_terms();
  CHECK(proof.last_rank() == 10000);
  CHECK(outcome_of(proof) == verdict::proved);
  for (const check& c : two_term_proof_checks(proof)) {
    CAPTURE(c.cell, c.formula);
    if (c.kind == role::falsifier) CHECK(judge(c, 1e-6).outcome == verdict::refuted);
  }
}

TEST_CASE("a certificate of the two-term bound with a gap proves nothing") {
  const two_term_certificate& good = proof_of_two_terms();
  const auto changed = [&](const auto& change) {
    two_term_certificate c = good;
    change(c);
    return outcome_of(c);
  };
  CHECK(changed([](auto& c) { c.ratios[500] = 1.0001; }) == verdict::refuted);
  CHECK(changed([](auto& c) { c.ratios.resize(3000); }) == verdict::refuted);
  CHECK(changed([](auto& c) { c.ratios[63] = 0.5; }) == verdict::refuted);
  CHECK(changed([](auto& c) { c.remainder.high *= 1.3; }) == verdict::refuted);
  CHECK(changed([](auto& c) { c.slack_near_zero.low = 0.2; }) == verdict::refuted);
  CHECK(changed([](auto& c) { c.second = 0.1258; }) == verdict::refuted);
  CHECK(changed([](auto& c) { c.first = 0.35; }) == verdict::refuted);
}

TEST_CASE("a text that is no certificate of the two-term bound is refused in a sentence") {
  const std::string head =
      R"({"first": "0.35", "second": "0.12", "last_rank": 2, "c_1": "[1 +/- 0]", "c_2": "[1 +/- 0]", )"
      R"("remainder": "[1 +/- 0]", "curvature": "[1 +/- 0]", "slack_near_zero": "[1 +/- 0]", )"
      R"("slack_elsewhere": "[1 +/- 0]"})";
  CHECK(read_two_term_certificate(head + "\n[1,3,0.5]\n[2,3,0.5]\n").last_rank() == 2);
  for (const std::string& text : {std::string(), std::string("{}"), head, head + "\n[1,3,0.5]\n",
                                  head + "\n[2,3,0.5]\n[1,3,0.5]\n", head + "\n[1,3]\n[2,3,0.5]\n",
                                  head + "\n[1,3,0.5]\n[2,3,0.5", "[1,3,0.5]\n" + head}) {
    CAPTURE(text);
    CHECK_THROWS_AS(read_two_term_certificate(text), std::runtime_error);
  }
}
