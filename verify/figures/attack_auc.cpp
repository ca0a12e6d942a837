// Area under LiRA's curve against the rank, at equal steps and at equal loss of the members.
#include <cmath>

#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::figures {

void attack_auc(const study& s, const laboratory& lab, figure_points& out) {
  const auto experiments = claims::all_attacked_models(s);
  if (experiments.empty() || !lab.has(experiments.front())) return;
  const shadow_result& full = lab.result(experiments.front());
  const double loss = claims::mean_member_loss(full, full.checkpoints.size() - 1);
  for (const shadow_experiment& e : experiments) {
    if (!lab.has(e)) continue;
    const shadow_result& r = lab.result(e);
    const auto area = [&](std::size_t checkpoint) {
      return claims::attack_area(e, r, checkpoint, simulate::membership_attack::lira_online);
    };
    const figure_line line{.gradient = std::string(simulate::name(e.options.method))};
    out.add_measured(line.of_kind("equal_steps"), e.options.rank, area(r.checkpoints.size() - 1));
    const std::size_t near = claims::checkpoint_near(r, loss);
    constexpr double equal_enough = 0.15;  // as claim A4 has it
    if (std::abs(claims::mean_member_loss(r, near) - loss) > equal_enough * loss) continue;
    out.add_measured(line.of_kind("equal_loss"), e.options.rank, area(near));
  }
}

}  // namespace loranoise::verify::figures
