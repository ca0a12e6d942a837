#include "simulate/attack/membership.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include "simulate/attack/roc.hpp"
#include "simulate/random/normal.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  std::ifstream in(std::string(LORANOISE_REFERENCE_DIR) + "/membership/" + name);
  REQUIRE(in.good());
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> fields;
    std::istringstream words(line);
    for (std::string field; std::getline(words, field, ',');) fields.push_back(field);
    rows.push_back(fields);
  }
  return rows;
}

score_table made_up() {
  score_table t;
  for (const auto& row : rows_of("scores.csv")) {
    t.models = std::max(t.models, std::stoul(row[0]) + 1);
    t.examples = std::max(t.examples, std::stoul(row[1]) + 1);
    t.member.push_back(static_cast<std::uint8_t>(std::stoi(row[2])));
    t.scores.push_back(std::stof(row[3]));
    if (row[0] == "0") t.base.push_back(std::stof(row[4]));
  }
  check_scores(t, 3);
  return t;
}

// Scores N(0, 1), members' higher by `shift`: examples and models alike.
score_table shifted_normals(double shift, std::size_t models, std::size_t examples) {
  score_table t;
  t.models = models;
  t.examples = examples;
  t.base.assign(examples, 0);
  t.scores.resize(models * examples);
  t.member.resize(t.scores.size());
  const stream words{3, experiment_id("shifted normals"), 0};
  fill_normal(words.part(0, 2), 0, t.scores);
  const stream coins = words.part(1, 2);
  for (std::size_t i = 0; i < t.scores.size(); ++i) {
    t.member[i] = static_cast<std::uint8_t>(coins.word32(i) & 1U);
    if (t.member[i] != 0) t.scores[i] += static_cast<float>(shift);
  }
  return t;
}

double phi(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

}  // namespace

TEST_CASE("attacks give the numbers of an independent script") {
  const score_table t = made_up();
  std::map<std::string, std::vector<std::string>> expected;
  for (const auto& row : rows_of("expected.csv")) expected[row[0]] = row;
  REQUIRE(expected.size() == membership_attacks().size());
  for (const membership_attack attack : membership_attacks()) {
    const auto& row = expected.at(std::string(name(attack)));
    CAPTURE(row[0]);
    const auto statistics = attack_statistics(t, attack);
    CHECK(statistics.front() == Approx(std::stod(row[4])).epsilon(1e-5));
    CHECK(statistics[statistics.size() / 2] == Approx(std::stod(row[5])).epsilon(1e-5));
    CHECK(statistics.back() == Approx(std::stod(row[6])).epsilon(1e-5));
    const ranked_pairs pairs(t, statistics);
    CHECK(pairs.area() == Approx(std::stod(row[1])).epsilon(1e-9));
    CHECK(pairs.power_at(0.01) == Approx(std::stod(row[2])).epsilon(1e-9));
    CHECK(pairs.power_at(0.1) == Approx(std::stod(row[3])).epsilon(1e-9));
  }
}

TEST_CASE("a planted shift d has area Phi(d/sqrt 2) and its power at every rate") {
  const double shift = 1.2;
  const score_table t = shifted_normals(shift, 40, 1000);
  const ranked_pairs pairs(t, attack_statistics(t, membership_attack::loss));
  const double area = phi(shift / std::sqrt(2.0));
  // 20000 of each: the area's deviation is below 0.0025.
  CHECK(pairs.area() == Approx(area).margin(0.015));
  CHECK(std::abs(pairs.area() - 0.5) > 0.1);
  CHECK(pairs.power_at(0.1) == Approx(phi(shift - 1.2815515655)).margin(0.025));
  CHECK(pairs.power_at(0.01) == Approx(phi(shift - 2.3263478740)).margin(0.025));
  const value_range range = area_with_interval(pairs, t.models, 0.999, {1, 2, 0});
  CHECK(range.low < area);
  CHECK(range.high > area);
  CHECK(range.high - range.low < 0.03);
  const auto by_model = pairs.areas_by_model();
  double mean = 0;
  for (const double a : by_model) mean += a / 40;
  CHECK(mean == Approx(area).margin(0.015));
}

TEST_CASE("shuffled membership is told from nothing by any attack") {
  score_table t = made_up();
  const score_table coins = shifted_normals(0, t.models, t.examples);
  t.member = coins.member;
  for (const membership_attack attack : membership_attacks()) {
    CAPTURE(name(attack));
    const ranked_pairs pairs(t, attack_statistics(t, attack));
    CHECK(pairs.area() == Approx(0.5).margin(0.14));  // 280 of each: six deviations
  }
  // The same scores with their own membership are told.
  const score_table own = made_up();
  CHECK(ranked_pairs(own, attack_statistics(own, membership_attack::lira_online)).area() > 0.65);
}

TEST_CASE("models that share their luck need resampling by models: pairs alone are too sure") {
  // Each model shifts the members' scores by a number of its own.
  score_table t = shifted_normals(0, 30, 400);
  std::vector<double> luck(t.models);
  fill_normal({9, 9, 9}, 0, luck);
  for (std::size_t k = 0; k < t.models; ++k) {
    for (std::size_t i = 0; i < t.examples; ++i) {
      if (t.is_member(k, i)) t.scores[k * t.examples + i] += static_cast<float>(luck[k]);
    }
  }
  const ranked_pairs pairs(t, t.scores);
  const value_range models = area_with_interval(pairs, t.models, 0.95, {1, 2, 0});
  // Were pairs independent, the area's deviation would be sqrt(1/(12 n)) + ... with n = 6000.
  const double by_pairs = 2 * 1.96 * std::sqrt(1.0 / 12 * (1.0 / 6000 + 1.0 / 6000));
  CHECK(models.high - models.low > 3 * by_pairs);
}

TEST_CASE("powers rise with the rate, from those without a false alarm to all") {
  const score_table t = shifted_normals(1, 20, 200);
  const ranked_pairs pairs(t, t.scores);
  const std::vector<double> rates{0, 0.001, 0.01, 0.1, 0.5, 1};
  const auto powers = pairs.powers_at(rates);
  CHECK(powers.front() < 0.05);
  CHECK(powers.back() == 1);
  CHECK(std::is_sorted(powers.begin(), powers.end()));
  const auto ranges = powers_with_intervals(pairs, t.models, rates, 0.99, {1, 2, 0});
  for (std::size_t i = 0; i < rates.size(); ++i) {
    CHECK(powers[i] == pairs.power_at(rates[i]));
    CHECK(ranges[i].low <= powers[i]);
    CHECK(ranges[i].high >= powers[i]);
  }
}

TEST_CASE("scores that cannot be attacked are refused by a sentence") {
  const auto refused = [](const auto& spoil, const std::string& word) {
    score_table t = shifted_normals(1, 4, 50);
    spoil(t);
    CHECK_THROWS_WITH(check_scores(t, 3), Catch::Contains(word));
  };
  refused([](score_table& t) { t.scores.pop_back(); }, "models x examples");
  refused([](score_table& t) { t.base.clear(); }, "one for each example");
  refused([](score_table& t) { t.scores[3] = std::numeric_limits<float>::quiet_NaN(); },
          "not finite");
  refused([](score_table& t) { std::fill_n(t.member.begin(), 50, std::uint8_t{1}); },
          "model 0 has no members or no non-members");
  refused([](score_table& t) { t.models = 0; }, "3 models or more");
  score_table two = shifted_normals(1, 2, 50);
  CHECK_THROWS_AS(attack_statistics(two, membership_attack::rmia), std::invalid_argument);
}
