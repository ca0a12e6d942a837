#include "verify/plans/injectors.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "verify/plans/matrices.hpp"
#include "verify/plans/squared_coordinate_plan.hpp"
#include "verify/statistics/power.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify::claims {
namespace {

// The square of a coordinate of ours at this rank and cosine 1 spreads more than that of any other
// injector in the table, and <u, N>^2 is one; what is left of it without the squares may have twice
// its variance.
std::uint64_t planned_trials(const injector_family& family, double scale) {
  constexpr double most_probable = 0.5;
  constexpr double heaviest_gain = 3;  // of a mask that keeps a quarter, on a row of one entry
  const square_plan heaviest = plan_square(std::min(family.rank, injector_height), 1);
  const double width = family.width;
  return std::max(
      {trials_for_mean(heaviest_gain, injected_gain_margin * scale),
       trials_for_worst_mean(1, injected_mean_margin * scale, width),
       trials_for_worst_mean(heaviest.variance, injected_variance_margin * scale, width),
       trials_for_mean(2 * heaviest.variance, injected_mixed_margin * scale),
       trials_for_skewness(heaviest.skewness, planned_skewness * scale),
       trials_for_probability(most_probable, injected_event_margin * scale)});
}

std::vector<simulate::gradient> gradients_for(const injector_family& family, const study& s) {
  if (family.own_gradients != nullptr) return family.own_gradients();
  std::vector<simulate::gradient> all{flat_gradient(family.width)};
  for (const auto& g : telling_gradients(s)) {
    if (all.size() > static_cast<std::size_t>(s.budget.injector_gradients)) break;
    if (g->values.cols() < family.width) continue;
    simulate::gradient block = strongest_block(*g, injector_height, family.width);
    if (block.values.rows() > 0) all.push_back(std::move(block));
  }
  return all;
}

}  // namespace

std::vector<injector_experiment> injector_experiments(const study& s) {
  std::vector<injector_experiment> all;
  for (const injector_family& family : injector_table()) {
    const std::uint64_t trials = planned_trials(family, s.budget.margin_scale);
    std::optional<injector_law> law = family.law();
    const auto add = [&](simulate::gradient g) {
      injector_experiment e{&family, nullptr, trials};
      if (law && law->gradient.name == g.name) {
        e.column = law->column;
        e.events = law->events;
        law.reset();
      }
      e.gradient = std::make_shared<const simulate::gradient>(std::move(g));
      all.push_back(std::move(e));
    };
    for (simulate::gradient& g : gradients_for(family, s)) add(std::move(g));
    if (law) add(law->gradient);
  }
  return all;
}

}  // namespace loranoise::verify::claims
