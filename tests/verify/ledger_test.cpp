#include <algorithm>
#include <set>

#include "catch.hpp"
#include "cells.hpp"
#include "conditional.hpp"
#include "small_study.hpp"
#include "theory/distance.hpp"
#include "verify/series.hpp"

using namespace loranoise::verify;

namespace {

laboratory measure(const study& s, std::uint64_t seed, int threads) {
  laboratory lab;
  for (const claim& c : ledger()) c.request(s, lab);
  lab.run_all({seed, threads, {}}, [](double) {});
  return lab;
}

}  // namespace

TEST_CASE("the same seed gives bit-identical estimates with 1, 2 and 5 threads") {
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

TEST_CASE("ids are unique and every claim has checks and falsifiers") {
  const study s = small_study();
  const laboratory lab = measure(s, 1, 2);
  std::set<std::string> ids;
  for (const claim& c : ledger()) {
    CAPTURE(c.id);
    CHECK(ids.insert(c.id).second);
    if (c.id == "E1") continue;  // its adapters are trained elsewhere
    const auto checks = c.checks(s, lab);
    const auto count = [&](role kind) {
      return std::count_if(checks.begin(), checks.end(),
                           [&](const check& k) { return k.kind == kind; });
    };
    CHECK(count(role::check) > 0);
    CHECK(count(role::falsifier) > 0);
  }
}

TEST_CASE("no true claim is refuted on the small study, and the reading in m is") {
  const study s = small_study();
  const laboratory lab = measure(s, 23, 2);
  std::vector<claim> claims = ledger();
  claims.erase(claims.begin());  // E1: no adapters in this study
  for (const judged_claim& c : judge_claims(claims, s, lab, 1e-6)) {
    CAPTURE(c.what.id);
    CHECK((c.outcome == verdict::refuted) == (c.what.expected == verdict::refuted));
  }
  CHECK(figure_series(s, lab).size() > 100);
}

TEST_CASE("selecting claims keeps the ledger's order and names what is unknown") {
  const auto chosen = select_claims({"T1", "M2"});
  REQUIRE(chosen.size() == 2);
  CHECK(chosen[0].id == "M2");
  CHECK(chosen[1].id == "T1");
  CHECK_THROWS_WITH(select_claims({"X9"}), Catch::Contains("X9") && Catch::Contains("M2"));
}
