// The reference tables that theory/'s tests compare with, held against enclosures: each number must
// lie within one unit of its last digit of a ball.
#include <cmath>
#include <string>

#include "certify/constants.hpp"
#include "certify/coordinate_density.hpp"
#include "certify/normal.hpp"
#include "certify/zero_cosine/distance.hpp"
#include "tests/catch.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"

using namespace loranoise::certify;

namespace {

// The number as printed, within two units of its last digit.
ball printed(const std::string& text) {
  const std::size_t exponent = text.find_first_of("eE");
  const std::string digits = text.substr(0, exponent);
  const std::size_t point = digits.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  const std::string power = exponent == std::string::npos ? "0" : text.substr(exponent + 1);
  const int last = std::stoi(power) - static_cast<int>(decimals);
  return ball::parse(text).widened(ball::parse("2e" + std::to_string(last)));
}

// So narrow a ball that it says something, and the number in it.
bool lies_in(const ball& number, const ball& enclosed) {
  return number.overlaps(enclosed) && enclosed.radius() <= 1e-17 * std::abs(enclosed.middle());
}

// Cells of log densities that lie where they must, and how many there are.
void check_densities(const std::string& table, bool doubles) {
  int cells = 0;
  for (auto row : read_reference_texts(table)) {
    const bool finite = row["log_pdf"].find("inf") == std::string::npos;
    if (!finite || row["rho"].front() == '-') continue;
    CAPTURE(row["r"], row["rho"], row["z"], row["log_pdf"]);
    const ball rho = doubles ? ball(std::stod(row["rho"])) : ball::parse(row["rho"]);
    const ball z = doubles ? ball(std::stod(row["z"])) : ball::parse(row["z"]);
    const ball log_f = log_density(std::stoi(row["r"]), rho, z);
    CHECK(lies_in(printed(row["log_pdf"]), log_f));
    ++cells;
  }
  CHECK(cells > 200);
}

}  // namespace

TEST_CASE("the tables' log densities lie in the balls") {
  check_densities("coordinate_law.csv", false);
  check_densities("coordinate_extremes.csv", true);
}

TEST_CASE("the tables' tails at cosine 1 lie in the balls") {
  int cells = 0;
  for (auto row : read_reference_texts("coordinate_law.csv")) {
    if (row["rho"] != "1" || std::stod(row["sf"]) == 1) continue;
    CAPTURE(row["r"], row["z"], row["sf"]);
    CHECK(
        lies_in(printed(row["sf"]), upper_tail_at_one(std::stoi(row["r"]), ball::parse(row["z"]))));
    ++cells;
  }
  CHECK(cells > 30);
}

TEST_CASE("the table's total variation distances at cosine 0 lie in the balls") {
  int cells = 0;
  for (auto row : read_reference_texts("distances.csv")) {
    const int rank = std::stoi(row["r"]);
    if (row["rho"] != "0" || rank > 1024) continue;
    CAPTURE(rank, row["tv"]);
    CHECK(printed(row["tv"]).overlaps(total_variation_at_zero(rank)));
    ++cells;
  }
  CHECK(cells > 10);
}

TEST_CASE("a table with a wrong digit is told from the balls") {
  CHECK(lies_in(printed("-16.53546265603631962293"), log_density(8, 0, -8)));
  CHECK(!lies_in(printed("-16.53546265603631961293"), log_density(8, 0, -8)));
}

TEST_CASE("theory's constants lie in the balls") {
  const auto agrees = [](double value, const ball& enclosed, double relative) {
    return ball(value).widened(ball(relative * std::abs(value))).overlaps(enclosed) &&
           enclosed.radius() < 1e-12;
  };
  CHECK(agrees(loranoise::theory::he3_constant, he3_constant(), 1e-14));
  CHECK(agrees(loranoise::theory::he4_constant, he4_constant(), 1e-14));
  CHECK(!agrees(0.125834416447746, he3_constant(), 1e-12));
  for (const double rho : {0.0, 1e-6, 0.01, 0.1, 0.5, 0.9, 0.999, 1.0}) {
    CAPTURE(rho);
    CHECK(agrees(loranoise::theory::beta_3(rho), beta_3(rho), 1e-12));
  }
  CHECK(beta_3(0).overlaps(8 / ball::pi()));
  const auto smallest = loranoise::theory::smallest_berry_esseen_tv_constant();
  CHECK(agrees(smallest.constant, berry_esseen_constant_at_one(), 1e-9));
}
