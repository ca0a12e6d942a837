// What a membership attack sees: the scores of many models on the same examples.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace loranoise::simulate {

struct score_table {
  std::size_t models = 0;
  std::size_t examples = 0;
  std::vector<float> scores;         ///< models x examples, row by row: log p_y - log(1 - p_y)
  std::vector<std::uint8_t> member;  ///< the same shape: 1 where the model was trained on it
  std::vector<float> base;           ///< examples: scores before fine-tuning

  [[nodiscard]] float score(std::size_t model, std::size_t example) const {
    return scores[model * examples + example];
  }
  [[nodiscard]] bool is_member(std::size_t model, std::size_t example) const {
    return member[model * examples + example] != 0;
  }
};

/// Whether all scores are numbers: those of models that diverged are not.
[[nodiscard]] bool finite_scores(const score_table& table);

/// std::invalid_argument, one sentence, for shapes that do not fit, fewer than `fewest_models`
/// models, scores that are no numbers, or a model without members or non-members.
void check_scores(const score_table& table, std::size_t fewest_models = 1);

}  // namespace loranoise::simulate
