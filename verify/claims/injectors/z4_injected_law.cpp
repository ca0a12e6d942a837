// Claim Z4: the law of one coordinate under an injector.
#include <cmath>

#include "verify/claims/injectors/injector_cells.hpp"
#include "verify/plans/injectors.hpp"

namespace loranoise::verify::claims {
namespace z4 {
namespace {

std::vector<check> events(const injector_experiment& e, const injector_result& r, double scale) {
  std::vector<check> all;
  for (std::size_t k = 0; k < e.events.size(); ++k) {
    const injector_event& event = e.events[k];
    append(all, equal(where(e).part(event.label), "P(N_i) of 11.3",
                      estimate::from_binomial(static_cast<std::uint64_t>(r.counts[k]), r.trials),
                      event.probability)
                    .within(injected_event_margin * scale)
                    .falsified_by("the normal law of the same variance", event.normal)
                    .falsified_by("half as often", event.probability / 2));
  }
  return all;
}

std::vector<cell> injected_law_cells(const study& s) {
  std::vector<injector_experiment> known = injector_experiments(s);
  std::erase_if(known, [](const injector_experiment& e) { return e.events.empty(); });
  return cells_at_scale(s, known, where, events);
}

}  // namespace
}  // namespace z4

claim z4_injected_law() {
  using namespace z4;
  return {
      .id = "Z4",
      .title = "the law of neighbouring injectors",
      .statement =
          "Frames, Hadamard rows, sparse signs and masks put atoms of known probability where a "
          "Gaussian has none, so that their total variation to every Gaussian is 1 although "
          "their variance is as fine; zero-order descent, a frozen B and convolutions have "
          "LoRA's law exactly, sampled gradients the Gaussian one.",
      .formula = "P(N_i = x) and P(N_i <= x) of 11.3",
      .section = "11.3, 11.4",
      .answers = "its neighbours",
      .cells = injected_law_cells};
}

}  // namespace loranoise::verify::claims
