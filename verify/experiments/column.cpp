#include "verify/experiments/column.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "simulate/sketch/sketch.hpp"
#include "theory/sketches/moments.hpp"
#include "verify/statistics/standard_normal.hpp"

namespace loranoise::verify {
namespace {

// The pilot run estimates the density on a grid; crossings are interpolated between its points.
// Past the ends both tails are far below what is measured.
constexpr double grid_reach = 6;
constexpr int grid_points = 481;
// The standardised noise given S: normal with mean shift (S - 1) and deviation spread sqrt(S).
struct conditional_law {
  double shift;
  double spread;
};

// The density is an average of normal ones of deviation `spread`, with S regressed out, and has a
// variance of about 0.1/(spread trials). So many place the crossings, where it differs from the
// Gaussian's by the order of 0.1/sqrt(rank), so well that the event misses little of the total
// variation: at most a hundredth up to rank 16 (a test).
std::uint64_t pilot_trials(int rank, const conditional_law& law) {
  constexpr double fewest = 4096;
  constexpr double most = 1 << 20;
  return static_cast<std::uint64_t>(std::clamp(256 * rank / law.spread, fewest, most));
}

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

struct pilot_block {
  Eigen::ArrayXd density = Eigen::ArrayXd::Zero(grid_points);
  Eigen::ArrayXd weighted = Eigen::ArrayXd::Zero(grid_points);  // times S - 1
  double offset = 0;                                            // sum of S - 1
  double square = 0;                                            // and of its square

  void add(const pilot_block& other) {
    density += other.density;
    weighted += other.weighted;
    offset += other.offset;
    square += other.square;
  }

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.density, self.weighted, self.offset, self.square);
  }
};

// First and number of the grid's points in [low, high].
std::pair<Eigen::Index, Eigen::Index> points_within(double low, double high) {
  constexpr double per_unit = (grid_points - 1) / (2 * grid_reach);
  const auto place = [](double z) {
    return std::clamp((z + grid_reach) * per_unit, 0.0, grid_points - 1.0);
  };
  const auto first = static_cast<Eigen::Index>(std::ceil(place(low)));
  return {first, static_cast<Eigen::Index>(std::floor(place(high))) - first + 1};
}

struct pilot_trial {
  column_draw draw;
  conditional_law law;
  const Eigen::ArrayXd& grid;
  Eigen::ArrayXd here = Eigen::ArrayXd(grid_points);

  void operator()(const simulate::stream& words, pilot_block& block) {
    const double s = draw(words);
    const double deviation = law.spread * std::sqrt(s);
    const double mean = law.shift * (s - 1);
    const double peak = 1 / (deviation * std::sqrt(2 * std::numbers::pi));
    const auto [first, count] = points_within(mean - 8 * deviation, mean + 8 * deviation);
    auto near = here.head(count);
    near = peak * (-0.5 * ((grid.segment(first, count) - mean) / deviation).square()).exp();
    block.density.segment(first, count) += near;
    block.weighted.segment(first, count) += (s - 1) * near;
    block.offset += s - 1;
    block.square += (s - 1) * (s - 1);
  }
};

// The mean density with S, whose expectation is 1, regressed out.
Eigen::ArrayXd mean_density(const pilot_block& sums, double trials) {
  const double offset = sums.offset / trials;
  const double spread = sums.square / trials - offset * offset;
  const Eigen::ArrayXd mean = sums.density / trials;
  return mean - offset * (sums.weighted / trials - offset * mean) / spread;
}

struct event_block {
  double excess = 0;
  double squared_norm = 0;
  double third = 0;
  double fourth = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.excess, self.squared_norm, self.third, self.fourth);
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
    const double mean = law.shift * (s - 1);
    const double variance = law.spread * law.spread * s;
    double sign = -1;
    double sum = 0;
    for (const double z : crossings) {
      sum += sign * normal_cdf((z - mean) * scale);
      sign = -sign;
    }
    block.excess += sum;
    block.squared_norm += s;
    block.third += mean * (mean * mean + 3 * variance);
    block.fourth += std::pow(mean, 4) + 6 * mean * mean * variance + 3 * variance * variance;
  }
};

void choose_event(const Eigen::ArrayXd& grid, const Eigen::ArrayXd& density,
                  column_result& result) {
  double before = 0;
  for (Eigen::Index i = 0; i < grid.size(); ++i) {
    const double difference = density[i] - normal_pdf(grid[i]);
    if (i == 0) {
      result.event_starts_inside = difference > 0;
    } else if ((difference > 0) != (before > 0)) {
      const double step = grid[i] - grid[i - 1];
      result.crossings.push_back(grid[i] - step * difference / (difference - before));
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
  return static_cast<double>(what.trials) * (3.0 * what.rank + 180);
}

column_result run(const column_experiment& what, const sweep_settings& settings) {
  const simulate::gaussian_sketch sketch(what.rank, static_cast<int>(what.row->values.size()));
  const auto column = static_cast<int>(what.row->coordinates[what.coordinate].column);
  const conditional_law law = condition(what);
  const Eigen::ArrayXd grid = Eigen::ArrayXd::LinSpaced(grid_points, -grid_reach, grid_reach);

  column_result result;
  pilot_block sums;
  const auto pilot = plan_sweep(settings, name(what) + "/pilot", pilot_trials(what.rank, law));
  simulate::run_blocks(
      pilot, settings.threads, [] { return pilot_block{}; },
      pilot_trial{{sketch, column}, law, grid},
      [&](std::uint64_t, const pilot_block& block) { sums.add(block); });
  choose_event(grid, mean_density(sums, static_cast<double>(pilot.trials)), result);

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
        result.third.push_back(block.third / block_size);
        result.fourth.push_back(block.fourth / block_size);
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
