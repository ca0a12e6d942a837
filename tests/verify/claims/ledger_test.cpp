#include <algorithm>
#include <set>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/judgement.hpp"
#include "verify/claims/registry.hpp"
#include "verify/claims/selection.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/rows.hpp"

using namespace loranoise::verify;

namespace {

laboratory measure(const study& s, std::uint64_t seed, int threads) {
  laboratory lab;
  request_all(choose_claims({}, s), lab);
  lab.run_all({seed, threads, {}}, [](double) {});
  return lab;
}

// Sanitizers, which slow it down sevenfold, look at the code: margins three times as wide need a
// ninth of the trials for the same verdicts.
#ifdef __SANITIZE_ADDRESS__
constexpr double wider_margins = 3;
#else
constexpr double wider_margins = 1;
#endif

}  // namespace

TEST_CASE("the same seed gives bit-identical estimates with 1, 2 and 5 threads", "[slow]") {
  const study s = small_study();
  const laboratory one = measure(s, 17, 1);
  const laboratory two = measure(s, 17, 2);
  const laboratory five = measure(s, 17, 5);
  for (const auto* other : {&two, &five}) {
    for (const auto& e : claims::matrix_experiments(s)) {
      const matrix_result& a = one.result(e);
      const matrix_result& b = other->result(e);
      CHECK(a.energy == b.energy);
      CHECK(a.along == b.along);
      CHECK(a.norm_part == b.norm_part);
      CHECK((a.square == b.square).all());
      CHECK((a.mean_error == b.mean_error).all());
    }
    for (const auto& e : claims::row_experiments(s)) {
      CHECK(one.result(e).squares == other->result(e).squares);
      CHECK(one.result(e).coordinates.front().both() ==
            other->result(e).coordinates.front().both());
    }
    for (const auto& e : claims::column_experiments(s)) {
      CHECK(one.result(e).excess == other->result(e).excess);
      CHECK(one.result(e).crossings == other->result(e).crossings);
    }
  }
}

TEST_CASE("another seed gives other numbers") {
  study s = small_study();
  s.budget.margin_scale = 20;
  const auto e = claims::matrix_experiments(s).front();
  CHECK(run(e, {1, 1, {}}).energy != run(e, {2, 1, {}}).energy);
}

TEST_CASE("the event chosen by the pilot run holds nearly all of the exact total variation") {
  const study s = small_study();
  for (const auto& e : claims::column_experiments(s)) {
    column_experiment few = e;
    few.trials = 1024;
    const column_result r = run(few, {3, 2, {}});
    const double exact = loranoise::theory::total_variation(e.rank, claims::cosine(e));
    const double excess = claims::exact_excess(e, r);
    CAPTURE(e.rank, claims::cosine(e), exact, excess);
    CHECK(excess <= exact * (1 + 1e-9));
    CHECK(excess >= exact * 0.99);
  }
}

TEST_CASE("ids and cells are unique, and every claim has checks and falsifiers", "[slow]") {
  const study s = small_study();
  const laboratory lab = measure(s, 1, 2);
  std::set<std::string> ids;
  for (const claim& c : ledger()) CHECK(ids.insert(c.id).second);
  const auto chosen = choose_claims({}, s);
  for (const chosen_claim& c : chosen) {
    std::set<std::string> names;
    for (const cell& k : c.cells) {
      CAPTURE(c.what.id, k.name);
      CHECK(names.insert(k.name).second);
    }
  }
  for (const claim_checks& c : evaluate(chosen, lab)) {
    CAPTURE(c.what.id);
    const auto count = [&](role kind) {
      return std::count_if(c.checks.begin(), c.checks.end(),
                           [&](const check& k) { return k.kind == kind; });
    };
    CHECK(count(role::check) > 0);
    CHECK(count(role::falsifier) > 0);
  }
}

TEST_CASE("every claim comes out as expected on the small study", "[slow]") {
  study s = small_study();
  s.budget.margin_scale *= wider_margins;
  const laboratory lab = measure(s, 23, 2);
  const auto judged = judge_claims(evaluate(choose_claims({}, s), lab), 1e-6);
  CHECK(judged.size() > 20);
  for (const judged_claim& c : judged) {
    CAPTURE(c.what.id);
    CHECK(c.outcome == c.what.expected);
  }
}

TEST_CASE("choosing claims keeps the ledger's order and names what is unknown") {
  const study s = small_study();
  const auto chosen = choose_claims({"T1", "M2"}, s);
  REQUIRE(chosen.size() == 2);
  CHECK(chosen[0].what.id == "M2");
  CHECK(chosen[1].what.id == "T1");
  CHECK_THROWS_WITH(choose_claims({"X9"}, s), Catch::Contains("X9") && Catch::Contains("M2"));
  const auto one = choose_claims({"M5"}, s, "random, rank 4");
  REQUIRE(one.size() == 1);
  REQUIRE(one[0].cells.size() == 1);
  CHECK(one[0].cells[0].name == "random, rank 4");
  CHECK_THROWS_WITH(choose_claims({"M5"}, s, "random, rank 5"),
                    Catch::Contains("did you mean \"random, rank 1\"?"));
  CHECK_THROWS_WITH(choose_claims({"M5"}, s, "nowhere"), Catch::Contains("report.html"));
}

TEST_CASE("a result comes back from its bytes as it was") {
  const study s = small_study();
  const auto e = claims::column_experiments(s).front();
  std::map<std::string, std::string> kept;
  const checkpoint memory{[&](const std::string& name) -> std::optional<std::string> {
                            const auto place = kept.find(name);
                            if (place == kept.end()) return std::nullopt;
                            return place->second;
                          },
                          [&](const std::string& name, std::uint64_t, double,
                              const std::string& bytes) { kept[name] = bytes; }};
  laboratory first;
  first.request(e);
  first.run_all(
      {3, 1, {}}, [](double) {}, memory);
  REQUIRE(kept.size() == 1);
  laboratory second;
  second.request(e);
  second.run_all(
      {4, 1, {}}, [](double) {}, memory);  // another seed: only what was kept can agree
  CHECK(second.result(e).excess == first.result(e).excess);
  CHECK(second.result(e).crossings == first.result(e).crossings);
  CHECK(second.trials() == first.trials());
}
