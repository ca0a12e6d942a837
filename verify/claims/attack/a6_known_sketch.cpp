// Claim A6: what an attacker gains who knows A.
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::claims {
namespace a6 {
namespace {

using simulate::membership_attack;

// Shadows that share the target's A are those of an attacker who knows it.
shadow_experiment of_known_factors(shadow_experiment e) {
  e.options.known_factors = true;
  return e;
}

std::vector<check> gain_checks(const shadow_experiment& e, const shadow_result& r,
                               const shadow_experiment& known, const shadow_result& of_known) {
  const std::size_t last = r.checkpoints.size() - 1;
  std::vector<check> all;
  for (const auto& [name, attack] : {std::pair{"LiRA", membership_attack::lira_online},
                                     std::pair{"RMIA", membership_attack::rmia}}) {
    const estimate without = attack_area(e, r, last, attack);
    const estimate with = attack_area(known, of_known, last, attack);
    const estimate gain = difference(with, without);
    // What it would be if the attacker who knows A were certain of the members.
    const double certain = 1 - without.value();
    append(all,
           reported(where(e).part(name), "AUC of who knows A less that of who does not", gain)
               .falsified_by(
                   equal(where(e).part(name), "who knows A knows all", gain, certain).within(0.1)));
  }
  return all;
}

std::vector<cell> gain_cells(const study& s) {
  std::vector<cell> all;
  for (const shadow_experiment& e : all_attacked_models(s)) {
    if (!is_low_rank(e)) continue;
    const shadow_experiment known = of_known_factors(e);
    all.push_back(combined_cell(where(e).cell, std::vector<shadow_experiment>{e, known},
                                [e, known](const laboratory& lab) {
                                  return gain_checks(e, lab.result(e), known, lab.result(known));
                                }));
  }
  return all;
}

}  // namespace
}  // namespace a6

claim a6_known_sketch() {
  using namespace a6;
  return {.id = "A6",
          .title = "membership inference by who knows A",
          .statement =
              "What an attacker gains who knows the random factor A, and so trains the shadow "
              "models with the very A of the target, over one who draws an A for each: the area "
              "under the curve less that of the other, after the same steps. The secret of A is "
              "no protection worth its name: knowing it changes the area by little, and not "
              "knowing it keeps nobody out.",
          .formula = "AUC(A known) - AUC(A unknown)",
          .section = "7",
          .answers = "v6 to v7",
          .expected = verdict::measured,
          .cells = gain_cells,
          .needs = "the digits model, not a gradient of your own",
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
