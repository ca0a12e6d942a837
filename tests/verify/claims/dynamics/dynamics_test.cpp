// The predictions of D1 to D6 are functions of theory/, bit for bit, and an error in any of these
// turns its claim.
#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/verify/planted_error.hpp"
#include "theory/dynamics/frozen.hpp"
#include "theory/dynamics/higher_moments.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "theory/dynamics/second_moments.hpp"
#include "theory/dynamics/wishart_moments.hpp"
#include "theory/sketches/moments.hpp"
#include "verify/plans/descents.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

namespace {

int steps_of(const check& c) {
  return static_cast<int>(number_after(c, "after "));
}

double frozen_step(const check& c) {
  return theory::frozen_step_limit(c.rank, c.width) / 4;
}

double redrawn_step(const check& c) {
  return theory::redrawn_step_limit(c.rank, c.width) / 2;
}

bool says(const check& c, const std::string& words) {
  return c.cell.find(words) != std::string::npos;
}

// The loss of four entries that a cell names.
named_loss loss_of(const check& c) {
  return says(c, "full hessian") ? claims::full_loss() : claims::diagonal_loss();
}

std::vector<double> numbers(const Eigen::MatrixXd& all) {
  return {all.data(), all.data() + all.size()};
}

// The entry (i, j) of E e_T e_T' after three steps.
double entry_after_three(const check& c, double rank) {
  const named_loss named = loss_of(c);
  const std::vector<double> start = numbers(named.loss.start * named.loss.start.transpose());
  const auto covariance = says(c, "of the variances") ? theory::covariance_kind::diagonal
                                                      : theory::covariance_kind::full;
  const auto i = static_cast<std::size_t>(number_after(c, "entry (")) - 1;
  const auto j = static_cast<std::size_t>(number_after(c, ", ")) - 1;
  return theory::second_moment_after(covariance, rank, numbers(named.loss.hessian), named.loss.rate,
                                     start, 3)[4 * i + j];
}

}  // namespace

TEST_CASE("an error in the sums of Wishart moments turns D1", "[slow]") {
  const evaluated e = measure("D1");
  expect_turn(
      e, "E<e_0, e_T> = sum_k C(T,k) (-a)^k mu_k",
      [](const check& c) {
        return theory::frozen_dynamics(c.rank, c.width, 16).mean(frozen_step(c), steps_of(c));
      },
      [](const check& c) { return theory::independent_steps_mean(frozen_step(c), steps_of(c)); });
  expect_turn(
      e, "E|e_T|^2 = sum_k C(2T,k) (-a)^k mu_k",
      [](const check& c) {
        return theory::frozen_dynamics(c.rank, c.width, 16).second(frozen_step(c), steps_of(c));
      },
      [](const check& c) {
        return theory::frozen_dynamics(2 * c.rank, c.width, 16).second(frozen_step(c), steps_of(c));
      });
  expect_turn(
      e, "mu_2 = (r+m+1)/r",
      [](const check& c) { return theory::wishart_moment(c.rank, c.width, 2); },
      [](const check& c) { return theory::wishart_moment(c.rank + 1, c.width, 2); });
}

TEST_CASE("an error in what a frozen A keeps, or in what its expectation does, turns D2",
          "[slow]") {
  const evaluated e = measure("D2");
  expect_turn(
      e, "E kept part = 1 - r/m",
      [](const check& c) { return theory::frozen_floor(c.rank, c.width); },
      [](const check& c) { return theory::frozen_floor(2 * c.rank, c.width); });
  // An expectation that came to rest would be far above this bound.
  expect_turn(
      e, "(1 - r/m)/E|e_T|^2 -> 0: the expectation diverges",
      [](const check& c) { return c.prediction; }, [](const check&) { return 0.0; });
}

TEST_CASE("an error in the factor of a redrawn step turns D3", "[slow]") {
  const evaluated e = measure("D3");
  expect_turn(
      e, "E|e_T|^2 = ((1-a)^2 + a^2 (m+1)/r)^T",
      [](const check& c) {
        return theory::redrawn_second(c.rank, c.width, redrawn_step(c), steps_of(c));
      },
      [](const check& c) {
        return theory::redrawn_second(c.rank, c.width - 3, redrawn_step(c), steps_of(c));
      });
  expect_turn(
      e, "E log(|e_(t+1)|^2/|e_t|^2)",
      [](const check& c) { return theory::redrawn_log_factor(c.rank, c.width, redrawn_step(c)); },
      [](const check& c) {
        return theory::redrawn_log_factor(c.rank + 1, c.width, redrawn_step(c));
      });
}

TEST_CASE("an error in the recursion of second moments turns D4", "[slow]") {
  const evaluated e = measure("D4");
  expect_turn(
      e, "E e_T e_T' by its recursion", [](const check& c) { return entry_after_three(c, c.rank); },
      [](const check& c) { return entry_after_three(c, c.rank - 1); });
  expect_turn(
      e, "E|e_T|^2 of the redrawn A",
      [](const check& c) {
        return theory::redrawn_second(c.rank, c.width, redrawn_step(c), steps_of(c));
      },
      [](const check& c) {
        return theory::redrawn_second(c.rank + 1, c.width, redrawn_step(c), steps_of(c));
      });
}

TEST_CASE("each part of the reading of the dynamics is refuted, and its size is theory's",
          "[slow]") {
  const evaluated e = measure("D5");
  const judged_claim judged = judge_claims({{e.what, e.checks}}, 1e-6).front();
  CHECK(judged.outcome == verdict::refuted);
  CHECK(judged.checks.size() == 5);  // one loss with A frozen; two layers with it redrawn, twice
  CHECK(std::all_of(judged.checks.begin(), judged.checks.end(),
                    [](const judged_check& c) { return c.outcome == verdict::refuted; }));
  const auto fourth = [](theory::step_noise noise) {
    return [noise](const check& c) {
      return theory::moments_after(noise, c.rank, c.width, redrawn_step(c), 1, 16).n4;
    };
  };
  expect_turn(e, "E|e_T|^4 by its recursion", fourth(theory::step_noise::redrawn_sketch),
              fourth(theory::step_noise::matched_gaussian));
  const auto fixed = [](double energy_of_one_step) {
    return [energy_of_one_step](const check& c) {
      return theory::fixed_noise_second(energy_of_one_step * (c.width + 1.0) / c.rank,
                                        redrawn_step(c), steps_of(c));
    };
  };
  expect_turn(e, "E|e_T|^2 with noise of a fixed scale", fixed(1), fixed(1.5));
  const named_loss loss = claims::full_loss();
  const std::vector<double> hessian = numbers(loss.loss.hessian);
  const std::vector<double> start = numbers(loss.loss.start);
  const auto along = [&](const std::vector<double>& x) {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * start[i];
    return sum;
  };
  const double sgd = along(theory::mean_after(hessian, loss.loss.rate, start, 2));
  expect_turn(
      e, "SGD's and the bias of a shared A",
      [&](const check& c) {
        return sgd +
               along(theory::frozen_bias_of_two_steps(c.rank, hessian, loss.loss.rate, start));
      },
      [&](const check&) { return sgd; });
}

TEST_CASE("an error in the variance of a scaled row's noise turns D6") {
  const auto variance = [](double share) {
    return [share](const check& c) {
      const double norm = says(c, "clipped") ? 0.5 : 1;
      return c.rank * theory::noise_variance(norm * norm, share * norm * c.rho, c.rank);
    };
  };
  expect_turn(measure("D6"), "r Var N_i = |u|^2 + u_i^2", variance(1), variance(0));
}
