// The program as its users meet it: arguments, exit statuses, messages.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"

using namespace loranoise;

namespace {

// One line on standard error that names the thing, nothing on standard output, exit 2.
void check_rejected(const std::string& arguments, const std::string& named) {
  const outcome o = run_loranoise(arguments);
  CAPTURE(arguments, o.errors);
  CHECK(o.status == 2);
  CHECK(o.output.empty());
  CHECK(o.errors.find(named) != std::string::npos);
  CHECK(std::count(o.errors.begin(), o.errors.end(), '\n') == 1);
}

}  // namespace

TEST_CASE("bad input gets one clear sentence and exit status 2") {
  check_rejected("", "subcommand");
  check_rejected("verify --claims M2,NOPE", "NOPE");
  check_rejected("verify --profile huge", "huge");
  check_rejected("verify --no-such-option", "--no-such-option");
  check_rejected("verify --threads 0", "--threads");
  check_rejected("verify --out /proc/nowhere", "/proc/nowhere");
  check_rejected("verify --digits /nowhere.csv --out " + scratch("out"), "/nowhere.csv");
  check_rejected("law --rank 0 --rho 0.1", "rank");
  check_rejected("calibrate --gradients /dev/zero", "not a regular file");
  check_rejected("calibrate --gradients /nowhere.npy", "/nowhere.npy");
  check_rejected("law --rank 2.5 --rho 0.1", "rank");
  check_rejected("law --rank 8 --rho 1.5", "rho");
  check_rejected("law --rank 8 --rho nan", "rho");
  check_rejected("law --rank 2e12 --rho 0", "--rank must be a whole number from 1 to 1e12");
  check_rejected("law --rank 8 --rho 0 --at 1,inf", "--at");
  check_rejected("law --rank 8 --rho 0 --at 1 inf", "--at inf is not a finite number");
  check_rejected("law --rank eight --rho 0", "--rank");
  check_rejected("law --rho 0", "--rank");
  check_rejected("row --rank 0 --width 8", "rank 0");
  check_rejected("row --rank 9 --width 8", "rank 9");
  check_rejected("privacy --rank 4 --width 16 --cosine 1.1 --epsilon 1", "cosine");
  check_rejected("privacy --rank 4 --width 16 --cosine 0.9 --norm-ratio 0 --epsilon 1", "norm");
  check_rejected("privacy --rank 4 --width 16 --cosine 0.9", "--epsilon");
  check_rejected("privacy --rank 4 --width 16 --cosine 0.9 --norm-ratio 1e20 --delta 0.1",
                 "--norm-ratio must be from 1e-9 to 1e9");
  check_rejected("privacy --rank 4 --width 16 --cosine 0.9 --fpr 1e-320", "--fpr");
  check_rejected("privacy --rank 4 --width 16 --cosine 0.9 --steps 2 --epsilon 61", "--steps");
}

TEST_CASE("numbers and lists are written one way, and a slip is named with what was meant") {
  check_rejected("verify --seed -1", "--seed -1");
  check_rejected("verify --seed 18446744073709551616", "18446744073709551615");
  check_rejected("verify --seed 010", "--seed 010");
  check_rejected("verify --seed ''", "--seed is empty");
  check_rejected("verify --gradients=", "--gradients is empty");
  check_rejected("verify --claims M1,,M2", "an empty item");
  check_rejected("law --rank 8 --rho 0 --at ,1", "an empty item");
  check_rejected("law --rank 8 --rho 0 --at '1, 2'", "a blank");
  check_rejected("row --rank 010 --width 64", "--rank 010");
  check_rejected("verfy", "did you mean verify?");
  check_rejected("verify --gradient x.npy", "did you mean --gradients?");
  check_rejected("calibrate --seed 18446744073709551615 --seeds 3", "smaller --seed");
  check_rejected("calibrate --claims T2 --cell nowhere --seeds 2", "report.html lists those");
  check_rejected("calibrate --claims M5 --cell 'layer1_start, rank 12' --seeds 2",
                 "did you mean \"layer1_start, rank 1\"?");
  CHECK(run_loranoise("law --rank 9223372036854775808 --rho 0.5").output.find("-9") ==
        std::string::npos);
}

TEST_CASE("a rank below 1 or above the width is rejected before anything is simulated") {
  for (const char* ranks : {"0", "4,65"}) {
    const outcome o =
        run_loranoise("verify --out " + scratch("out") + " --ranks " + std::string(ranks));
    CAPTURE(ranks, o.errors);
    CHECK(o.status == 2);
    CHECK(o.errors.find("--ranks") != std::string::npos);
    CHECK(std::count(o.errors.begin(), o.errors.end(), '\n') == 1);
  }
}

TEST_CASE("loranoise law prints the keys of the design") {
  const outcome o = run_loranoise("law --rank 8 --rho 0.1 --at -1,0,2.5 --json");
  REQUIRE(o.status == 0);
  const auto law = nlohmann::json::parse(o.output);
  for (const char* key : {"rank", "rho", "mean", "variance", "skewness", "excess_kurtosis", "tv",
                          "kolmogorov", "kl_noise_to_normal", "kl_normal_to_noise"}) {
    CAPTURE(key);
    CHECK(law.at(key).is_number());
  }
  for (const char* key :
       {"fourth_moment_tv", "fourth_moment_kolmogorov", "berry_esseen_kolmogorov"}) {
    CHECK(law.at("bounds").at(key).is_number());
  }
  REQUIRE(law.at("at").size() == 3);
  for (const char* key : {"z", "pdf", "log_pdf", "cdf", "sf", "log_cdf", "log_sf"}) {
    CHECK(law.at("at").at(0).at(key).is_number());
  }
  CHECK(law.at("variance").get<double>() == Approx(8 * 1.01));
  CHECK(std::exp(law.at("at").at(2).at("log_sf").get<double>()) ==
        Approx(law.at("at").at(2).at("sf").get<double>()));
}

TEST_CASE("computed numbers are written as people do, given ones as they were given") {
  const outcome o = run_loranoise("law --rank 8 --rho 0.1 --at=0.30000000000000004 --json");
  CHECK(o.output.find("\"variance\": 8.08,") != std::string::npos);
  CHECK(o.output.find("\"z\": 0.30000000000000004,") != std::string::npos);
  const outcome steps =
      run_loranoise("dynamics --rank 3 --width 9 --step-size 0.1 --steps 1,2 --json");
  CHECK(steps.output.find("99999999") == std::string::npos);
  CHECK(steps.output.find("00000000") == std::string::npos);
}

TEST_CASE("an infinite value is a word in JSON, and no value of law or privacy is null") {
  const outcome law = run_loranoise("law --rank 2 --rho 1 --at=-40,-1,40,1e-310 --json");
  REQUIRE(law.status == 0);
  CHECK(law.output.find("null") == std::string::npos);
  const auto values = nlohmann::json::parse(law.output);
  CHECK(values.at("kl_normal_to_noise") == "inf");
  CHECK(values.at("at").at(0).at("log_pdf") == "-inf");
  CHECK(values.at("at").at(0).at("log_cdf") == "-inf");
  for (const char* arguments :
       {"law --rank 1 --rho 0 --at=0,1e-310,-1e-310,5e-324 --json",
        "law --rank 4 --rho 1e-308 --at 1 --json", "law --rank 4 --rho 5e-324 --at 1 --json",
        "law --rank 512 --rho .01 --at=43.5 --json", "law --rank 4096 --rho .9 --at=-28.5 --json",
        "law --rank 10000 --rho 1 --at=-43.75 --json",
        "law --rank 1 --rho .5 --at=-0.44721359549995793 --json",
        "privacy --rank 4 --width 64 --cosine 0.9 --epsilon 709,710,1e4,1e100 --json",
        "privacy --rank 1 --width 1000000000 --cosine 0.9 --epsilon 0,1 --json"}) {
    CAPTURE(arguments);
    const outcome o = run_loranoise(arguments);
    CHECK(o.status == 0);
    CHECK(o.output.find("null") == std::string::npos);
  }
}

TEST_CASE("loranoise row and privacy print the keys of the design") {
  // Values of tests/reference/row_tv.csv and privacy.csv.
  const outcome row = run_loranoise("row --rank 8 --width 64 --json");
  REQUIRE(row.status == 0);
  const auto r = nlohmann::json::parse(row.output);
  CHECK(r.at("rank") == 8);
  CHECK(r.at("width") == 64);
  CHECK(r.at("tv").get<double>() == Approx(0.6145435331722613).epsilon(1e-10));
  CHECK(r.at("tv_limit").get<double>() ==
        Approx(2 / 3.141592653589793 * std::atan(std::sqrt(2.0))));

  const outcome privacy =
      run_loranoise("privacy --rank 4 --width 16 --cosine 0.9 --epsilon 1,2 --json");
  REQUIRE(privacy.status == 0);
  const auto p = nlohmann::json::parse(privacy.output);
  CHECK(p.at("delta").at(0).get<double>() == Approx(2.0068456688e-01).epsilon(1e-9));
  CHECK(p.at("delta").at(1).get<double>() == Approx(1.3561779058e-01).epsilon(1e-9));
  CHECK(p.at("delta_floor").get<double>() == Approx(7.25e-03).epsilon(1e-9));
  CHECK(p.at("delta_gaussian").at(0).get<double>() == Approx(9.143462e-02).epsilon(1e-6));
}
