#include "column.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "simulate/sketch.hpp"
#include "theory/moments.hpp"
#include "verify/standard_normal.hpp"

namespace loranoise::verify {
namespace {

constexpr double grid_reach = 10;
constexpr int grid_points = 401;          // spacing 0.05; crossings are interpolated between points
constexpr std::uint64_t pilot_share = 8;  // of the trials, one in so many chooses the event
constexpr std::uint64_t fewest_pilot_trials = 32768;

// The standardised noise given S: normal with mean shift (S - 1) and deviation spread sqrt(S).
struct conditional_law {
  double shift;
  double spread;
};

conditional_law condition(const column_experiment& what) {
  const double norm = what.row->values.norm();
  const double entry = what.row->values[what.row->coordinates[what.coordinate].column];
  const double deviation = std::sqrt(theory::noise_variance(norm * norm, entry, what.rank));
  const double rest = std::max(0.0, norm * norm - entry * entry);
  return {entry / deviation, std::sqrt(rest / what.rank) / deviation};
}

// S = |a_i|^2 of this trial; the column alone is drawn.
struct column_draw {
  simulate::gaussian_sketch sketch;
  int column;
  std::vector<double> a = std::vector<double>(static_cast<std::size_t>(sketch.rank));

  double operator()(const simulate::stream& words) {
    sketch.column(words, column, a);
    double sum = 0;
    for (const double x : a) sum += x * x;
    return sum;
  }
};

struct pilot_trial {
  column_draw draw;
  conditional_law law;
  const Eigen::ArrayXd& grid;

  void operator()(const simulate::stream& words, Eigen::ArrayXd& density) {
    const double s = draw(words);
    const double deviation = law.spread * std::sqrt(s);
    const double peak = 1 / (deviation * std::sqrt(2 * std::numbers::pi));
    density += peak * (-0.5 * ((grid - law.shift * (s - 1)) / deviation).square()).exp();
  }
};

struct event_block {
  double excess = 0;
  double squared_norm = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.excess, self.squared_norm);
  }
};

struct event_trial {
  column_draw draw;
  conditional_law law;
  const std::vector<double>& crossings;

  // Sum over crossings of +-P(noise <= crossing), signs alternating from the event's first edge.
  void operator()(const simulate::stream& words, event_block& block) {
    const double s = draw(words);
    const double scale = 1 / (law.spread * std::sqrt(s));
    double sign = -1;
    double sum = 0;
    for (const double z : crossings) {
      sum += sign * normal_cdf((z - law.shift * (s - 1)) * scale);
      sign = -sign;
    }
    block.excess += sum;
    block.squared_norm += s;
  }
};

void choose_event(column_result& result) {
  double before = 0;
  for (std::size_t i = 0; i < result.grid.size(); ++i) {
    const double difference = result.density[i] - normal_pdf(result.grid[i]);
    if (i == 0) {
      result.event_starts_inside = difference > 0;
    } else if ((difference > 0) != (before > 0)) {
      const double step = result.grid[i] - result.grid[i - 1];
      result.crossings.push_back(result.grid[i] - step * difference / (difference - before));
    }
    before = difference;
  }
}

}  // namespace

std::string name(const column_experiment& what) {
  return "column/" + what.row->name + "/" + what.row->coordinates[what.coordinate].name + "/rank " +
         std::to_string(what.rank);
}

double cost(const column_experiment& what) {
  return static_cast<double>(what.trials) * (3.0 * what.rank + 150);
}

column_result run(const column_experiment& what, const sweep_settings& settings) {
  const simulate::gaussian_sketch sketch(what.rank, static_cast<int>(what.row->values.size()));
  const auto column = static_cast<int>(what.row->coordinates[what.coordinate].column);
  const conditional_law law = condition(what);
  const Eigen::ArrayXd grid = Eigen::ArrayXd::LinSpaced(grid_points, -grid_reach, grid_reach);

  column_result result;
  Eigen::ArrayXd density = Eigen::ArrayXd::Zero(grid_points);
  const auto pilot = plan_sweep(settings, name(what) + "/pilot",
                                std::max(what.trials / pilot_share, fewest_pilot_trials));
  simulate::run_blocks(
      pilot, settings.threads, [] { return Eigen::ArrayXd(Eigen::ArrayXd::Zero(grid_points)); },
      pilot_trial{{sketch, column}, law, grid},
      [&](std::uint64_t, const Eigen::ArrayXd& block) { density += block; });
  density /= static_cast<double>(pilot.trials);
  result.grid.assign(grid.begin(), grid.end());
  result.density.assign(density.begin(), density.end());
  choose_event(result);

  // sum of alternating P(noise <= c) is P(event) up to the constant of a half-line; the same for
  // the Gaussian.
  const double first_sign = result.event_starts_inside ? -1 : 1;
  double gaussian = 0;
  double sign = -1;
  for (const double z : result.crossings) {
    gaussian += sign * normal_cdf(z);
    sign = -sign;
  }
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const auto block_size = static_cast<double>(plan.block_size);
  result.trials = plan.trials;
  simulate::run_blocks(
      plan, settings.threads, [] { return event_block{}; },
      event_trial{{sketch, column}, law, result.crossings},
      [&](std::uint64_t, const event_block& block) {
        result.excess.push_back(first_sign * (block.excess / block_size - gaussian));
        result.squared_norm.push_back(block.squared_norm / block_size);
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
