// Claim A4: membership inference at equal loss of the members.
#include <algorithm>
#include <cmath>

#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::claims {
namespace a4 {
namespace {

using simulate::membership_attack;

// Two methods are compared where the members' losses are this near, relative.
constexpr double equal_enough = 0.15;

// By the delta method, each model a block.
estimate ratio_of_means(const std::vector<double>& above, const std::vector<double>& below) {
  const estimate a = estimate::from_blocks(above);
  const estimate b = estimate::from_blocks(below);
  const double ratio = a.value() / b.value();
  const double relative =
      std::hypot(a.standard_error() / a.value(), b.standard_error() / b.value());
  return estimate::from_standard_error(ratio, ratio * relative, std::min(a.degrees(), b.degrees()));
}

// Full training's last loss, where all methods that learn were before or at the end.
std::vector<check> equal_loss_checks(const shadow_experiment& e, const shadow_result& r,
                                     const shadow_experiment& full, const shadow_result& of_full) {
  const std::size_t last = of_full.checkpoints.size() - 1;
  const double loss = mean_member_loss(of_full, last);
  const std::size_t here = checkpoint_near(r, loss);
  const double reached = mean_member_loss(r, here);
  const estimate own = attack_area(e, r, here, membership_attack::lira_online);
  const estimate other = attack_area(full, of_full, last, membership_attack::lira_online);
  const bool comparable = std::abs(reached - loss) <= equal_enough * loss;
  const location place = where(e).part("less full training");
  const estimate excess = difference(own, other);
  comparison seen = reported(place, "AUC of LiRA, difference", excess);
  if (comparable) {
    seen.falsified_by(equal(place, "safer by 0.3 of the AUC", excess, -0.3).within(equal_enough));
    seen.falsified_by(
        equal(place, "less safe by 0.3 of the AUC", excess, 0.3).within(equal_enough));
  }
  return together({seen, reported(where(e).part("loss over full training's"),
                                  "where compared; methods that learn less never come near 1",
                                  ratio_of_means(r.member_loss[here], of_full.member_loss[last]))});
}

std::vector<cell> equal_loss_cells(const study& s) {
  std::vector<cell> all;
  const std::vector<shadow_experiment> experiments = all_attacked_models(s);
  if (experiments.empty()) return all;
  const shadow_experiment& full = experiments.front();
  for (const shadow_experiment& e : experiments) {
    if (e.options.method == simulate::tuning_method::full) continue;
    all.push_back(combined_cell(
        where(e).cell, std::vector<shadow_experiment>{full, e}, [e, full](const laboratory& lab) {
          return equal_loss_checks(e, lab.result(e), full, lab.result(full));
        }));
  }
  return all;
}

}  // namespace
}  // namespace a4

claim a4_equal_loss() {
  using namespace a4;
  return {.id = "A4",
          .title = "membership inference at equal loss",
          .statement =
              "What is left of the difference between methods when their models are compared at "
              "equal loss of their members, so that a method does not look safe because it has "
              "learnt less: the area under LiRA's curve less that of full training.",
          .formula = "AUC(method) - AUC(full training), at full training's loss",
          .section = "7",
          .answers = "v6 to v7",
          .expected = verdict::measured,
          .cells = equal_loss_cells,
          .needs = "the digits model, not a gradient of your own",
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
