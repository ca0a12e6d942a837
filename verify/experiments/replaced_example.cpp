#include "verify/experiments/replaced_example.hpp"

#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "simulate/random/normal.hpp"
#include "theory/privacy/batch_size.hpp"

namespace loranoise::verify {
namespace {

struct replaced_example_block {
  double cosine_below_one = 0;
  double squared_log_ratio = 0;
  double cosine_off = 0;
  double ratio_off = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.cosine_below_one, self.squared_log_ratio, self.cosine_off, self.ratio_off);
  }
};

// What u and u' say themselves, beside theory's numbers from the change of one example.
struct replaced_example_trial {
  const replaced_example_experiment& what;
  Eigen::MatrixXd gradients{what.width, what.batch + 1};

  void operator()(const simulate::stream& words, replaced_example_block& block) {
    simulate::fill_normal(words, 0, {gradients.data(), static_cast<std::size_t>(gradients.size())});
    gradients.array() += what.mean;
    const Eigen::VectorXd u = gradients.leftCols(what.batch).rowwise().mean();
    const Eigen::VectorXd other = gradients.rightCols(what.batch).rowwise().mean();
    const Eigen::VectorXd change = gradients.col(what.batch) - gradients.col(0);
    const double cosine = u.dot(other) / (u.norm() * other.norm());
    const double ratio = u.norm() / other.norm();
    const double along = u.dot(change) / u.squaredNorm();
    const double across = (change - along * u).norm() / u.norm();
    const theory::row_pair predicted = theory::replaced_example(along, across, what.batch);
    block.cosine_below_one += 1 - cosine;
    block.squared_log_ratio += std::pow(std::log(ratio), 2);
    block.cosine_off = std::max(block.cosine_off, std::abs(predicted.cosine - cosine));
    block.ratio_off = std::max(block.ratio_off, std::abs(predicted.norm_ratio / ratio - 1));
  }
};

}  // namespace

std::string name(const replaced_example_experiment& what) {
  return fmt::format("replaced example/width {}/mean {:g}/batch {}", what.width, what.mean,
                     what.batch);
}

double cost(const replaced_example_experiment& what) {
  return static_cast<double>(what.trials) * what.width * (what.batch + 1.0) * 4;
}

replaced_example_result run(const replaced_example_experiment& what,
                            const sweep_settings& settings) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const auto trials = static_cast<double>(plan.block_size);
  replaced_example_result result;
  result.trials = plan.trials;
  simulate::run_blocks(
      plan, settings.threads, [] { return replaced_example_block{}; }, replaced_example_trial{what},
      [&](std::uint64_t, const replaced_example_block& block) {
        result.cosine_below_one.push_back(block.cosine_below_one / trials);
        result.squared_log_ratio.push_back(block.squared_log_ratio / trials);
        result.cosine_off = std::max(result.cosine_off, block.cosine_off);
        result.ratio_off = std::max(result.ratio_off, block.ratio_off);
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
