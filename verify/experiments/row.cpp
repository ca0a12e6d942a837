#include "row.hpp"

#include <cmath>

#include "simulate/accumulate.hpp"
#include "simulate/noise.hpp"
#include "simulate/sketch.hpp"

namespace loranoise::verify {
namespace {

struct coordinate_block {
  simulate::histogram counts{-coordinate_counts::reach, coordinate_counts::reach,
                             coordinate_counts::bins};
  double squares = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.counts, self.squares);
  }
};

using row_block = std::vector<coordinate_block>;

struct row_trial {
  const probe_row& row;
  simulate::gaussian_sketch sketch;
  double scale;  // to the histogram's x = N sqrt(r)/|u|
  Eigen::VectorXd u = row.values.transpose();
  Eigen::MatrixXd a{sketch.rank, sketch.width};
  Eigen::VectorXd n{sketch.width};

  void operator()(const simulate::stream& words, row_block& block) {
    sketch.fill(words, a);
    simulate::noise_row(u, a, n);
    for (std::size_t i = 0; i < block.size(); ++i) {
      const double x = n[row.coordinates[i].column];
      block[i].counts.add(x * scale);
      block[i].squares += x * x;
    }
  }
};

void add_counts(const simulate::histogram& block, std::vector<std::uint64_t>& sums) {
  sums.front() += block.underflow();
  for (std::size_t b = 0; b < block.bins(); ++b) sums[b + 1] += block.counts()[b];
  sums.back() += block.overflow();
}

}  // namespace

double coordinate_counts::edge(int bin) {
  return -reach + 2 * reach * (bin - 1) / bins;
}

std::vector<std::uint64_t> coordinate_counts::both() const {
  std::vector<std::uint64_t> sums = even;
  for (std::size_t b = 0; b < sums.size(); ++b) sums[b] += odd[b];
  return sums;
}

std::string name(const row_experiment& what) {
  return "row/" + what.row->name + "/rank " + std::to_string(what.rank);
}

double cost(const row_experiment& what) {
  const auto width = static_cast<double>(what.row->values.size());
  return static_cast<double>(what.trials) * (2.2 * what.rank * width + 100);
}

row_result run(const row_experiment& what, const sweep_settings& settings) {
  const probe_row& row = *what.row;
  const std::size_t watched = row.coordinates.size();
  const simulate::gaussian_sketch sketch(what.rank, static_cast<int>(row.values.size()));
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const double scale = std::sqrt(static_cast<double>(what.rank)) / row.values.norm();

  row_result result;
  result.trials = plan.trials;
  const std::vector<std::uint64_t> none(coordinate_counts::bins + 2, 0);
  result.coordinates.assign(watched, {none, none});
  result.squares.resize(watched);
  simulate::run_blocks(
      plan, settings.threads, [&] { return row_block(watched); }, row_trial{row, sketch, scale},
      [&](std::uint64_t block_index, const row_block& block) {
        for (std::size_t i = 0; i < watched; ++i) {
          coordinate_counts& counts = result.coordinates[i];
          add_counts(block[i].counts, block_index % 2 == 0 ? counts.even : counts.odd);
          result.squares[i].push_back(block[i].squares / static_cast<double>(plan.block_size));
        }
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
