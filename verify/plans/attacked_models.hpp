// Which fine-tuned models are attacked, and what an attack finds.
#pragma once

#include <string>
#include <vector>

#include "simulate/attack/membership.hpp"
#include "verify/plans/shadow_models.hpp"
#include "verify/statistics/estimate.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// The models of a method of the study's fine-tuning task, at the profile's numbers: SGD of rate
/// 0.1, batches of 32, scored at sixteen checkpoints.
[[nodiscard]] shadow_experiment attacked_models(const study& s, const std::string& method,
                                                int rank);

/// Full training, the last layer, LoRA at the profile's ranks, and its kin and matched noise at the
/// middle one.
[[nodiscard]] std::vector<shadow_experiment> all_attacked_models(const study& s);

/// Whether it trains factors, of a rank above 1: rank 1 does not learn this task, so there is
/// nothing to resist.
[[nodiscard]] bool is_low_rank(const shadow_experiment& e);

/// Area under the attack's curve within each target model, after a checkpoint. Each model is one
/// block: they share draws of nothing but their shadows.
[[nodiscard]] estimate attack_area(const shadow_experiment& e, const shadow_result& r,
                                   std::size_t checkpoint, simulate::membership_attack attack);

/// The checkpoint whose members' loss, averaged over models, is nearest to this.
[[nodiscard]] std::size_t checkpoint_near(const shadow_result& r, double loss);

[[nodiscard]] double mean_member_loss(const shadow_result& r, std::size_t checkpoint);

/// DP-SGD with all members at every step: T Gaussian mechanisms of shift 1/sigma, which are one of
/// sqrt(T)/sigma = private_shift, exactly (Dong, Roth and Su 2022). On labels by chance.
inline constexpr double private_shift = 2;
[[nodiscard]] shadow_experiment private_models(const study& s);

}  // namespace loranoise::verify::claims
