#include "verify/experiments/row_norm.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "simulate/sketch/sketch.hpp"

namespace loranoise::verify {
namespace {

constexpr std::size_t bins = norm_result::bins_a_unit * norm_result::reach + 1;

struct norm_trial {
  simulate::gaussian_sketch sketch;
  Eigen::VectorXd u;  // of length 1
  Eigen::MatrixXd a{sketch.rank, sketch.width};

  void operator()(const simulate::stream& words, std::vector<std::uint64_t>& counts) {
    sketch.fill(words, a);
    const double s = (a * u).squaredNorm();
    const auto last = static_cast<double>(bins - 1);
    ++counts[static_cast<std::size_t>(std::min(last, s * norm_result::bins_a_unit))];
  }
};

}  // namespace

std::uint64_t norm_result::at_least(double x) const {
  const auto first = static_cast<std::ptrdiff_t>(std::lround(x * bins_a_unit));
  return std::accumulate(counts.begin() + first, counts.end(), std::uint64_t{0});
}

std::string name(const norm_experiment& what) {
  return "norm/" + what.row->name + "/rank " + std::to_string(what.rank);
}

double cost(const norm_experiment& what) {
  const auto width = static_cast<double>(what.row->values.size());
  return static_cast<double>(what.trials) * (1.7 * what.rank * width + 150);
}

norm_result run(const norm_experiment& what, const sweep_settings& settings) {
  const Eigen::RowVectorXd& u = what.row->values;
  const simulate::gaussian_sketch sketch(what.rank, static_cast<int>(u.size()));
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  norm_result result{plan.trials, std::vector<std::uint64_t>(bins)};
  simulate::run_blocks(
      plan, settings.threads, [] { return std::vector<std::uint64_t>(bins); },
      norm_trial{sketch, u.transpose() / u.norm()},
      [&](std::uint64_t, const std::vector<std::uint64_t>& block) {
        for (std::size_t b = 0; b < bins; ++b) result.counts[b] += block[b];
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
