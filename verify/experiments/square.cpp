#include "square.hpp"

#include "simulate/accumulate.hpp"
#include "simulate/in_law.hpp"

namespace loranoise::verify {
namespace {

// A row has no size of its own here: only its cosine matters.
struct square_trial {
  simulate::coordinate_in_law draw;

  void operator()(const simulate::stream& words, simulate::moments& block) const {
    const double noise = draw(words);
    block.add(noise * noise);
  }
};

}  // namespace

std::string name(const square_experiment& what) {
  return "square/" + what.row->name + "/" + what.row->coordinates[what.coordinate].name + "/rank " +
         std::to_string(what.rank);
}

double cost(const square_experiment& what) {
  return static_cast<double>(what.trials) * 300;
}

square_result run(const square_experiment& what, const sweep_settings& settings) {
  const double rho = what.row->coordinates[what.coordinate].rho;
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  square_result result;
  result.trials = plan.trials;
  simulate::run_blocks(
      plan, settings.threads, [] { return simulate::moments{}; }, square_trial{{rho, 1, what.rank}},
      [&](std::uint64_t, const simulate::moments& block) {
        result.squares.push_back(what.rank * block.mean());
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
