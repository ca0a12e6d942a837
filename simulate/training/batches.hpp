// Which samples of the pool a model is trained on, and which of them each step looks at.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <utility>
#include <vector>

#include "simulate/training/model_parts.hpp"
#include "simulate/training/tuning_options.hpp"

namespace loranoise::simulate {

class batch_chooser {
 public:
  /// Of a pool of so many samples.
  batch_chooser(Eigen::Index pool, tuning_options options)
      : pool_(pool), options_(std::move(options)) {}

  /// Every sample, or each with probability 1/2.
  void draw_members(const model_parts& parts);

  /// The batch of a step; steps come in their order.
  void choose(const model_parts& parts, int step);

  /// 1 for members.
  [[nodiscard]] const std::vector<std::uint8_t>& is_member() const { return is_member_; }
  /// Ascending.
  [[nodiscard]] const std::vector<Eigen::Index>& members() const { return members_; }
  [[nodiscard]] const std::vector<Eigen::Index>& batch() const { return batch_; }
  /// What the sum over the batch is divided by: its size, or the expected one where the size would
  /// tell of members.
  [[nodiscard]] float divisor() const { return divisor_; }

 private:
  void choose_shuffled(const model_parts& parts, int step);
  [[nodiscard]] double expected_members() const;

  Eigen::Index pool_;
  tuning_options options_;
  std::vector<std::uint8_t> is_member_;
  std::vector<Eigen::Index> members_;
  std::vector<Eigen::Index> order_;
  std::vector<Eigen::Index> batch_;
  float divisor_ = 1;
};

}  // namespace loranoise::simulate
