#include "verify/experiments/frozen_path.hpp"

#include <fmt/format.h>

#include <Eigen/QR>
#include <algorithm>

#include "simulate/noise/bidiagonal.hpp"
#include "simulate/noise/descent.hpp"

namespace loranoise::verify {
namespace {

struct frozen_path_block {
  std::vector<double> inner;
  std::vector<double> squared;
  double kept = 0;
  std::vector<std::uint64_t> kept_counts;
  std::vector<std::uint64_t> below;
  std::vector<std::uint64_t> doubled;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.inner, self.squared, self.kept, self.kept_counts, self.below, self.doubled);
  }

  void add_kept(double share) {
    kept += share;
    const int bin = static_cast<int>(share * frozen_path_result::bins);
    ++kept_counts[static_cast<std::size_t>(std::clamp(bin, 0, frozen_path_result::bins - 1))];
  }
  void add(std::size_t look, double along, double size, double share) {
    inner[look] += along;
    squared[look] += size;
    below[look] += size < share - frozen_path_result::rounding ? 1 : 0;
    doubled[look] += size > 2 * share ? 1 : 0;
  }
};

frozen_path_block empty_block(std::size_t looks) {
  frozen_path_block block;
  block.inner.resize(looks);
  block.squared.resize(looks);
  block.kept_counts.resize(frozen_path_result::bins);
  block.below.resize(looks);
  block.doubled.resize(looks);
  return block;
}

struct bidiagonal_path {
  const frozen_path_experiment& what;

  void operator()(const simulate::stream& words, frozen_path_block& block) const {
    const int steps = what.looks.back();
    const simulate::bidiagonal_sketch sketch(words, what.rank, what.width,
                                             std::max(steps, what.rank));
    const simulate::frozen_path path = sketch.run(what.step, steps);
    const double kept = sketch.kept_share();
    block.add_kept(kept);
    for (std::size_t look = 0; look < what.looks.size(); ++look) {
      const auto t = static_cast<std::size_t>(what.looks[look]);
      block.add(look, path.inner[t], path.squared[t], kept);
    }
  }
};

// What is kept: e_0 less its projection on the rows of A.
struct literal_path {
  const frozen_path_experiment& what;
  Eigen::VectorXd start = Eigen::VectorXd::LinSpaced(what.width, -1, 2).normalized();
  simulate::gaussian_sketch sketch{what.rank, what.width};
  Eigen::MatrixXd a{what.rank, what.width};
  Eigen::VectorXd e{};

  void operator()(const simulate::stream& words, frozen_path_block& block) {
    sketch.fill(words, a);
    Eigen::VectorXd turned = start;
    turned.applyOnTheLeft(a.transpose().householderQr().householderQ().adjoint());
    const double kept = turned.tail(what.width - what.rank).squaredNorm();
    block.add_kept(kept);
    e = start;
    int step = 0;
    for (std::size_t look = 0; look < what.looks.size(); ++look) {
      for (; step < what.looks[look]; ++step) e -= what.step * (a.transpose() * (a * e)).eval();
      block.add(look, start.dot(e), e.squaredNorm(), kept);
    }
  }
};

void add_up(std::vector<std::uint64_t>& all, const std::vector<std::uint64_t>& more) {
  all.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i) all[i] += more[i];
}

template <class Trial>
frozen_path_result sweep(const frozen_path_experiment& what, const sweep_settings& settings,
                         const Trial& trial) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const std::size_t looks = what.looks.size();
  const auto trials = static_cast<double>(plan.block_size);
  frozen_path_result result;
  result.trials = plan.trials;
  result.inner.resize(looks);
  result.squared.resize(looks);
  simulate::run_blocks(
      plan, settings.threads, [looks] { return empty_block(looks); }, trial,
      [&](std::uint64_t, const frozen_path_block& block) {
        for (std::size_t look = 0; look < looks; ++look) {
          result.inner[look].push_back(block.inner[look] / trials);
          result.squared[look].push_back(block.squared[look] / trials);
        }
        result.kept.push_back(block.kept / trials);
        add_up(result.kept_counts, block.kept_counts);
        add_up(result.below, block.below);
        add_up(result.doubled, block.doubled);
      },
      as_increments(settings));
  return result;
}

}  // namespace

std::string name(const frozen_path_experiment& what) {
  return fmt::format("frozen path/{}/rank {}/width {}/step {:.6g}/steps {}",
                     what.literal ? "literal" : "bidiagonal", what.rank, what.width, what.step,
                     what.looks.back());
}

double cost(const frozen_path_experiment& what) {
  const double rank = what.rank;
  const double steps = what.looks.back();
  const double entries = rank * what.width;
  const double one = what.literal ? entries * (2 + rank + steps)
                                  : 250 * std::max(rank, std::min(steps, rank)) + 4 * steps * rank;
  return static_cast<double>(what.trials) * one;
}

frozen_path_result run(const frozen_path_experiment& what, const sweep_settings& settings) {
  return what.literal ? sweep(what, settings, literal_path{what})
                      : sweep(what, settings, bidiagonal_path{what});
}

}  // namespace loranoise::verify
