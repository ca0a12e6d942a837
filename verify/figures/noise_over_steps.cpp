// The noise of many steps over the summed gradient, by where each step's noise comes from.
#include <algorithm>
#include <cmath>
#include <string>

#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/steps.hpp"

namespace loranoise::verify::figures {

void noise_over_steps(const study& s, const laboratory& lab, figure_points& out) {
  for (const steps_experiment& e : claims::steps_experiments(s)) {
    if (!lab.has(e)) continue;
    const steps_result& r = lab.result(e);
    const theory::noise_over_steps exact = claims::predicted_noise_over_steps(e);
    const auto& energies = e.kind == step_noise::frozen ? exact.shared : exact.independent;
    const figure_line measured{
        .kind = std::string(name(e.kind)), .gradient = e.sequence->name, .rank = e.rank};
    for (std::size_t i = 0; i < step_counts.size(); ++i) {
      const estimate energy = estimate::from_blocks(r.ratios[i]);
      const interval range = energy.interval_at(figure_alpha);
      out.add(measured, step_counts[i], std::sqrt(energy.value()),
              {std::sqrt(std::max(0.0, range.low)), std::sqrt(range.high)});
      out.add_exact(measured.of_kind(measured.kind + " exact"), step_counts[i],
                    std::sqrt(energies[i]));
    }
  }
}

}  // namespace loranoise::verify::figures
