#include "verify/experiments/steps.hpp"

#include <cmath>

#include "simulate/random/normal.hpp"
#include "simulate/sketch/sketch.hpp"

namespace loranoise::verify {
namespace {

using ratio_array = std::array<double, step_counts.size()>;

struct ratio_block {
  ratio_array sums{};

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    for (auto& x : self.sums) archive(x);
  }
};

// One trial: the noise of each step in turn, summed.
struct steps_trial {
  const steps_experiment& what;
  const std::vector<Eigen::MatrixXd>& deviations;  // of independent noise, step by step
  const ratio_array& signal;                       // |sum G_t|^2
  simulate::gaussian_sketch sketch;
  Eigen::MatrixXd a{sketch.rank, sketch.width};
  Eigen::MatrixXd noise{};
  Eigen::MatrixXd sum{};

  void operator()(const simulate::stream& words, ratio_block& block) {
    const auto& gradients = what.sequence->gradients;
    sum.setZero(gradients.front().rows(), gradients.front().cols());
    std::size_t look = 0;
    for (int t = 0; look < step_counts.size(); ++t) {
      add_step(words, t);
      if (t + 1 == step_counts[look]) {
        block.sums[look] += sum.squaredNorm() / signal[look];
        ++look;
      }
    }
  }

 private:
  // Steps of one trial have streams of their own, so that no number is used twice.
  [[nodiscard]] static simulate::stream of_step(const simulate::stream& words, int step) {
    return words.part(static_cast<std::uint64_t>(step),
                      static_cast<std::uint64_t>(step_counts.back()));
  }

  void add_step(const simulate::stream& words, int t) {
    const Eigen::MatrixXd& g = what.sequence->gradients[static_cast<std::size_t>(t)];
    if (what.kind == step_noise::independent) {
      noise.resize(g.rows(), g.cols());
      simulate::fill_normal(of_step(words, t), 0,
                            {noise.data(), static_cast<std::size_t>(noise.size())});
      sum += noise.cwiseProduct(deviations[static_cast<std::size_t>(t)]);
      return;
    }
    if (t == 0 || what.kind == step_noise::redrawn) sketch.fill(of_step(words, t), a);
    noise.noalias() = (g * a.transpose()) * a;
    sum += noise - g;
  }
};

ratio_array signals(const gradient_sequence& sequence) {
  ratio_array all{};
  Eigen::MatrixXd sum =
      Eigen::MatrixXd::Zero(sequence.gradients.front().rows(), sequence.gradients.front().cols());
  std::size_t look = 0;
  for (int t = 0; look < all.size(); ++t) {
    sum += sequence.gradients[static_cast<std::size_t>(t)];
    if (t + 1 == step_counts[look]) all[look++] = sum.squaredNorm();
  }
  return all;
}

std::vector<Eigen::MatrixXd> deviations_of(const gradient_sequence& sequence, int rank) {
  std::vector<Eigen::MatrixXd> all;
  for (const Eigen::MatrixXd& g : sequence.gradients) {
    const Eigen::ArrayXd norms = g.rowwise().squaredNorm();
    all.emplace_back(((g.array().square().colwise() + norms) / rank).sqrt());
  }
  return all;
}

}  // namespace

std::string_view name(step_noise kind) {
  switch (kind) {
    case step_noise::redrawn:
      return "A redrawn";
    case step_noise::independent:
      return "DP-SGD noise";
    case step_noise::frozen:
      break;
  }
  return "A frozen";
}

std::string name(const steps_experiment& what) {
  return "steps/" + what.sequence->name + "/rank " + std::to_string(what.rank) + "/" +
         std::string(name(what.kind));
}

double cost(const steps_experiment& what) {
  const Eigen::MatrixXd& g = what.sequence->gradients.front();
  const auto width = static_cast<double>(g.cols());
  const auto entries = static_cast<double>(g.size());
  const double step = what.kind == step_noise::independent
                          ? 4 * entries
                          : what.rank * (0.3 * entries + 4 * width) + 2 * entries;
  return static_cast<double>(what.trials) * step_counts.back() * step;
}

steps_result run(const steps_experiment& what, const sweep_settings& settings) {
  const auto width = static_cast<int>(what.sequence->gradients.front().cols());
  const ratio_array signal = signals(*what.sequence);
  const auto deviations = deviations_of(*what.sequence, what.rank);
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  steps_result result;
  result.trials = plan.trials;
  simulate::run_blocks(
      plan, settings.threads, [] { return ratio_block{}; },
      steps_trial{what, deviations, signal, simulate::gaussian_sketch(what.rank, width)},
      [&](std::uint64_t, const ratio_block& block) {
        for (std::size_t i = 0; i < step_counts.size(); ++i) {
          result.ratios[i].push_back(block.sums[i] / static_cast<double>(plan.block_size));
        }
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
