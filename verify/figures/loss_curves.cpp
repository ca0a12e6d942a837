// Losses of fine-tuned models over their steps, by method.
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::figures {

void loss_curves(const study& s, const laboratory& lab, figure_points& out) {
  for (const shadow_experiment& e : claims::all_attacked_models(s)) {
    if (!lab.has(e)) continue;
    const shadow_result& r = lab.result(e);
    const figure_line members{.gradient = method_name(e.options), .rank = e.options.rank};
    for (std::size_t c = 0; c < r.checkpoints.size(); ++c) {
      out.add_measured(members.of_kind("members"), r.checkpoints[c],
                       estimate::from_blocks(r.member_loss[c]));
      out.add_measured(members.of_kind("held_out"), r.checkpoints[c],
                       estimate::from_blocks(r.held_out_loss[c]));
    }
  }
}

}  // namespace loranoise::verify::figures
