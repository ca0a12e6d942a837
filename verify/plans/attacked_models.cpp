#include "verify/plans/attacked_models.hpp"

#include <cmath>
#include <numeric>

#include "simulate/attack/roc.hpp"

namespace loranoise::verify::claims {

shadow_experiment attacked_models(const study& s, const std::string& method, int rank) {
  constexpr int checkpoints = 16;
  simulate::tuning_options o;
  o.steps = s.budget.attack_steps;
  o.batch = 32;
  o.rate = 0.1F;
  o.checkpoints = checkpoint_steps(o.steps, checkpoints);
  return {s.tuning, method_options(method, rank, o), 0,
          static_cast<std::uint64_t>(s.budget.attack_models)};
}

std::vector<shadow_experiment> all_attacked_models(const study& s) {
  if (s.tuning == nullptr) return {};
  const std::vector<int>& ranks = s.budget.attack_ranks;
  const int middle = ranks[ranks.size() / 2];
  std::vector<shadow_experiment> all{attacked_models(s, "full", 1),
                                     attacked_models(s, "last_layer", 1)};
  for (const int rank : ranks) all.push_back(attacked_models(s, "lora", rank));
  for (const char* method : {"lora_frozen", "lora_redrawn", "matched_noise"}) {
    all.push_back(attacked_models(s, method, middle));
  }
  return all;
}

bool is_low_rank(const shadow_experiment& e) {
  return has_factors(e.options.method) && e.options.rank > 1;
}

estimate attack_area(const shadow_experiment& e, const shadow_result& r, std::size_t checkpoint,
                     simulate::membership_attack attack) {
  const simulate::score_table table = scores_at(r, checkpoint, base_scores(*e.task));
  const simulate::ranked_pairs pairs(table, attack_statistics(table, attack));
  return estimate::from_blocks(pairs.areas_by_model());
}

double mean_member_loss(const shadow_result& r, std::size_t checkpoint) {
  const std::vector<double>& losses = r.member_loss.at(checkpoint);
  return std::accumulate(losses.begin(), losses.end(), 0.0) / static_cast<double>(losses.size());
}

std::size_t checkpoint_near(const shadow_result& r, double loss) {
  std::size_t best = 0;
  for (std::size_t c = 1; c < r.checkpoints.size(); ++c) {
    if (std::abs(mean_member_loss(r, c) - loss) < std::abs(mean_member_loss(r, best) - loss)) {
      best = c;
    }
  }
  return best;
}

shadow_experiment private_models(const study& s) {
  constexpr int private_steps = 100;
  shadow_experiment e = attacked_models(s, "dp_sgd", 1);
  e.task = s.learning;
  e.options.sampling = simulate::batch_sampling::all;
  e.options.steps = private_steps;
  e.options.checkpoints = {private_steps};
  e.options.rate = 2;
  e.options.clip = 1;
  e.options.noise_multiplier = static_cast<float>(std::sqrt(private_steps) / private_shift);
  e.trials = 2 * static_cast<std::uint64_t>(s.budget.attack_models);
  return e;
}

}  // namespace loranoise::verify::claims
