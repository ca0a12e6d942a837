#include "verify/experiments/summed_loss.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "simulate/noise/release_in_law.hpp"
#include "simulate/sketch/sketch.hpp"
#include "theory/row/law.hpp"

namespace loranoise::verify {
namespace {

struct summed_loss_block {
  std::vector<double> delta;
  std::vector<std::uint64_t> above;
  std::vector<double> tail;
  double hellinger = 0;
  double half_moment = 0;
  std::uint64_t infinite = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.delta, self.above, self.tail, self.hellinger, self.half_moment, self.infinite);
  }

  void add(const summed_loss_experiment& what, double loss) {
    const bool finite = std::isfinite(loss);
    infinite += finite ? 0 : 1;
    for (std::size_t i = 0; i < delta.size(); ++i) {
      delta[i] += std::max(0.0, -std::expm1(what.epsilons[i] - loss));
      above[i] += loss > what.epsilons[i] ? 1 : 0;
    }
    for (std::size_t i = 0; i < tail.size(); ++i) {
      tail[i] += finite && loss > what.levels[i] ? 1 : 0;
    }
    hellinger += std::pow(std::expm1(-loss / 2), 2);
    if (finite) half_moment += std::exp(loss / 2);
  }
};

// The loss of one release, from what u and u' see of v.
double loss_of(const summed_loss_experiment& what, const simulate::seen_release& v) {
  if (v.along_other <= 0) return std::numeric_limits<double>::infinity();
  const double other_norm = 1 / what.norm_ratio;
  // Rounding may leave |v| a little below its part along u or u'.
  const double length =
      std::max({v.length, std::abs(v.along), std::abs(v.along_other) * other_norm});
  return theory::row_log_density(what.rank, what.width, 1, v.along, length) -
         theory::row_log_density(what.rank, what.width, other_norm, v.along_other, length);
}

struct summed_loss_in_law {
  const summed_loss_experiment& what;
  simulate::release_in_law draw;

  void operator()(const simulate::stream& words, summed_loss_block& block) const {
    double loss = 0;
    for (int t = 0; t < what.releases; ++t) {
      loss += loss_of(what, draw(words, static_cast<std::uint64_t>(t)));
    }
    block.add(what, loss);
  }
};

// u and u' in the plane of two flat rows of which neither is along an axis.
struct literal_summed_loss {
  const summed_loss_experiment& what;
  simulate::gaussian_sketch sketch{what.rank, what.width};
  Eigen::MatrixXd a{what.rank, what.width};
  Eigen::VectorXd u = Eigen::VectorXd::Constant(what.width, 1 / std::sqrt(what.width));
  Eigen::VectorXd other = neighbour();
  Eigen::VectorXd v{};

  [[nodiscard]] Eigen::VectorXd neighbour() const {
    Eigen::VectorXd across = Eigen::VectorXd::LinSpaced(what.width, -1, 1).normalized();
    return (what.cosine * u + std::sqrt(1 - what.cosine * what.cosine) * across) / what.norm_ratio;
  }

  void operator()(const simulate::stream& words, summed_loss_block& block) {
    double loss = 0;
    for (int t = 0; t < what.releases; ++t) {
      sketch.fill(
          words.part(static_cast<std::uint64_t>(t), static_cast<std::uint64_t>(what.releases)), a);
      v.noalias() = a.transpose() * (a * u).eval();
      loss += loss_of(what, {u.dot(v), other.dot(v) / other.squaredNorm(), v.norm()});
    }
    block.add(what, loss);
  }
};

summed_loss_block without_losses(const summed_loss_experiment& what) {
  summed_loss_block block;
  block.delta.resize(what.epsilons.size());
  block.above.resize(what.epsilons.size());
  block.tail.resize(what.levels.size());
  return block;
}

template <class Trial>
summed_loss_result sum_losses(const summed_loss_experiment& what, const sweep_settings& settings,
                              const Trial& trial) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const auto trials = static_cast<double>(plan.block_size);
  summed_loss_result result;
  result.trials = plan.trials;
  result.delta.resize(what.epsilons.size());
  result.above.resize(what.epsilons.size());
  result.tail.resize(what.levels.size());
  simulate::run_blocks(
      plan, settings.threads, [&] { return without_losses(what); }, trial,
      [&](std::uint64_t, const summed_loss_block& block) {
        for (std::size_t i = 0; i < block.delta.size(); ++i) {
          result.delta[i].push_back(block.delta[i] / trials);
          result.above[i] += block.above[i];
        }
        for (std::size_t i = 0; i < block.tail.size(); ++i) {
          result.tail[i].push_back(block.tail[i] / trials);
        }
        result.hellinger.push_back(block.hellinger / trials);
        result.half_moment.push_back(block.half_moment / trials);
        result.infinite += block.infinite;
      },
      as_increments(settings));
  return result;
}

}  // namespace

std::string name(const summed_loss_experiment& what) {
  return fmt::format(
      "summed loss/{}/rank {}/width {}/cosine {:.12g}/norm ratio {:.12g}/releases {}",
      what.literal ? "literal" : "in law", what.rank, what.width, what.cosine, what.norm_ratio,
      what.releases);
}

double cost(const summed_loss_experiment& what) {
  const double one = what.literal ? 2.5 * what.rank * what.width + 300 : 450;
  return static_cast<double>(what.trials) * what.releases * one;
}

summed_loss_result run(const summed_loss_experiment& what, const sweep_settings& settings) {
  if (what.literal) return sum_losses(what, settings, literal_summed_loss{what});
  return sum_losses(
      what, settings,
      summed_loss_in_law{
          what, simulate::release_in_law(what.rank, what.width, what.cosine, what.norm_ratio)});
}

}  // namespace loranoise::verify
