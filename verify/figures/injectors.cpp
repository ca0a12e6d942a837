// The variance that LoRA and its neighbours put on an entry of a flat row, and which of their laws
// have atoms.
#include <cmath>
#include <string>

#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/injectors.hpp"

namespace loranoise::verify::figures {
namespace {

// Of the first coordinate, over |u|^2/m, in units of 1/r.
double in_units(const injector_experiment& e, double variance) {
  return variance * e.family->rank / e.row().squaredNorm();
}

bool has_atoms(const injector_experiment& e) {
  constexpr double no_density = 1e-6;
  return !e.events.empty() && e.events.front().normal < no_density;
}

}  // namespace

void injectors(const study& s, const laboratory& lab, figure_points& out) {
  const std::vector<injector_family>& table = injector_table();
  for (const injector_experiment& e : claims::injector_experiments(s)) {
    if (!lab.has(e)) continue;
    const injector_result& r = lab.result(e);
    const auto place = static_cast<double>(e.family - table.data());
    const figure_line line{.kind = "measured",
                           .gradient = std::string(e.family->name),
                           .rank = e.family->rank,
                           .width = e.family->width};
    if (has_atoms(e)) out.add_exact(line.of_kind("atoms"), place, 1);
    const bool flat = e.gradient->name == flat_gradient(e.family->width).name;
    if (!flat && e.family->own_gradients == nullptr) continue;
    const estimate variance = estimate::from_standard_error(
        in_units(e, r.squares(0, 0)), in_units(e, r.squares_error(0, 0)), sweep_blocks - 1);
    out.add_measured(line, place, variance);
    out.add_exact(line.of_kind("formula"), place, in_units(e, e.covariance(0, 0)));
  }
}

}  // namespace loranoise::verify::figures
