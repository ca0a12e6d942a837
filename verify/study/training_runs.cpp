#include "verify/study/training_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "simulate/training/adapter.hpp"
#include "simulate/training/train.hpp"

namespace loranoise::verify {
namespace {

// Few samples: each run evaluates the loss on all of them.
constexpr Eigen::Index ladder_samples = 256;
// Low enough that the exponents have settled after 20 steps, high enough that the deviation of the
// last rung, of relative size 1e-10, keeps three digits.
constexpr int ladder_length = 7;
constexpr double first_rate = 0.0025;

simulate::dataset first_samples(const simulate::dataset& data, Eigen::Index count) {
  std::vector<Eigen::Index> indices(static_cast<std::size_t>(std::min(count, data.size())));
  std::iota(indices.begin(), indices.end(), Eigen::Index{0});
  return simulate::select(data, indices);
}

// Both runs at one number of steps and learning rate, adapters in the order of the layers.
struct run_pair {
  std::vector<simulate::adapter_path> frozen;
  std::vector<simulate::adapter_path> trained;

  run_pair(const simulate::perceptron& net, const simulate::dataset& data,
           simulate::adapter_options options) {
    options.trained = simulate::trained_factors::b;
    frozen = simulate::train_adapters(net, data, options).adapters;
    options.trained = simulate::trained_factors::both;
    trained = simulate::train_adapters(net, data, options).adapters;
  }

  [[nodiscard]] Eigen::MatrixXd deviation(std::size_t layer) const {
    return trained[layer].b * trained[layer].a - frozen[layer].b * frozen[layer].a;
  }
};

std::vector<double> learning_rates() {
  std::vector<double> rates;
  rates.reserve(ladder_length);
  for (int rung = 0; rung < ladder_length; ++rung) rates.push_back(std::ldexp(first_rate, -rung));
  return rates;
}

// One entry for each adapted layer.
std::vector<trained_adapter> climb_ladder(const simulate::perceptron& net,
                                          const simulate::dataset& data, int rank,
                                          std::uint64_t seed) {
  const std::vector<int> steps{1, 2, 5, 20};
  const std::vector<double> rates = learning_rates();
  const auto lengths = static_cast<Eigen::Index>(steps.size());
  std::vector<trained_adapter> all;
  std::optional<run_pair> after_one;
  for (Eigen::Index t = 0; t < lengths; ++t) {
    for (int rung = 0; rung < ladder_length; ++rung) {
      simulate::adapter_options options;
      options.rank = rank;
      options.seed = seed;
      options.steps = steps[static_cast<std::size_t>(t)];
      options.learning_rate = rates[static_cast<std::size_t>(rung)];
      const run_pair runs(net, data, options);
      all.resize(runs.frozen.size());
      for (std::size_t layer = 0; layer < all.size(); ++layer) {
        trained_adapter& a = all[layer];
        const simulate::adapter_path& frozen = runs.frozen[layer];
        if (a.steps.empty()) {
          a = {fmt::format("{} adapter, rank {}", frozen.layer, rank),
               rank,
               static_cast<int>(frozen.a.cols()),
               steps,
               rates,
               Eigen::MatrixXd(lengths, ladder_length),
               Eigen::MatrixXd(lengths, ladder_length),
               {}};
        }
        a.deviation(t, rung) = runs.deviation(layer).norm();
        a.change(t, rung) = (frozen.b * frozen.a).norm();
        if (options.steps == 2 && rung == 0 && after_one) {
          const Eigen::MatrixXd& first = after_one->frozen[layer].summed_gradient;
          a.two = {options.learning_rate, frozen.a, first, frozen.summed_gradient - first,
                   runs.deviation(layer)};
        }
      }
      if (options.steps == 1 && rung == 0) after_one = runs;
    }
  }
  return all;
}

}  // namespace

void add_adapters(const simulate::perceptron& net, const simulate::dataset& data,
                  std::uint64_t seed, study& s) {
  for (const int rank : s.budget.adapter_ranks) {
    simulate::adapter_options options;
    options.rank = rank;
    options.seed = seed;
    for (const auto& path : simulate::train_adapters(net, data, options).adapters) {
      s.adapters.push_back(
          {fmt::format("{} adapter, rank {}, {} steps", path.layer, rank, options.steps),
           path.b * path.a, path.summed_gradient, path.a, path.learning_rate});
    }
  }
}

void add_trained_adapters(const simulate::perceptron& net, const simulate::dataset& data,
                          std::uint64_t seed, study& s) {
  const simulate::dataset few = first_samples(data, ladder_samples);
  for (const int rank : s.budget.trained_adapter_ranks) {
    for (auto& a : climb_ladder(net, few, rank, seed)) s.trained.push_back(std::move(a));
  }
}

void add_tuning_tasks(const simulate::dataset& data, std::uint64_t seed, study& s) {
  constexpr double some_wrong = 0.2;
  simulate::digits_task_options options;
  options.seed = seed;
  options.label_noise = some_wrong;
  s.tuning = simulate::digits_task(data, options);
  options.label_noise = 1;
  simulate::fine_tuning_task by_chance = simulate::digits_task(data, options);
  by_chance.name += " by chance";
  s.learning = std::move(by_chance);
}

void add_descent(const simulate::perceptron& net, const simulate::dataset& data, std::uint64_t seed,
                 study& s) {
  constexpr Eigen::Index batch = 256;
  constexpr double learning_rate = 0.05;
  const auto steps = simulate::descent_gradients(net, data, sequence_length,
                                                 std::min(batch, data.size()), learning_rate, seed);
  for (const std::string& layer : s.budget.descent_layers) {
    gradient_sequence sequence{layer + " descent", {}};
    for (const simulate::perceptron& g : steps) {
      sequence.gradients.push_back(layer == "layer1" ? g.layer1 : g.layer2);
    }
    s.sequences.emplace_back(std::move(sequence));
  }
}

}  // namespace loranoise::verify
