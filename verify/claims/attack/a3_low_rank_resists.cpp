// Claim A3: the reading that low-rank adaptation resists membership inference.
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::claims {
namespace a3 {
namespace {

using simulate::membership_attack;

// The reading, generously: no attack gets past this.
constexpr double resisted = 0.55;

std::vector<check> last_checks(const shadow_experiment& e, const shadow_result& r) {
  const std::size_t last = r.checkpoints.size() - 1;
  const estimate found = attack_area(e, r, last, membership_attack::lira_online);
  std::vector<check> all = together({reported(where(e).part("LiRA"), "AUC at equal steps", found),
                                     reported(where(e).part("loss"), "AUC at equal steps",
                                              attack_area(e, r, last, membership_attack::loss)),
                                     reported(where(e).part("RMIA"), "AUC at equal steps",
                                              attack_area(e, r, last, membership_attack::rmia))});
  if (is_low_rank(e)) {
    append(all, at_most(where(e).part("reading"), "AUC of LiRA <= 0.55", found, resisted)
                    .falsified_by("AUC of LiRA <= 0.525", 0.525)
                    .falsified_by("no better than a coin: AUC of LiRA <= 1/2", 0.5));
  }
  return all;
}

std::vector<cell> resistance_cells(const study& s) {
  std::vector<cell> all;
  for (const shadow_experiment& e : all_attacked_models(s)) {
    all.push_back(
        measured_cell(where(e).cell, e, [e](const shadow_result& r) { return last_checks(e, r); }));
  }
  return all;
}

}  // namespace
}  // namespace a3

claim a3_low_rank_resists() {
  using namespace a3;
  return {.id = "A3",
          .title = "the reading that low rank resists membership inference",
          .statement =
              "Fine-tuned by low-rank adaptation, a model does not tell its members: no attack has "
              "an area under its curve above 0.55. False wherever the adapter learns its task: at "
              "equal steps members of LoRA's models are found as often as those of full training, "
              "or more often.",
          .formula = "AUC <= 0.55",
          .section = "7",
          .answers = "v6 to v7",
          .expected = verdict::refuted,
          .cells = resistance_cells,
          .needs = "the digits model, not a gradient of your own",
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
