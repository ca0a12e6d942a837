#include "certify/zero_cosine/theorem.hpp"

#include <fstream>
#include <sstream>

#include "certify/normal.hpp"
#include "certify/zero_cosine/edgeworth.hpp"
#include "tests/catch.hpp"

using namespace loranoise::certify;

namespace {

// That of the ledger, which the last test proves again.
const certificate& proof() {
  static const certificate c = [] {
    std::ifstream file(LORANOISE_DATA_DIR "/zero_cosine_certificate.json");
    std::stringstream text;
    text << file.rdbuf();
    return from_json(text.str());
  }();
  return c;
}

}  // namespace

TEST_CASE("the bound and the increase at cosine 0 are proved for every rank") {
  CHECK(gaps(proof()).empty());
  CHECK(proof().enclosed.size() == 1001);
  for (const ball& b : proof().enclosed) CHECK(b.radius() < 1e-15);
}

TEST_CASE("wrong constants are not proved") {
  for (const char* wrong : {"0.350075011", "0.35", "0.3500750376037295"}) {
    CAPTURE(wrong);
    certificate c = proof();
    c.constant = wrong;
    CHECK(gaps(c).size() == 1);
  }
}

TEST_CASE("a certificate with a wrong number has a gap, or differs from what is computed") {
  certificate swapped = proof();
  std::swap(swapped.enclosed[100], swapped.enclosed[101]);
  CHECK(!gaps(swapped).empty());
  certificate wide = proof();
  wide.enclosed[500] = wide.enclosed[500].widened(ball(1e-6));
  CHECK(!gaps(wide).empty());
  certificate large = proof();
  large.remainder = large.remainder * 3;
  CHECK(!gaps(large).empty());
  certificate moved = proof();
  moved.enclosed[0] = moved.enclosed[0] + ball(1e-10);
  CHECK(gaps(moved).empty());
  CHECK(differences(moved, 37, 2).size() == 1);
  certificate small = proof();
  small.remainder = small.remainder / 2;
  CHECK(differences(small, 500, 2).size() == 1);
}

TEST_CASE("a certificate is read as it was written, and checks") {
  const certificate read = from_json(to_json(proof()));
  CHECK(read.constant == proof().constant);
  REQUIRE(read.enclosed.size() == proof().enclosed.size());
  for (std::size_t i = 0; i < read.enclosed.size(); ++i) {
    CHECK(read.enclosed[i].overlaps(proof().enclosed[i]));
  }
  CHECK(gaps(read).empty());
  CHECK(differences(read, 37, 2).empty());
}

TEST_CASE("a text that is no certificate is refused") {
  for (const char* text : {"", "{}", "[]", R"({"constant": "x", "order": 5})"}) {
    CHECK_THROWS_AS(from_json(text), std::runtime_error);
  }
  std::string short_one = to_json(proof());
  short_one.resize(short_one.size() / 2);
  CHECK_THROWS_AS(from_json(short_one), std::runtime_error);
}

TEST_CASE("the remainder covers what the expansion misses at single ranks") {
  // r TV = G(1/r) + error with G(0) = c_1: at k = 2 the error is below C_2/(2 r).
  const ball c2 = remainder_constant(2, 100);
  for (const int rank : {100, 300, 1000}) {
    const ball missed = abs(he4_constant() - proof().enclosed[static_cast<std::size_t>(rank) - 1]);
    CHECK(missed < c2 / (2 * rank));
    CHECK(missed > ball(0));
  }
}

TEST_CASE("the certificate that the ledger carries is the proof of this program") {
  const certificate now = certify_from_scratch("0.350075037603730", 2, [](double) {});
  CHECK(gaps(now).empty());
  CHECK(proof().constant == now.constant);
  CHECK(proof().slope.overlaps(now.slope));
  CHECK(proof().remainder.overlaps(now.remainder));
  REQUIRE(proof().enclosed.size() == now.enclosed.size());
  for (std::size_t i = 0; i < now.enclosed.size(); ++i) {
    CHECK(proof().enclosed[i].overlaps(now.enclosed[i]));
  }
}
