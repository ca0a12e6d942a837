#include "verify/experiments/rank_count.hpp"

#include "simulate/algebra/spectrum.hpp"
#include "simulate/noise/noise.hpp"
#include "verify/experiments/symmetry.hpp"

namespace loranoise::verify {
namespace {

template <class Sketch>
struct rank_trial {
  Sketch sketch;
  Eigen::MatrixXd g;
  Eigen::MatrixXd a{sketch.rank, sketch.width};
  Eigen::MatrixXd y = g;

  void operator()(const simulate::stream& words, std::vector<std::uint64_t>& of_rank) {
    sketch.fill(words, a);
    simulate::noise(g, a, y);
    y += g;
    ++of_rank[static_cast<std::size_t>(numerical_rank(y))];
  }
};

template <class Sketch>
rank_result count_ranks(const rank_experiment& what, const Sketch& sketch,
                        const sweep_settings& settings) {
  const Eigen::MatrixXd g = watched_rows(what.gradient->values);
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const auto sizes = static_cast<std::size_t>(std::min(g.rows(), g.cols())) + 1;
  rank_result result{plan.trials, std::vector<std::uint64_t>(sizes)};
  simulate::run_blocks(
      plan, settings.threads, [&] { return std::vector<std::uint64_t>(sizes); },
      rank_trial<Sketch>{sketch, g},
      [&](std::uint64_t, const std::vector<std::uint64_t>& block) {
        for (std::size_t k = 0; k < sizes; ++k) result.of_rank[k] += block[k];
      },
      as_increments(settings));
  return result;
}

}  // namespace

Eigen::Index numerical_rank(const Eigen::MatrixXd& y) {
  const Eigen::VectorXd values = simulate::singular_values(y);
  return (values.array() > rank_experiment::tolerance * values.maxCoeff()).count();
}

std::uint64_t rank_result::above(int rank) const {
  std::uint64_t sum = 0;
  for (std::size_t k = static_cast<std::size_t>(rank) + 1; k < of_rank.size(); ++k) {
    sum += of_rank[k];
  }
  return sum;
}

std::string name(const rank_experiment& what) {
  return "rank/" + what.gradient->name + "/" + std::string(name(what.family)) + "/rank " +
         std::to_string(what.rank);
}

double cost(const rank_experiment& what) {
  const auto width = static_cast<double>(what.gradient->values.cols());
  const auto rows = static_cast<double>(std::min(what.gradient->values.rows(), most_watched));
  return static_cast<double>(what.trials) *
         (width * (3.0 * what.rank + 0.3 * rows * (what.rank + rows)) + 20 * rows * rows * rows);
}

rank_result run(const rank_experiment& what, const sweep_settings& settings) {
  const auto width = static_cast<int>(what.gradient->values.cols());
  return std::visit([&](const auto& sketch) { return count_ranks(what, sketch, settings); },
                    make_sketch(what.family, what.rank, width));
}

}  // namespace loranoise::verify
