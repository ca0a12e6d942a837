#include "simulate/attack/findings.hpp"

#include <stdexcept>

namespace loranoise::simulate {

attack_findings attack_models(const score_table& table, membership_attack attack, double level,
                              const stream& words) {
  constexpr std::size_t fewest_models = 3;
  check_scores(table, fewest_models);
  if (!(level > 0 && level < 1)) throw std::invalid_argument("level must be between 0 and 1");
  const ranked_pairs pairs(table, attack_statistics(table, attack));
  const auto powers = powers_with_intervals(pairs, table.models, {0.001, 0.01}, level, words);
  return {area_with_interval(pairs, table.models, level, words), powers[1], powers[0]};
}

}  // namespace loranoise::simulate
