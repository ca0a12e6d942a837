#include "verify/claims/moments/generator_controls.hpp"

#include <algorithm>
#include <string>

#include "verify/experiments/generator.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

// A quarter of the correlation, and of the error of the variance, that must be seen.
constexpr double pair_margin = 0.0025;
constexpr double generator_margin = 0.002;

std::vector<check> normals_are_normal(const generator_experiment& e, const generator_result& r) {
  location place;
  place.cell = "generator, " + std::string(precision(e));
  place.trials = e.trials * generator_experiment::elements;
  return together(
      {equal(place.part("variance"), "E x^2 = 1", estimate::from_blocks(r.square), 1)
           .within(generator_margin)
           .control()
           .falsified_by("normals whose variance is 1 % too large", 1.01),
       equal(place.part("pairs"), "E x y = 0 in a pair", estimate::from_blocks(r.pair), 0)
           .within(pair_margin)
           .control()
           .falsified_by("correlation 0.01 in a pair of normals", 0.01),
       equal(place.part("neighbours"), "E x_k x_(k+1) = 0", estimate::from_blocks(r.neighbour), 0)
           .within(pair_margin)
           .control()});
}

}  // namespace

std::vector<cell> generator_controls() {
  // Products of independent normals have variance 1; so do squares, twice as often, with 2.
  const std::uint64_t products = trials_for_mean(1, pair_margin);
  const std::uint64_t squares = trials_for_mean(2, generator_margin) / 2;
  const std::uint64_t trials = 2 * std::max(products, squares) / generator_experiment::elements + 1;
  std::vector<cell> all;
  for (const bool single : {true, false}) {
    const generator_experiment e{single, trials};
    all.push_back(
        measured_cell("generator, " + std::string(precision(e)), e,
                      [e](const generator_result& r) { return normals_are_normal(e, r); }));
  }
  return all;
}

}  // namespace loranoise::verify::claims
