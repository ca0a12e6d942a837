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

TEST_CASE("a baseline comes back from its file as it was") {
  const auto file = scratch("baseline");
  baseline b = with(measured(1.0 / 3, 0.01));
  b.cells.push_back(bound(2.0 / 3, 0.1, 1));
  b.cells.back().cell = "there, rank 4";
  write_baseline(b, file);
  const baseline back = read_baseline(file);
  REQUIRE(back.cells.size() == 2);
  CHECK(back.cells[0].estimate == 1.0 / 3);
  CHECK(back.cells[1].relation == "at_most");
  CHECK(back.claims.front().falsifiers_caught == 2);
  CHECK(compare(b, back).passed());
  std::ofstream(file) << "{}";
  CHECK_THROWS_WITH(read_baseline(file), Catch::Contains(file.string()));
  std::filesystem::remove(file);
  CHECK_THROWS_WITH(read_baseline(file), Catch::Contains("cannot be read"));
  CHECK_THROWS_WITH(baseline_of_run("/nowhere"), Catch::Contains("not a finished run"));
}
