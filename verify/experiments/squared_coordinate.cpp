#include "verify/experiments/squared_coordinate.hpp"

#include "simulate/noise/in_law.hpp"

namespace loranoise::verify {
namespace {

struct square_block {
  double sum = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.sum);
  }
};

// A row has no size of its own here: only its cosine matters.
struct square_trial {
  simulate::coordinate_in_law draw;

  void operator()(const simulate::stream& words, square_block& block) const {
    const double noise = draw(words);
    block.sum += noise * noise;
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
      plan, settings.threads, [] { return square_block{}; }, square_trial{{rho, 1, what.rank}},
      [&](std::uint64_t, const square_block& block) {
        result.squares.push_back(what.rank * block.sum / static_cast<double>(plan.block_size));
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
