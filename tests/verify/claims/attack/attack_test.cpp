// The predictions of A1 and A5 are functions of theory/, and errors in them, and in what A2, A3 and
// D7 hold attacks against, turn their claims.
#include <cmath>

#include "simulate/training/digits.hpp"
#include "tests/catch.hpp"
#include "tests/verify/planted_error.hpp"
#include "theory/privacy/release_questions.hpp"
#include "verify/plans/attacked_models.hpp"
#include "verify/study/training_runs.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

namespace {

study digits_study(int models, int steps) {
  study s;
  s.budget = find_profile("quick");
  s.budget.attack_models = models;
  s.budget.attack_steps = steps;
  s.budget.attack_ranks = {4, 8};
  s.budget.dynamics_models = 96;
  add_tuning_tasks(loranoise::simulate::read_digits(LORANOISE_DATA_DIR "/digits.csv"), 1, s);
  return s;
}

prediction always(double value) {
  return [value](const check&) { return value; };
}

}  // namespace

TEST_CASE("an error in the power of the best test turns A1", "[slow]") {
  const evaluated e = measure("A1");
  const auto release = [&](const check& c, double rank) {
    for (const auto& pair : e.s.pairs) {
      if (pair->name == c.gradient) {
        return theory::row_release{rank, static_cast<double>(c.width), pair->cosine(),
                                   pair->norm_ratio()};
      }
    }
    throw std::logic_error("no pair " + c.gradient);
  };
  const auto power = [&](const check& c, double rank) {
    return theory::membership_power(
        release(c, rank), number_after(c, ", rank " + std::to_string(c.rank) + ", ") / 100);
  };
  expect_turn(
      e, "power of the likelihood-ratio test, exact",
      [&](const check& c) { return power(c, c.rank); },
      [&](const check& c) { return power(c, 2 * c.rank); });
}

TEST_CASE("attacks on memorising models pass, and fall with another expectation", "[slow]") {
  const evaluated e = measure("A2", digits_study(12, 1200));
  expect_turn(e, "AUC of the loss threshold = 1/2", always(0.5), always(0.8));
  expect_turn(e, "AUC of LiRA = 1/2", always(0.5), always(0.8));
  expect_turn(e, "1 - AUC of LiRA on models that learn by heart <= 0.1", always(0.1),
              always(0.001));
}

TEST_CASE("that low rank resists is refuted, unless it were asked to resist little", "[slow]") {
  const evaluated e = measure("A3", digits_study(16, 1200));
  expect_turn(e, "AUC of LiRA <= 0.55", always(0.55), always(0.95));
}

TEST_CASE("DP-SGD stays under its ceiling, not under a lower one", "[slow]") {
  const evaluated e = measure("A5", digits_study(16, 100));
  const double ceiling = 0.5 * std::erfc(-claims::private_shift / 2);
  expect_turn(e, "AUC <= Phi(mu/sqrt 2)", always(ceiling), always(0.55));
}

TEST_CASE("who knows A is told from who knows the members", "[slow]") {
  const evaluated e = measure("A6", digits_study(16, 1200));
  // Each kind of LoRA that learns the task: LoRA of ranks 4 and 8, A frozen, A redrawn.
  CHECK(e.checks.size() == 2 * 2 * 4);  // two attacks, each with its falsifier
  for (const check& c : e.checks) {
    CAPTURE(c.formula, c.measured.value());
    CHECK(std::abs(c.measured.value()) < 0.06);
  }
}

TEST_CASE("training runs are told from matched noise, unless anything counted as close", "[slow]") {
  const evaluated e = measure("D7", digits_study(8, 100));
  expect_turn(e, "told rightly by rank: (1 + 0.1)/2 at most", always(0.55), always(1));
}

TEST_CASE("methods are set against each other by name", "[slow]") {
  const study s = digits_study(8, 100);
  const auto all = claims::all_attacked_models(s);
  REQUIRE(all.size() == 2 + 2 + 3);
  CHECK(method_name(all[2].options) == "lora, rank 4");
  CHECK(method_name(all.back().options) == "matched_noise, rank 8");
  CHECK(all.back().options.square_part == Approx(1.0 / 8));
  CHECK(claims::checkpoint_steps(100, 4) == std::vector<int>{25, 50, 75, 100});
  CHECK(claims::checkpoint_steps(2, 4) == std::vector<int>{1, 2});
  CHECK_THROWS_AS(claims::method_options("lore", 4, {}), std::invalid_argument);
}
