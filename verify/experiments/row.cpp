#include "verify/experiments/row.hpp"

#include <cmath>

#include "simulate/noise/literal_coordinates.hpp"

namespace loranoise::verify {
namespace {

using row_block = std::vector<coordinate_block>;

std::vector<Eigen::Index> columns(const probe_row& row) {
  std::vector<Eigen::Index> all;
  all.reserve(row.coordinates.size());
  for (const probe_coordinate& c : row.coordinates) all.push_back(c.column);
  return all;
}

// What turns N_ki into the standardised z, and tells the sign of (u A'A)_i = N_ki + u_i.
struct coordinate_scale {
  double deviation;
  double entry;
};

std::vector<coordinate_scale> scales(const row_experiment& what) {
  std::vector<coordinate_scale> all;
  const Eigen::RowVectorXd& u = what.row->values;
  for (const probe_coordinate& c : what.row->coordinates) {
    const double variance = noise_variance(what.sketch, u.squaredNorm(), u[c.column], what.rank,
                                           static_cast<int>(u.size()));
    all.push_back({std::sqrt(variance), u[c.column]});
  }
  return all;
}

template <simulate::sketch Sketch>
struct row_trial {
  Sketch sketch;
  std::vector<coordinate_scale> scale;
  simulate::literal_coordinates kernel;
  std::vector<double> noise = std::vector<double>(scale.size());

  void operator()(const simulate::stream& words, row_block& block) {
    kernel.draw(sketch, words, noise);
    for (std::size_t i = 0; i < block.size(); ++i) {
      block[i].add(noise[i] / scale[i].deviation, noise[i] + scale[i].entry <= 0);
    }
  }
};

}  // namespace

std::string name(const row_experiment& what) {
  const std::string place = what.row->name + "/rank " + std::to_string(what.rank);
  if (what.sketch == sketch_family::gaussian) return "row/" + place;
  return "row/" + std::string(name(what.sketch)) + "/" + place;
}

double cost(const row_experiment& what) {
  const auto width = static_cast<double>(what.row->values.size());
  return static_cast<double>(what.trials) * (0.8 * what.rank * width + 150);
}

row_result run(const row_experiment& what, const sweep_settings& settings) {
  const Eigen::VectorXd u = what.row->values.transpose();
  const std::vector<coordinate_scale> scale = scales(what);
  const simulate::literal_coordinates kernel(u, columns(*what.row), what.rank);
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);

  row_result result;
  result.trials = plan.trials;
  result.squares.resize(scale.size());
  std::vector<coordinate_tally> tallies(scale.size());
  const auto consume = [&](std::uint64_t index, const row_block& block) {
    for (std::size_t i = 0; i < scale.size(); ++i) {
      tallies[i].add(index, block[i]);
      result.squares[i].push_back(block[i].squares * std::pow(scale[i].deviation, 2) /
                                  static_cast<double>(plan.block_size));
    }
  };
  std::visit(
      [&]<class Sketch>(const Sketch& sketch) {
        simulate::run_blocks(
            plan, settings.threads, [&] { return row_block(scale.size()); },
            row_trial<Sketch>{sketch, scale, kernel}, consume, as_increments(settings));
      },
      make_sketch(what.sketch, what.rank, static_cast<int>(u.size())));
  for (coordinate_tally& tally : tallies) result.coordinates.push_back(tally.take());
  return result;
}

}  // namespace loranoise::verify
