// Claim D5: the paper's reading for the dynamics.
#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "theory/dynamics/higher_moments.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "theory/dynamics/second_moments.hpp"
#include "verify/claims/dynamics/descent_cells.hpp"
#include "verify/plans/margins.hpp"

namespace loranoise::verify::claims {
namespace d5 {
namespace {

std::vector<double> numbers(const Eigen::Ref<const Eigen::MatrixXd>& all) {
  std::vector<double> list;
  for (const double x : all.reshaped()) list.push_back(x);
  return list;
}

// (a) A frozen: the mean of two steps is not SGD's.
std::vector<check> mean_checks(const descent_experiment& e, const descent_result& r, double scale) {
  const std::vector<double> hessian = numbers(e.loss->loss.hessian);
  const std::vector<double> start = numbers(e.loss->loss.start);
  const auto along = [&](const std::vector<double>& x) {
    return std::inner_product(x.begin(), x.end(), start.begin(), 0.0);
  };
  const double rate = e.loss->loss.rate;
  const auto sgd = [&](int steps) {
    return along(theory::mean_after(hessian, rate, start, steps));
  };
  const double bias = along(theory::frozen_bias_of_two_steps(e.rank, hessian, rate, start));
  const double margin = product_margin * scale;
  const location place = where(e).part(fmt::format("after two, off by {:.2g}", bias));
  const estimate two = estimate::from_blocks(r.inner[1]);
  return together({equal(where(e).part("after one"), "<e_0, (I - rate H) e_0>",
                         estimate::from_blocks(r.inner[0]), sgd(1))
                       .within(margin)
                       .control(),
                   equal(place, "E<e_0, e_2> of SGD", two, sgd(2))
                       .within(margin)
                       .expecting(sgd(2) + bias, margin)
                       .falsified_by("the bias with its sign turned", sgd(2) - bias)
                       .falsified_by("half of the bias", sgd(2) + bias / 2),
                   equal(place, "SGD's and the bias of a shared A", two, sgd(2) + bias)
                       .within(margin)
                       .control()});
}

// (b) A redrawn: fourth moments are not those of Gaussian noise; (c) nor is the scale fixed.
std::vector<check> redrawn_checks(const descent_experiment& e, const descent_result& r,
                                  double scale) {
  const int steps = e.looks.back();
  const double step = e.loss->loss.rate;
  const double width = e.loss->width();
  const auto fourth = [&](theory::step_noise noise) {
    return theory::moments_after(noise, e.rank, width, step, 1, steps).n4;
  };
  const double exact = fourth(theory::step_noise::redrawn_sketch);
  const double matched = fourth(theory::step_noise::matched_gaussian);
  const double second = theory::redrawn_second(e.rank, width, step, steps);
  const double fixed = theory::fixed_noise_second((width + 1) / e.rank, step, steps);
  const estimate fourth_seen = estimate::from_blocks(r.fourth.back());
  const estimate second_seen = estimate::from_blocks(r.squared.back());
  const location of_fourth = where(e).part(
      fmt::format("after {}, fourth moment {:.3g} times the other", steps, matched / exact));
  const location of_second = where(e).part(
      fmt::format("after {}, second moment {:.3g} times the other", steps, fixed / second));
  return together(
      {equal(of_fourth, "E|e_T|^4 of matched Gaussian noise", fourth_seen, matched)
           .within(fourth_moment_margin * scale * exact)
           .expecting(exact, fourth_moment_margin * scale * exact)
           .falsified_by("3 (E|e_T|^2)^2, a Gaussian number's", 3 * second * second),
       equal(of_fourth, "E|e_T|^4 by its recursion", fourth_seen, exact)
           .within(fourth_moment_margin * scale * exact)
           .control(),
       equal(of_second, "E|e_T|^2 with noise of a fixed scale", second_seen, fixed)
           .within(redrawn_margin * scale * second)
           .expecting(second, redrawn_margin * scale * second)
           .falsified_by("its plateau", theory::fixed_noise_plateau((width + 1) / e.rank, step)),
       equal(of_second, "E|e_T|^2 with A redrawn", second_seen, second)
           .within(redrawn_margin * scale * second)
           .control()});
}

// DP-SGD itself, drawn.
std::vector<check> fixed_checks(const descent_experiment& e, const descent_result& r,
                                double scale) {
  std::vector<check> all;
  const double energy = (e.loss->width() + 1.0) / e.rank;
  for (std::size_t look = 0; look < e.looks.size(); ++look) {
    const double exact = theory::fixed_noise_second(energy, e.loss->loss.rate, e.looks[look]);
    append(all, equal(where(e).part(fmt::format("after {}", e.looks[look])),
                      "E|e_T|^2 with noise of a fixed scale",
                      estimate::from_blocks(r.squared[look]), exact)
                    .within(redrawn_margin * scale * exact)
                    .control());
  }
  return all;
}

std::vector<cell> dynamics_reading_cells(const study& s) {
  std::vector<cell> all = cells_at_scale(s, frozen_pair_experiments(s), where, mean_checks);
  for (cell& c : cells_at_scale(s, redrawn_experiments(s), where, redrawn_checks)) {
    all.push_back(std::move(c));
  }
  for (cell& c : cells_at_scale(s, fixed_noise_experiments(s), where, fixed_checks)) {
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace
}  // namespace d5

claim d5_dynamics_reading() {
  using namespace d5;
  return {.id = "D5",
          .title = "the paper's reading for the dynamics",
          .statement =
              "The dynamics of LoRA are those of DP-SGD. False: with A frozen the mean of two "
              "steps already is another one than SGD's; with A drawn anew at each step the fourth "
              "moments are not those of Gaussian noise; and the noise dies with the gradient, "
              "where DP-SGD's has a fixed scale and leaves a plateau.",
          .formula = "E e_2 = (I - c H)^2 e_0; E|e_T|^4 of matched noise; E|e_T|^2 of fixed noise",
          .section = "8.7, 8.8, 8.9",
          .answers = "v1 to v7",
          .expected = verdict::refuted,
          .cells = dynamics_reading_cells};
}

}  // namespace loranoise::verify::claims
