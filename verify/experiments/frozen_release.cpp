#include "verify/experiments/frozen_release.hpp"

#include <fmt/format.h>

#include <Eigen/Core>
#include <cmath>

#include "simulate/sketch/sketch.hpp"
#include "theory/privacy/frozen_releases.hpp"

namespace loranoise::verify {
namespace {

struct frozen_release_counts {
  std::uint64_t kept = 0;
  std::uint64_t mistaken = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.kept, self.mistaken);
  }
};

Eigen::VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

std::span<const double> entries(const Eigen::VectorXd& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}

struct frozen_release_trial {
  // A short step, so that the second gradient is not much smaller than the first.
  static constexpr double step = 0.05;

  const frozen_release_experiment& what;
  simulate::gaussian_sketch sketch{what.rank, what.width};
  Eigen::MatrixXd a{what.rank, what.width};
  Eigen::VectorXd u1 = vector_of(what.row(1));
  Eigen::VectorXd u2 = vector_of(what.row(2));
  Eigen::VectorXd w1 = vector_of(what.candidate(1));
  Eigen::VectorXd w2 = vector_of(what.candidate(2));

  void operator()(const simulate::stream& words, frozen_release_counts& counts) {
    sketch.fill(words.part(0, 2), a);
    const Eigen::VectorXd v1 = a.transpose() * (a * u1);
    if (what.scene == release_scene::one_row) {
      counts.kept += is_rounding(a.transpose() * (a * u1) - v1, v1) ? 1 : 0;
      counts.mistaken += is_rounding(a.transpose() * (a * w1) - v1, v1) ? 1 : 0;
      return;
    }
    if (what.scene == release_scene::redrawn) sketch.fill(words.part(1, 2), a);
    const bool steps = what.scene == release_scene::two_steps;
    if (steps) {
      u2 = u1 - step * v1;
      w2 = w1 - step * v1;
    }
    const Eigen::VectorXd v2 = a.transpose() * (a * u2);
    counts.kept += passes(v1, v2, u1, u2) ? 1 : 0;
    counts.mistaken += passes(v1, v2, w1, w2) ? 1 : 0;
  }

  [[nodiscard]] static bool is_rounding(const Eigen::VectorXd& off, const Eigen::VectorXd& v) {
    return off.norm() <= frozen_release_experiment::tolerance * v.norm();
  }
  [[nodiscard]] static bool passes(const Eigen::VectorXd& v1, const Eigen::VectorXd& v2,
                                   const Eigen::VectorXd& w1, const Eigen::VectorXd& w2) {
    const double size = v1.norm() * w2.norm() + v2.norm() * w1.norm();
    return std::abs(theory::frozen_statistic(entries(v1), entries(v2), entries(w1), entries(w2))) <=
           frozen_release_experiment::tolerance * size;
  }
};

}  // namespace

std::string_view name(release_scene scene) {
  switch (scene) {
    case release_scene::two_steps:
      return "two steps under one A";
    case release_scene::one_row:
      return "one row, A public";
    case release_scene::redrawn:
      return "two rows, A redrawn";
    case release_scene::two_rows:
      break;
  }
  return "two rows under one A";
}

std::vector<double> frozen_release_experiment::row(int which) const {
  std::vector<double> all;
  all.reserve(static_cast<std::size_t>(width));
  for (int i = 0; i < width; ++i) all.push_back(std::cos(which * (i + 0.5)));
  return all;
}

std::vector<double> frozen_release_experiment::candidate(int which) const {
  std::vector<double> all = row(which);
  if (scaled) {
    for (double& x : all) x *= 1 + change;
    return all;
  }
  if (which != 1) return all;
  double norm = 0;
  for (const double x : all) norm = std::hypot(norm, x);
  all.front() += change * norm;
  return all;
}

std::string name(const frozen_release_experiment& what) {
  return fmt::format("frozen release/{}{}/rank {}/width {}", name(what.scene),
                     what.scaled ? "/scaled" : "", what.rank, what.width);
}

double cost(const frozen_release_experiment& what) {
  return static_cast<double>(what.trials) * (5.0 * what.rank * what.width + 20.0 * what.width);
}

frozen_release_result run(const frozen_release_experiment& what, const sweep_settings& settings) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  frozen_release_result result;
  result.trials = plan.trials;
  simulate::run_blocks(
      plan, settings.threads, [] { return frozen_release_counts{}; }, frozen_release_trial{what},
      [&](std::uint64_t, const frozen_release_counts& counts) {
        result.kept += counts.kept;
        result.mistaken += counts.mistaken;
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
