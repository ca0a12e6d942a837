#include "verify/plans/descents.hpp"

#include <algorithm>
#include <cmath>

#include "theory/dynamics/frozen.hpp"
#include "theory/dynamics/higher_moments.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "theory/dynamics/wishart_moments.hpp"
#include "verify/plans/margins.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

using simulate::descent_noise;

constexpr int narrow_rank = 4;
constexpr int narrow_width = 8;
constexpr int most_literal_entries = 256;
constexpr std::uint64_t fewest_descents = 4096;  // a block's mean is one of 32 draws at least
const std::vector<int> frozen_looks{1, 2, 4, 8};
const std::vector<int> redrawn_looks{1, 4, 16};
const std::vector<int> matched_looks{1, 2, 8};
const std::vector<int> small_looks{1, 3};
// A layer small enough for a new A at each of many steps.
constexpr int redrawn_rank = 4;
constexpr int redrawn_width = 24;
constexpr int small_rank = 3;

// |e_T|^2 is at most |e_0| |e_2T| = |e_2T| by Cauchy and Schwarz: E|e_T|^4 <= E|e_2T|^2, and in the
// same way <e_0, e_T>^2 <= |e_T|^2. So mean, second and fourth moments bound the variances.
std::uint64_t frozen_trials(const frozen_path_experiment& e, double scale) {
  const int last = e.looks.back();
  const theory::frozen_dynamics exact(e.rank, e.width, 4 * last);
  std::uint64_t trials = std::max(fewest_descents, trials_for_supremum(kept_margin * scale));
  for (const int steps : e.looks) {
    const double mean = exact.mean(e.step, steps);
    const double second = exact.second(e.step, steps);
    const double fourth = exact.second(e.step, 2 * steps);
    const double margin = frozen_margin * scale;
    trials = std::max({trials, trials_for_mean(second - mean * mean, margin * mean),
                       trials_for_mean(fourth - second * second, margin * second)});
  }
  return trials;
}

// <u, M^2 u> = |M u|^2, and its square is at most <u, M^4 u>.
std::uint64_t wishart_trials(int rank, int width, double scale) {
  const double second = theory::wishart_moment(rank, width, 2);
  const double variance = theory::wishart_moment(rank, width, 4) - second * second;
  return trials_for_mean(variance, wishart_margin * scale * second);
}

void add_frozen(frozen_path_experiment e, double scale, std::vector<frozen_path_experiment>& all) {
  e.trials = std::max(e.trials, frozen_trials(e, scale));
  e.literal = false;
  all.push_back(e);
  e.literal = true;
  if (e.rank * e.width <= most_literal_entries) all.push_back(e);
}

double quarter_of_threshold(int rank, int width) {
  return theory::frozen_step_limit(rank, width) / 4;
}

// The fourth moment is known exactly, the eighth as if |e_T|^2 were lognormal, which a product of
// many factors is about.
std::uint64_t independent_trials(theory::step_noise noise, const descent_experiment& e,
                                 double scale) {
  std::uint64_t trials = fewest_descents;
  for (const int steps : e.looks) {
    const double rate = e.loss->loss.rate;
    const double second = theory::redrawn_second(e.rank, e.loss->width(), rate, steps);
    const double fourth = theory::moments_after(noise, e.rank, e.loss->width(), rate, 1, steps).n4 /
                          (second * second);
    trials = std::max({trials, trials_for_mean(fourth - 1, redrawn_margin * scale),
                       trials_for_mean(std::pow(fourth, 4) - 1, fourth_moment_margin * scale)});
  }
  return trials;
}

// On small losses |e_0| = 1 and the steps are short enough that |e_T| seldom grows: an entry of e_T
// e_T' then has a second moment below 1.
std::uint64_t small_trials(double scale) {
  return trials_for_mean(1, product_margin * scale);
}

simulate::quadratic_loss four_entries(const Eigen::MatrixXd& hessian) {
  constexpr double rate = 0.6;
  return {hessian, Eigen::Vector4d(0.8, 0.4, 0.4, -0.2), rate};
}

}  // namespace

named_loss isotropic_loss(int width, double rate) {
  return {"isotropic, width " + std::to_string(width),
          {{}, Eigen::VectorXd::LinSpaced(width, -1, 2).normalized(), rate}};
}

named_loss full_loss() {
  Eigen::Matrix4d hessian;
  hessian << 1.0, 0.4, 0.0, 0.2,  //
      0.4, 0.8, 0.3, 0.0,         //
      0.0, 0.3, 0.6, -0.2,        //
      0.2, 0.0, -0.2, 0.4;
  return {"full hessian", four_entries(hessian)};
}

named_loss diagonal_loss() {
  return {"diagonal hessian", four_entries(Eigen::Vector4d(1.2, 0.9, 0.6, 0.3).asDiagonal())};
}

std::vector<frozen_path_experiment> frozen_path_experiments(const study& s) {
  const double scale = s.budget.margin_scale;
  std::vector<frozen_path_experiment> all;
  const double step = quarter_of_threshold(narrow_rank, narrow_width);
  add_frozen({narrow_rank, narrow_width, step, frozen_looks, false,
              wishart_trials(narrow_rank, narrow_width, scale)},
             scale, all);
  for (const int rank : s.budget.descent_ranks) {
    for (const int width : s.budget.descent_widths) {
      if (rank >= width) continue;
      add_frozen({rank, width, quarter_of_threshold(rank, width), frozen_looks, false, 0}, scale,
                 all);
    }
  }
  return all;
}

std::vector<frozen_path_experiment> long_frozen_path_experiments(const study& s) {
  constexpr int rank = 16;
  constexpr int width = 64;
  const double step = theory::frozen_step_limit(rank, width) / 2;
  return {{rank,
           width,
           step,
           {settled_steps, diverged_steps},
           false,
           trials_for_supremum(kept_margin * s.budget.margin_scale)}};
}

std::vector<descent_experiment> redrawn_experiments(const study& s) {
  std::vector<descent_experiment> all;
  for (const auto& [rank, width] : {std::pair{redrawn_rank, redrawn_width}, {16, 64}}) {
    const double step = theory::redrawn_step_limit(rank, width) / 2;
    descent_experiment e{
        isotropic_loss(width, step), descent_noise::redrawn, rank, redrawn_looks, 0, 0};
    e.trials = independent_trials(theory::step_noise::redrawn_sketch, e, s.budget.margin_scale);
    all.push_back(e);
  }
  return all;
}

std::vector<descent_experiment> fixed_noise_experiments(const study& s) {
  const double step = theory::redrawn_step_limit(redrawn_rank, redrawn_width) / 2;
  // Of the energy of the redrawn sketch at the first step.
  const double deviation = std::sqrt((redrawn_width + 1.0) / redrawn_rank / redrawn_width);
  descent_experiment e{isotropic_loss(redrawn_width, step),
                       descent_noise::fixed,
                       redrawn_rank,
                       redrawn_looks,
                       deviation,
                       0};
  // |e_T|^2 is about chi-squared with as many degrees as the width.
  e.trials = std::max(fewest_descents,
                      trials_for_mean(4.0 / redrawn_width, redrawn_margin * s.budget.margin_scale));
  return {e};
}

std::vector<descent_experiment> matched_experiments(const study& s) {
  const double scale = s.budget.margin_scale;
  const double step = theory::redrawn_step_limit(redrawn_rank, redrawn_width) / 2;
  std::vector<descent_experiment> all;
  for (const descent_noise kind :
       {descent_noise::redrawn, descent_noise::matched, descent_noise::diagonal}) {
    descent_experiment wide{
        isotropic_loss(redrawn_width, step), kind, redrawn_rank, matched_looks, 0, 0};
    wide.trials = independent_trials(theory::step_noise::matched_gaussian, wide, scale);
    all.push_back(wide);
    for (const named_loss& loss : {full_loss(), diagonal_loss()}) {
      all.push_back({loss, kind, small_rank, small_looks, 0, small_trials(scale)});
    }
  }
  return all;
}

std::vector<descent_experiment> frozen_pair_experiments(const study& s) {
  return {{full_loss(),
           descent_noise::frozen,
           small_rank,
           {1, 2},
           0,
           small_trials(s.budget.margin_scale)}};
}

}  // namespace loranoise::verify::claims
