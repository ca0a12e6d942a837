#include "verify/experiments/coordinate.hpp"

#include <cmath>

#include "simulate/noise/in_law.hpp"
#include "verify/experiments/sketch_family.hpp"

namespace loranoise::verify {
namespace {

struct coordinate_trial {
  simulate::coordinate_in_law draw;
  double entry;
  double deviation;

  void operator()(const simulate::stream& words, coordinate_block& block) const {
    const double noise = draw(words);
    block.add(noise / deviation, noise + entry <= 0);
  }
};

}  // namespace

std::string name(const coordinate_experiment& what) {
  return "coordinate/" + what.row->name + "/" + what.row->coordinates[what.coordinate].name +
         "/rank " + std::to_string(what.rank);
}

double cost(const coordinate_experiment& what) {
  return static_cast<double>(what.trials) * 230;
}

coordinate_result run(const coordinate_experiment& what, const sweep_settings& settings) {
  const Eigen::RowVectorXd& u = what.row->values;
  const double entry = u[what.row->coordinates[what.coordinate].column];
  const double norm = u.norm();
  const double variance = noise_variance(sketch_family::gaussian, norm * norm, entry, what.rank,
                                         static_cast<int>(u.size()));
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  coordinate_tally tally;
  simulate::run_blocks(
      plan, settings.threads, [] { return coordinate_block{}; },
      coordinate_trial{{entry, norm, what.rank}, entry, std::sqrt(variance)},
      [&](std::uint64_t index, const coordinate_block& block) { tally.add(index, block); },
      as_increments(settings));
  return {plan.trials, tally.take()};
}

}  // namespace loranoise::verify
