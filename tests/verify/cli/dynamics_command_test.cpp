// loranoise dynamics as its users meet it.

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"

using namespace loranoise;

TEST_CASE("loranoise dynamics prints the keys of the design") {
  // Values of tests/reference/dynamics.csv.
  const outcome o =
      run_loranoise("dynamics --rank 8 --width 8 --step-size 0.05 --steps 1,5 --rho 1 --json");
  REQUIRE(o.status == 0);
  const auto d = nlohmann::json::parse(o.output);
  REQUIRE(d.at("steps").size() == 2);
  const auto& first = d.at("steps").at(0);
  CHECK(first.at("T") == 1);
  CHECK(first.at("frozen_mean").get<double>() == Approx(0.95).epsilon(1e-12));
  CHECK(first.at("frozen_second").get<double>() == Approx(0.95 * 0.95 + 0.0025 * 9 / 8));
  CHECK(first.at("redrawn_second") == first.at("matched_second"));
  CHECK(first.at("fixed_second").get<double>() == Approx(0.95 * 0.95 + 0.0025 * 9 / 8));
  CHECK(d.at("steps").at(1).at("redrawn_mean").get<double>() == Approx(std::pow(0.95, 5)));
  for (const char* key : {"redrawn_c3", "redrawn_c4", "redrawn_n4", "matched_c3", "matched_n4"}) {
    CHECK(d.at("steps").at(1).at(key).is_number());
  }
  CHECK(d.at("floor") == 0);
  CHECK(d.at("step_limit_frozen").get<double>() == Approx(0.5));
  CHECK(d.at("step_limit_redrawn").get<double>() == Approx(2 / (1 + 9.0 / 8)));
}

TEST_CASE("loranoise dynamics: an expectation beyond every double is the string inf") {
  const outcome o =
      run_loranoise("dynamics --rank 16 --width 64 --step-size 0.2 --steps 1000 --json");
  REQUIRE(o.status == 0);
  CHECK(nlohmann::json::parse(o.output).at("steps").at(0).at("frozen_second") == "inf");
}

TEST_CASE("loranoise dynamics: bad input gets one sentence and exit status 2") {
  for (const char* arguments :
       {"dynamics --rank 9 --width 8 --step-size 0.1 --steps 1",
        "dynamics --rank 4 --width 8 --step-size 0 --steps 1",
        "dynamics --rank 4 --width 8 --step-size 0.1 --steps 5000",
        "dynamics --rank 4 --width 8 --step-size 0.1", "dynamics --rank 4 --width 8 --steps 1",
        "dynamics --rank 4 --width 8 --step-size 0.1 --steps 1 --rho 2"}) {
    const outcome o = run_loranoise(arguments);
    CAPTURE(arguments, o.errors);
    CHECK(o.status == 2);
    CHECK(o.output.empty());
    CHECK_FALSE(o.errors.empty());
  }
}
