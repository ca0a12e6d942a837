#include "verify/experiments/release.hpp"

#include <algorithm>
#include <cmath>

#include "theory/row/law.hpp"
#include "verify/experiments/released_row.hpp"

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

// In units of |u|, which leaves L as it is.
struct release_trial {
  int rank;
  Eigen::VectorXd u;      // of length 1
  Eigen::VectorXd other;  // u'/|u|
  double other_norm;
  std::vector<double> odds;  // e^epsilon
  released_row row;

  void operator()(const simulate::stream& words, release_block& block) {
    const Eigen::VectorXd& v = row.draw(words);
    const auto width = static_cast<double>(u.size());
    const double s = u.dot(v);
    const double s_other = other.dot(v) / (other_norm * other_norm);
    if (s_other <= 0) {
      ++block.infinite;
      for (double& d : block.delta) d += 1;
      return;
    }
    // Rounding may leave |v| a little below its part along u or u'.
    const double length = std::max({v.norm(), std::abs(s), s_other * other_norm});
    const double inverse_ratio =
        std::exp(theory::row_log_density(rank, width, other_norm, s_other, length) -
                 theory::row_log_density(rank, width, 1, s, length));
    for (std::size_t i = 0; i < odds.size(); ++i) {
      block.delta[i] += std::max(0.0, 1 - odds[i] * inverse_ratio);
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
  const double norm = what.row().norm();
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const std::size_t count = what.epsilons.size();
  release_trial trial{what.rank,
                      what.row().transpose() / norm,
                      what.neighbour().transpose() / norm,
                      what.neighbour().norm() / norm,
                      what.epsilons,
                      released_row(what.row(), what.rank)};
  for (double& x : trial.odds) x = std::exp(x);
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
