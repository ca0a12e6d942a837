#include "verify/experiments/release.hpp"

#include <algorithm>
#include <cmath>

#include "verify/experiments/released_row.hpp"
#include "verify/experiments/row_loss.hpp"

namespace loranoise::verify {
namespace {

struct release_block {
  std::vector<double> delta;
  std::uint64_t infinite = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.delta, self.infinite);
  }
};

struct release_trial {
  row_loss loss;
  std::vector<double> epsilons;
  released_row row;

  void operator()(const simulate::stream& words, release_block& block) {
    const double own = loss(row.draw(words));
    if (std::isinf(own)) {
      ++block.infinite;
      for (double& d : block.delta) d += 1;
      return;
    }
    // Not e^epsilon times e^-L: epsilon may be beyond 709.
    for (std::size_t i = 0; i < epsilons.size(); ++i) {
      block.delta[i] += std::max(0.0, -std::expm1(epsilons[i] - own));
    }
  }
};

}  // namespace

std::string name(const release_experiment& what) {
  return "release/" + what.pair->name + (what.reversed ? "/reversed" : "") + "/rank " +
         std::to_string(what.rank);
}

double cost(const release_experiment& what) {
  return static_cast<double>(what.trials) *
         (released_row::cost(what.row().size(), what.rank) + 500);
}

release_result run(const release_experiment& what, const sweep_settings& settings) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const std::size_t count = what.epsilons.size();
  release_trial trial{row_loss(what.rank, what.row(), what.neighbour()), what.epsilons,
                      released_row(what.row(), what.rank)};
  release_result result;
  result.trials = plan.trials;
  result.delta.resize(count);
  simulate::run_blocks(
      plan, settings.threads,
      [&] {
        return release_block{std::vector<double>(count), 0};
      },
      trial,
      [&](std::uint64_t, const release_block& block) {
        result.infinite += block.infinite;
        for (std::size_t i = 0; i < count; ++i) {
          result.delta[i].push_back(block.delta[i] / static_cast<double>(plan.block_size));
        }
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
