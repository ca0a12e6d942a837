#include "verify/experiments/scaled_row.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulate/noise/noise.hpp"
#include "simulate/sketch/sketch.hpp"

namespace loranoise::verify {
namespace {

struct scaled_row_block {
  std::vector<double> squares;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.squares);
  }
};

struct scaled_row_trial {
  const scaled_row_experiment& what;
  Eigen::VectorXd row = what.row->values.transpose() / what.row->values.norm() * what.norm();
  simulate::gaussian_sketch sketch{what.rank, static_cast<int>(row.size())};
  Eigen::MatrixXd a{what.rank, row.size()};
  Eigen::VectorXd noise{row.size()};

  void operator()(const simulate::stream& words, scaled_row_block& block) {
    sketch.fill(words, a);
    simulate::noise_row(row, a, noise);
    for (std::size_t i = 0; i < block.squares.size(); ++i) {
      const double x = noise[what.row->coordinates[i].column];
      block.squares[i] += what.rank * x * x;
    }
  }
};

}  // namespace

std::string_view name(norm_control how) {
  return how == norm_control::scaled ? "scaled" : "clipped";
}

double scaled_row_experiment::norm() const {
  if (how == norm_control::scaled) return 1;
  return std::min(1.0, row->values.norm() / threshold);
}

std::string name(const scaled_row_experiment& what) {
  return fmt::format("scaled row/{}/{}/threshold {:.6g}/rank {}", what.row->name, name(what.how),
                     what.threshold, what.rank);
}

double cost(const scaled_row_experiment& what) {
  return static_cast<double>(what.trials) * static_cast<double>(what.row->values.size()) *
         what.rank * 3;
}

scaled_row_result run(const scaled_row_experiment& what, const sweep_settings& settings) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const std::size_t watched = what.row->coordinates.size();
  scaled_row_result result;
  result.trials = plan.trials;
  result.squares.resize(watched);
  simulate::run_blocks(
      plan, settings.threads, [&] { return scaled_row_block{std::vector<double>(watched)}; },
      scaled_row_trial{what},
      [&](std::uint64_t, const scaled_row_block& block) {
        for (std::size_t i = 0; i < watched; ++i) {
          result.squares[i].push_back(block.squares[i] / static_cast<double>(plan.block_size));
        }
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
