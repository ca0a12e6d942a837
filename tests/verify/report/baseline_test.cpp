#include "verify/report/baseline.hpp"

#include <unistd.h>

#include <fstream>

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

baseline_cell measured(double estimate, double half_width) {
  return {"M5",
          "here, rank 4",
          "(m+1)/r",
          "equals",
          false,
          estimate,
          estimate - half_width,
          estimate + half_width,
          1,
          "confirmed"};
}

baseline_cell exact(double value, double accuracy) {
  baseline_cell c = measured(value, accuracy);
  c.exact = true;
  return c;
}

baseline_cell bound(double estimate, double half_width, double limit) {
  baseline_cell c = measured(estimate, half_width);
  c.relation = "at_most";
  c.prediction = limit;
  return c;
}

baseline with(const baseline_cell& c, int caught = 2) {
  return {"{}", {{"M5", "confirmed", caught}}, {c}};
}

bool same(const baseline_cell& before, const baseline_cell& now) {
  return compare(with(before), with(now)).passed();
}

std::filesystem::path scratch(const std::string& name) {
  return std::filesystem::temp_directory_path() / (name + std::to_string(getpid()) + ".json");
}

}  // namespace

TEST_CASE("measured values agree while their intervals overlap") {
  CHECK(same(measured(1.000, 0.01), measured(1.019, 0.01)));
  CHECK(!same(measured(1.000, 0.01), measured(1.021, 0.01)));
  CHECK(!same(measured(1.000, 0.01), measured(0.979, 0.01)));
  const auto r = compare(with(measured(1, 0.01)), with(measured(1.01, 0.01)));
  CHECK(r.cells.front().share == Approx(0.5));
  // What is the same in every trial differs by rounding between machines.
  CHECK(same(measured(2.5e-16, 1e-17), measured(1.6e-16, 1e-17)));
  CHECK(!same(measured(1, 1e-17), measured(1 + 1e-8, 1e-17)));
}

TEST_CASE("exact values agree to their stated accuracy") {
  CHECK(same(exact(0.5, 1e-9), exact(0.5 + 1.9e-9, 1e-9)));
  CHECK(!same(exact(0.5, 1e-9), exact(0.5 + 2.1e-9, 1e-9)));
  CHECK(same(exact(0.5, 0), exact(0.5, 0)));
  CHECK(!same(exact(0.5, 0), exact(0.5000001, 0)));
}

TEST_CASE("a changed verdict, a violated bound, a lost falsifier or cell is a fault") {
  baseline_cell other = measured(1, 0.01);
  other.verdict = "inconclusive";
  CHECK(!same(measured(1, 0.01), other));
  CHECK(same(bound(0.9, 0.02, 1), bound(0.91, 0.02, 1)));
  CHECK(!same(bound(0.99, 0.02, 1), bound(1.03, 0.02, 1)));
  CHECK(!compare(with(measured(1, 0.01), 2), with(measured(1, 0.01), 1)).passed());
  baseline empty = with(measured(1, 0.01));
  empty.cells.clear();
  CHECK(!compare(with(measured(1, 0.01)), empty).passed());
  CHECK(compare(empty, with(measured(1, 0.01))).passed());  // a new cell is news, not a fault
  baseline gone = with(measured(1, 0.01));
  gone.claims.clear();
  CHECK(!compare(with(measured(1, 0.01)), gone).passed());
}

TEST_CASE("a prediction that changed is a fault, however little the intervals know of it") {
  baseline_cell other = measured(1, 0.01);
  other.prediction = 1 + 1e-8;
  CHECK(!same(measured(1, 0.01), other));
  other.prediction = 1 + 1e-10;
  CHECK(same(measured(1, 0.01), other));
  baseline_cell zero = measured(0.001, 0.01);
  zero.prediction = 0;
  other = zero;
  other.prediction = 2e-16;
  CHECK(same(zero, other));
  CHECK(!same(bound(0.2, 0.01, 0.5), bound(0.2, 0.01, 0.5 * 0.4690 / 0.4748)));
}

TEST_CASE("what the draws chose is compared by its distance from its prediction") {
  const auto picked = [](double estimate, double prediction) {
    baseline_cell c = measured(estimate, 0.01);
    c.prediction = prediction;
    c.picked = true;
    return c;
  };
  // Another product was the worst: other numbers, as near to their predictions.
  CHECK(same(picked(0.503, 0.5), picked(-0.204, -0.2)));
  CHECK(!same(picked(0.503, 0.5), picked(-0.225, -0.2)));
  // A baseline of before cells were marked.
  baseline_cell old = picked(0.503, 0.5);
  old.picked = false;
  CHECK(same(old, picked(-0.204, -0.2)));
}

TEST_CASE("every cell of the baseline is compared or missing, and every claim is asked for") {
  baseline before{"{}", {}, {}};
  for (const char* id : {"M1", "M2", "M3"}) {
    before.claims.push_back({id, "confirmed", 2});
    for (const char* place : {"here", "there"}) {
      baseline_cell c = measured(1, 0.01);
      c.claim = id;
      c.cell = place;
      before.cells.push_back(c);
    }
  }
  baseline now = before;
  now.cells.erase(now.cells.begin() + 3);
  now.cells.push_back(measured(1, 0.01));
  const regression r = compare(before, now);
  CHECK(r.cells.size() + r.missing.size() == before.cells.size());
  CHECK(r.cells.size() + r.added.size() == now.cells.size());
  CHECK(r.missing.size() == 1);
  CHECK(!r.passed());
  for (std::size_t left_out = 0; left_out < before.claims.size(); ++left_out) {
    CAPTURE(left_out);
    baseline without = before;
    without.claims.erase(without.claims.begin() + static_cast<std::ptrdiff_t>(left_out));
    const regression gone = compare(before, without);
    REQUIRE(gone.claim_faults.size() == 1);
    CHECK(gone.claim_faults.front().find(before.claims[left_out].id) != std::string::npos);
    baseline turned = before;
    turned.claims[left_out].verdict = "inconclusive";
    CHECK(!compare(before, turned).passed());
    baseline uncaught = before;
    uncaught.claims[left_out].falsifiers_caught = 1;
    CHECK(!compare(before, uncaught).passed());
  }
  CHECK(compare(before, before).passed());
}

TEST_CASE("what moved at all is counted") {
  CHECK(compare(with(measured(1, 0.01)), with(measured(1, 0.01))).moved() == 0);
  CHECK(compare(with(measured(1, 0.01)), with(measured(1 + 1e-9, 0.01))).moved() == 0);
  CHECK(compare(with(measured(1, 0.01)), with(measured(1 + 1e-7, 0.01))).moved() == 1);
}

TEST_CASE("a baseline comes back from its file as it was") {
  const auto file = scratch("baseline");
  baseline b = with(measured(1.0 / 3, 0.01));
  b.cells.push_back(bound(2.0 / 3, 0.1, 1));
  b.cells.back().cell = "there, rank 4";
  b.cells.back().picked = true;
  write_baseline(b, file);
  const baseline back = read_baseline(file);
  REQUIRE(back.cells.size() == 2);
  CHECK(back.cells[0].estimate == 1.0 / 3);
  CHECK(back.cells[1].relation == "at_most");
  CHECK(back.cells[1].picked);
  CHECK(back.claims.front().falsifiers_caught == 2);
  CHECK(compare(b, back).passed());
  std::ofstream(file) << "{}";
  CHECK_THROWS_WITH(read_baseline(file), Catch::Contains(file.string()));
  CHECK_THROWS_WITH(write_baseline(b, file), Catch::Contains("is not a baseline"));
  CHECK(std::filesystem::file_size(file) == 2);
  std::filesystem::remove(file);
  CHECK_THROWS_WITH(read_baseline(file), Catch::Contains("cannot be read"));
  CHECK_THROWS_WITH(read_baseline("."), Catch::Contains("cannot be read"));
  CHECK_THROWS_WITH(baseline_of_run("/nowhere"), Catch::Contains("not a finished run"));
}
