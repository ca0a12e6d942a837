// loranoise privacy as its users meet it.

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"

using namespace loranoise;

namespace {

nlohmann::json answer(const std::string& arguments) {
  const outcome o = run_loranoise("privacy " + arguments + " --json");
  CAPTURE(arguments, o.errors);
  REQUIRE(o.status == 0);
  return nlohmann::json::parse(o.output);
}

}  // namespace

TEST_CASE("loranoise privacy: epsilon of a delta, advantage and power are those of the table") {
  const auto p = answer("--rank 16 --width 64 --cosine 0.99 --delta 1e-2,1e-4 --fpr 0.01");
  CHECK(p.at("epsilon").at(0).get<double>() == Approx(1.61551079092704).epsilon(1e-10));
  CHECK(p.at("epsilon").at(1).get<double>() == Approx(4.41073841392455).epsilon(1e-10));
  CHECK(p.at("delta").at(0) == 0.01);
  CHECK(p.at("delta_gaussian").size() == 2);
  CHECK(p.at("advantage").get<double>() == Approx(0.219730654541177).epsilon(1e-10));
  CHECK(p.at("fpr").at(0) == 0.01);
  CHECK(p.at("tpr").at(0).get<double>() == Approx(0.0548786853992388).epsilon(1e-10));
  CHECK(p.at("tpr_gaussian").at(0).get<double>() < p.at("tpr").at(0).get<double>());
  CHECK(p.at("threat_model").get<std::string>().find("secret") != std::string::npos);
}

TEST_CASE("loranoise privacy: at the floor epsilon is the string inf") {
  const auto p = answer("--rank 4 --width 16 --cosine 0.95 --delta 1e-4");
  CHECK(p.at("epsilon").at(0) == "inf");
}

TEST_CASE("loranoise privacy: several releases compose exactly, with an error bound") {
  // Values of tests/reference/composition.csv.
  const auto p = answer("--rank 16 --width 64 --cosine 0.999 --steps 16 --epsilon 1,2");
  CHECK(p.at("delta").at(0).get<double>() == Approx(0.0579858745466652).epsilon(1e-10));
  CHECK(p.at("delta").at(1).get<double>() == Approx(0.00426841219492425).epsilon(1e-9));
  CHECK(p.at("delta_error").at(0).get<double>() < 1e-12);
  CHECK(p.at("delta_gaussian").at(0).get<double>() == Approx(0.0415712734946).epsilon(1e-9));
  CHECK(p.at("threat_model").get<std::string>().find("each release") != std::string::npos);
  const auto back =
      answer("--rank 16 --width 64 --cosine 0.999 --steps 16 --delta 0.0579858745466652,1e-14");
  CHECK(back.at("epsilon").at(0).get<double>() == Approx(1).epsilon(1e-8));
  CHECK(back.at("epsilon").at(1).is_null());
  CHECK(back.at("notes").size() == 1);
}

TEST_CASE("loranoise privacy: the text says the threat model in one line") {
  const outcome o = run_loranoise("privacy --rank 16 --width 64 --cosine 0.99 --delta 1e-2");
  REQUIRE(o.status == 0);
  const auto at = o.output.find("threat_model");
  REQUIRE(at != std::string::npos);
  CHECK(std::count(o.output.begin() + static_cast<std::ptrdiff_t>(at), o.output.end(), '\n') == 1);
}

TEST_CASE("loranoise privacy: contradicting or missing questions get one sentence") {
  for (const char* arguments :
       {"", "--epsilon 1 --delta 0.1", "--delta 0", "--fpr 1", "--epsilon 1 --steps 0"}) {
    const outcome o =
        run_loranoise("privacy --rank 16 --width 64 --cosine 0.99 " + std::string(arguments));
    CAPTURE(arguments, o.errors);
    CHECK(o.status == 2);
    CHECK(std::count(o.errors.begin(), o.errors.end(), '\n') == 1);
  }
}
