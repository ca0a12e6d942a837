// loranoise dynamics: gradient descent on a quadratic loss under a frozen sketch, a redrawn one,
// and Gaussian noise.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "theory/dynamics/frozen.hpp"
#include "theory/dynamics/higher_moments.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"

namespace loranoise::cli {
namespace {

struct dynamics_options {
  adapter_shape shape;
  double step_size = 0;
  std::vector<int> steps;
  std::optional<double> rho;
  bool json = false;
};

void check_steps(const dynamics_options& o) {
  if (!(o.step_size > 0) || !std::isfinite(o.step_size)) {
    throw std::invalid_argument("--step-size must be finite and positive");
  }
  for (const int steps : o.steps) {
    if (steps < 0 || steps > 4000) {
      throw std::invalid_argument("--steps " + std::to_string(steps) +
                                  " is outside 0 to 4000: the exact sums take too long beyond");
    }
  }
}

nlohmann::ordered_json describe_dynamics(const dynamics_options& o) {
  check_shape(o.shape);
  check_steps(o);
  const auto [rank, width] = o.shape;
  const double a = o.step_size;
  const theory::frozen_dynamics frozen(rank, width,
                                       *std::max_element(o.steps.begin(), o.steps.end()));
  const double energy = (width + 1.0) / rank;  // DP-SGD with the sketch's noise of step 0
  nlohmann::ordered_json out;
  out["rank"] = rank;
  out["width"] = width;
  out["step_size"] = a;
  out["steps"] = nlohmann::ordered_json::array();
  for (const int steps : o.steps) {
    const double redrawn = theory::redrawn_second(rank, width, a, steps);
    nlohmann::ordered_json row = {{"T", steps},
                                  {"frozen_mean", frozen.mean(a, steps)},
                                  {"frozen_second", frozen.second(a, steps)},
                                  {"redrawn_mean", theory::independent_steps_mean(a, steps)},
                                  {"redrawn_second", redrawn},
                                  {"matched_second", redrawn},
                                  {"fixed_second", theory::fixed_noise_second(energy, a, steps)}};
    if (o.rho) {
      using theory::step_noise;
      const auto sketch =
          theory::moments_after(step_noise::redrawn_sketch, rank, width, a, *o.rho, steps);
      const auto matched =
          theory::moments_after(step_noise::matched_gaussian, rank, width, a, *o.rho, steps);
      row["redrawn_c3"] = sketch.c3;
      row["redrawn_c4"] = sketch.c4;
      row["redrawn_n4"] = sketch.n4;
      row["matched_c3"] = matched.c3;
      row["matched_c4"] = matched.c4;
      row["matched_n4"] = matched.n4;
    }
    out["steps"].push_back(row);
  }
  out["floor"] = theory::frozen_floor(rank, width);
  out["step_limit_frozen"] = theory::frozen_step_limit(rank, width);
  out["step_limit_redrawn"] = theory::redrawn_step_limit(rank, width);
  return out;
}

}  // namespace

command add_dynamics(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "dynamics",
      "Exact moments of many steps on a quadratic loss: frozen and redrawn sketches, DP-SGD");
  const auto o = std::make_shared<dynamics_options>();
  add_shape(*sub, o->shape);
  sub->add_option("--step-size", o->step_size, "Learning rate times curvature")->required();
  sub->add_option("--steps", o->steps, "Numbers of steps, 0 to 4000")->delimiter(',')->required();
  sub->add_option(
      "--rho", o->rho,
      "Cosine of a direction x with the start: also third and fourth moments of <x, e_T>");
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] {
    print(describe_dynamics(*o), o->json, std::cout);
    return exit_passed;
  };
}

}  // namespace loranoise::cli
