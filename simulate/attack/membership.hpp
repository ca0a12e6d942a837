// Membership attacks on fine-tuned models. Each gives every pair of a model and an example a
// statistic, larger for members if the attack works. Each model in turn is the target and all
// others are its shadow models.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "simulate/attack/score_table.hpp"

namespace loranoise::simulate {

enum class membership_attack : std::uint8_t {
  loss,          ///< the score itself: a threshold on the loss (Yeom et al. 2018)
  reference,     ///< the score less the base model's
  lira_online,   ///< log-likelihood ratio of Gaussians of the shadows with and without the example,
                 ///< each example's means, variances pooled over examples (Carlini et al. 2022)
  lira_own,      ///< the same with variances of each example's own; 4 shadows or more a side, else
                 ///< the pooled ones
  lira_offline,  ///< distance above the shadows without the example, pooled deviation
  rmia           ///< share of the other examples whose p/mean p is no larger (Zarifzadeh et al.
                 ///< 2024, online, gamma 1, the pool as population)
};

/// "loss", "reference", "lira_online", ...
[[nodiscard]] std::string_view name(membership_attack attack);
[[nodiscard]] const std::vector<membership_attack>& membership_attacks();
/// std::invalid_argument names an unknown one and lists those known.
[[nodiscard]] membership_attack find_attack(std::string_view wanted);

/// Models x examples, row by row. The table is taken as check_scores left it; attacks with shadows
/// need 3 models or more (std::invalid_argument).
[[nodiscard]] std::vector<float> attack_statistics(const score_table& table,
                                                   membership_attack attack);

}  // namespace loranoise::simulate
