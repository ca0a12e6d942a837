// Claim A2: the attacks on fine-tuned models find members where there are some to find, and none
// where there are not.
#include <cmath>

#include "simulate/attack/roc.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::claims {
namespace a2 {
namespace {

using simulate::membership_attack;

constexpr double chance_margin = 0.12;
constexpr double near_one = 0.9;

// Models that learn labels by chance, with momentum and longer than others: nothing but memory
// tells their members.
shadow_experiment memorising_models(const study& s) {
  shadow_experiment e = attacked_models(s, "full", 1);
  e.task = s.learning;
  e.options.optimiser = simulate::optimiser_kind::momentum;
  e.options.rate = 0.02F;
  e.options.checkpoints = {e.options.steps};
  e.trials *= 2;
  return e;
}

estimate area_of(const simulate::score_table& table, membership_attack attack) {
  const simulate::ranked_pairs pairs(table, attack_statistics(table, attack));
  return estimate::from_blocks(pairs.areas_by_model());
}

// Every model with the membership of the one after it.
simulate::score_table shifted_membership(simulate::score_table table) {
  const std::vector<std::uint8_t> own = table.member;
  for (std::size_t k = 0; k < table.models; ++k) {
    const std::size_t next = (k + 1) % table.models;
    for (std::size_t i = 0; i < table.examples; ++i) {
      table.member[k * table.examples + i] = own[next * table.examples + i];
    }
  }
  return table;
}

// Every model with the scores of the base, which saw none of the pool.
simulate::score_table of_base(simulate::score_table table) {
  for (std::size_t k = 0; k < table.models; ++k) {
    for (std::size_t i = 0; i < table.examples; ++i) {
      table.scores[k * table.examples + i] = table.base[i];
    }
  }
  return table;
}

std::vector<check> instrument_checks(const shadow_experiment& e, const shadow_result& r) {
  const simulate::score_table table = scores_at(r, r.checkpoints.size() - 1, base_scores(*e.task));
  const estimate found = area_of(table, membership_attack::lira_online);
  const location place = where(e);
  const auto chance = [&](const char* part, const char* formula,
                          const simulate::score_table& scores, membership_attack attack) {
    return equal(place.part(part), formula, area_of(scores, attack), 0.5)
        .within(chance_margin)
        .falsified_by("the true membership", found);
  };
  // As "no less than": the part of pairs that is in the wrong order.
  const double missed = 1 - found.value();
  const estimate wrong_order =
      estimate::from_standard_error(missed, found.standard_error(), found.degrees());
  return together(
      {at_most(place.part("memorising"), "1 - AUC of LiRA on models that learn by heart <= 0.1",
               wrong_order, 1 - near_one)
           .falsified_by("the same of membership that is another model's",
                         area_of(shifted_membership(table), membership_attack::lira_online)),
       chance("another model's members", "AUC of LiRA = 1/2", shifted_membership(table),
              membership_attack::lira_online),
       chance("another model's members, loss", "AUC of the loss threshold = 1/2",
              shifted_membership(table), membership_attack::loss),
       chance("a model that saw none", "AUC of the loss of the base = 1/2", of_base(table),
              membership_attack::loss)});
}

std::vector<cell> instrument_cells(const study& s) {
  if (s.learning == nullptr) return {};
  const shadow_experiment e = memorising_models(s);
  return {measured_cell(where(e).cell, e,
                        [e](const shadow_result& r) { return instrument_checks(e, r); })};
}

}  // namespace
}  // namespace a2

claim a2_instrument() {
  using namespace a2;
  return {.id = "A2",
          .title = "membership attacks find what is there, and nothing else",
          .statement =
              "The instrument of the next claims: on models that learn labels by heart the "
              "likelihood-ratio attack with shadow models comes near certainty; on another model's "
              "membership, and on a model that saw none of the examples, attacks are no better "
              "than a coin.",
          .formula = "AUC >= 0.9 where models memorise, = 1/2 where there is nothing to find",
          .section = "7",
          .answers = "v6 to v9",
          .cells = instrument_cells,
          .needs = "the digits model, not a gradient of your own",
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
