// Each claim's predictions come from theory/: they are the theory's functions bit for bit, and an
// error in these, put in their place, turns the claim.
#include <cmath>
#include <functional>

#include "tests/catch.hpp"
#include "tests/verify/planted_error.hpp"
#include "theory/coordinate/law.hpp"
#include "theory/coordinate/sign_probability.hpp"
#include "theory/privacy/row_release.hpp"
#include "theory/row/event_probability.hpp"
#include "theory/row/law.hpp"
#include "theory/sketches/moments.hpp"
#include "verify/claims/row/whole_row_event.hpp"
#include "verify/experiments/steps.hpp"
#include "verify/plans/releases.hpp"
#include "verify/plans/whole_rows.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

namespace {

theory::coordinate_law<double> law_of(const check& c) {
  return theory::coordinate_law<double>::standardised(c.rank, c.rho);
}

}  // namespace

TEST_CASE("an error in theory's skewness or kurtosis turns L2", "[slow]") {
  const evaluated e = measure("L2");
  expect_turn(
      e, "(6 rho + 2 rho^3)/(sqrt(r)(1 + rho^2)^1.5)",
      [](const check& c) { return skewness(law_of(c)); },
      [](const check& c) { return -skewness(law_of(c)); });
  expect_turn(
      e, "6(1 + 6 rho^2 + rho^4)/(r(1 + rho^2)^2)",
      [](const check& c) { return kurtosis_excess(law_of(c)); },
      [](const check& c) { return kurtosis_excess(law_of(c)) * 2 / 3; });
}

TEST_CASE("an error in theory's probability of a sign turns L3") {
  expect_turn(
      measure("L3"), "I_{(1-rho)/2}(r/2, r/2)",
      [](const check& c) { return theory::negative_probability(c.rank, c.rho); },
      [](const check& c) { return theory::negative_probability(c.rank, -c.rho); });
}

TEST_CASE("an error in theory's distances of a row turns J1", "[slow]") {
  const evaluated e = measure("J1");
  expect_turn(
      e, "joint TV(r, m) exact",
      [](const check& c) { return theory::row_total_variation(c.rank, c.width); },
      [](const check& c) { return theory::row_total_variation(c.rank + 2, c.width); });
  // The events are those that the draws chose.
  const auto excess = [&](const check& c, double width) {
    for (const whole_row_experiment& x : claims::whole_row_experiments(e.s)) {
      if (x.row->name != c.gradient || x.rank != c.rank) continue;
      const claims::whole_row_event event = claims::choose_event(e.lab.result(x).counts);
      const whole_row_grid grid(x.rank, x.row->values.size());
      return theory::row_event_probability({grid.s, grid.w, event.cells}, x.rank, width) -
             event.gaussian;
    }
    return std::nan("");
  };
  expect_turn(
      e, "P(event) - Gaussian P(event), exact", [&](const check& c) { return excess(c, c.width); },
      [&](const check& c) { return excess(c, 0.8 * c.width); });
}

TEST_CASE("an error in theory's covariance turns M3") {
  // With 1 + kappa for kappa, as if the variance's factor stood in the covariance.
  expect_turn(
      measure("M3"), "r Cov(N_ki, N_lj) = <g_k,g_l> d_ij + g_kj g_li + kappa d_ij g_ki g_li",
      [](const check& c) { return c.prediction; },
      [](const check& c) {
        const bool third = c.cell.find("coefficient of d_ij") != std::string::npos;
        return third ? c.prediction + 1 : c.prediction;
      });
  // Theory's function in M3's own terms: entries (0, 0) and (1, 0), a kappa of its own.
  const double with = theory::noise_covariance(0.3, 0.5, 0.5, 0.7, 0.7, true, 4, -2);
  CHECK(with == Approx((0.3 + 0.35 - 2 * 0.35) / 4));
}

TEST_CASE("an error in theory's covariance of two steps turns M6") {
  study s = small_study();
  const Eigen::MatrixXd g = s.gradients.front()->values;
  s.sequences.push_back(gradient_sequence{"steady", std::vector<Eigen::MatrixXd>(16, g)});
  s.budget.step_ranks = {4};
  expect_turn(
      measure("M6", s), "energy over signal proportional to T^0", [](const check&) { return 0.0; },
      [](const check&) { return -1.0; });
}

TEST_CASE("an error in theory's privacy profile or floor turns P1 and P2", "[slow]") {
  const evaluated p1 = measure("P1");
  const auto release = [&](const check& c) {
    for (const release_experiment& x : claims::release_experiments(p1.s)) {
      if (x.rank == c.rank &&
          c.cell.rfind(x.pair->name + (x.reversed ? ", reversed" : ", rank"), 0) == 0) {
        return claims::release_of(x);
      }
    }
    throw std::logic_error("no release of " + c.cell);
  };
  const auto epsilon = [](const check& c) { return std::stod(c.cell.substr(c.cell.rfind(' '))); };
  expect_turn(
      p1, "delta(eps) by the integral",
      [&](const check& c) { return theory::privacy_profile(release(c), epsilon(c)); },
      [&](const check& c) { return theory::privacy_profile(release(c), epsilon(c) + 1); });
  expect_turn(
      measure("P2"), "P(L = inf) = I_{(1-rho)/2}(r/2, r/2)",
      [](const check& c) { return theory::privacy_floor(c.rank, c.rho); },
      [](const check& c) { return theory::privacy_floor(c.rank, -c.rho); });
}

TEST_CASE("other constants in the published bounds turn T4 and T5") {
  const auto bound = [](const check& c) { return c.prediction; };
  // A bound computed with another constant is held against the closed value.
  for (const auto& [id, factor] :
       {std::pair{"T4", std::sqrt(6.0 / 8)}, std::pair{"T5", 0.4690 / 0.4748}}) {
    const double other = factor;
    expect_turn(measure(id), "its closed value", bound,
                [other](const check& c) { return c.prediction / other; });
  }
}
