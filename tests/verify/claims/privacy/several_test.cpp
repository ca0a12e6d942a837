// The predictions of P4 to P9 are functions of theory/, bit for bit, and an error in any of these
// turns its claim.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/verify/planted_error.hpp"
#include "theory/privacy/composition.hpp"
#include "theory/privacy/fisher_limit.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/loss_tail.hpp"
#include "theory/privacy/release_questions.hpp"
#include "theory/privacy/wishart_paper.hpp"
#include "verify/plans/several_releases.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

namespace {

// The experiment of a cell: rank, width, cosine and the number of releases are one's own.
summed_loss_experiment find(const std::vector<summed_loss_experiment>& all, const check& c) {
  const int releases = std::stoi(c.cell);
  for (const summed_loss_experiment& e : all) {
    if (e.rank == c.rank && e.width == c.width && e.cosine == c.rho && e.releases == releases) {
      return e;
    }
  }
  throw std::logic_error("no experiment of " + c.cell);
}

}  // namespace

TEST_CASE("an error in whether two releases under one A separate turns P4") {
  const evaluated e = measure("P4");
  const judged_claim judged = judge_claims({{e.what, e.checks}}, 1e-6).front();
  CHECK(std::all_of(judged.checks.begin(), judged.checks.end(),
                    [](const judged_check& c) { return c.outcome == verdict::refuted; }));
  const auto always = [](double x) { return [x](const check&) { return x; }; };
  expect_turn(e, "advantage 1: a sure test", always(1), always(0));
  expect_turn(e, "advantage 0: no test", always(0), always(1));
  expect_turn(e, "0: the statistic of redrawn sketches says nothing", always(0), always(1));
}

TEST_CASE("an error in the composition of releases turns P5", "[slow]") {
  const evaluated e = measure("P5");
  const auto delta = [&](int more) {
    return [&e, more](const check& c) {
      const summed_loss_experiment x = find(claims::composed_experiments(e.s), c);
      return theory::composed_release(x.release(), more * x.releases)
          .privacy_profile(number_after(c, "eps "))
          .value;
    };
  };
  expect_turn(e, "delta of all releases, exact", delta(1), delta(2));
}

TEST_CASE("an error in Fisher's information turns P6", "[slow]") {
  const evaluated e = measure("P6");
  expect_turn(
      e, "I = ((r-1)^2 + (m+r-1)/2)/(r-2)",
      [](const check& c) { return theory::fisher_information_of_direction(c.rank, c.width); },
      [](const check& c) { return static_cast<double>(c.rank); });
  const auto limit = [&](double factor) {
    return [&e, factor](const check& c) {
      const summed_loss_experiment x = find(claims::small_step_experiments(e.s), c);
      return theory::gaussian_privacy_profile(
          factor * theory::local_gaussian_shift(x.release(), x.releases),
          claims::small_step_epsilon);
    };
  };
  expect_turn(e, "delta of the Gaussian limit by Fisher information", limit(1), limit(0.5));
  expect_turn(
      e, "2 + sqrt((m+3)/2)", [](const check& c) { return theory::least_revealing_rank(c.width); },
      [](const check& c) { return theory::least_revealing_rank(2.0 * c.width); });
}

TEST_CASE("an error in the tail of the loss, or in a divergence, turns P7") {
  const evaluated e = measure("P7");
  expect_turn(
      e, "c/l, c = C sin^r(phi) tau (r+m-1)/2",
      [&](const check& c) {
        const summed_loss_experiment x = find(claims::tail_experiments(e.s), c);
        return theory::loss_tail_coefficient(x.release()) / x.levels.back();
      },
      [&](const check& c) {
        summed_loss_experiment x = find(claims::tail_experiments(e.s), c);
        x.rank += 2;
        return theory::loss_tail_coefficient(x.release()) / x.levels.back();
      });
  const auto moment = [&](double factor) {
    return [&e, factor](const check& c) {
      const summed_loss_experiment x = find(claims::parallel_experiments(e.s), c);
      return std::exp(0.5 * factor * theory::renyi_divergence(x.release(), 1.5));
    };
  };
  expect_turn(e, "E exp(L/2) = exp(D_1.5/2), finite", moment(1), moment(2));
}

TEST_CASE("the printed form of the Wishart paper's bound turns P8") {
  const auto bound = [](theory::theorem_form form) {
    return [form](const check& c) {
      return theory::wishart_paper_epsilon(c.rank, c.width, c.rho, number_after(c, "delta "), form);
    };
  };
  expect_turn(measure("P8"), "eps(delta) <= the bound with (m-r+1)/2",
              bound(theory::theorem_form::proved), bound(theory::theorem_form::as_printed));
}

TEST_CASE("an error in the exponents of the batch size turns P9", "[slow]") {
  const evaluated e = measure("P9");
  for (const auto& [formula, exponent] : {std::pair{"1 - rho ~ b^-2", -2.0},
                                          {"1 - rho ~ b^-1, as |u|^2 falls with b", -1.0},
                                          {"log^2 tau ~ b^-2: first order in 1/b", -2.0},
                                          {"log^2 tau ~ b^-1", -1.0}}) {
    const double right = exponent;
    expect_turn(
        e, formula,
        [right](const check& c) {
          CHECK(c.prediction == Approx(right).margin(0.03));  // batches of 8 and more
          return c.prediction;
        },
        [right](const check&) { return right - 1; });
  }
}
