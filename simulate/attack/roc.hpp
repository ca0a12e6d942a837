// Receiver operating characteristics of membership attacks.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/attack/score_table.hpp"
#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// The pairs of all models in the order of an attack's statistic, largest first.
class ranked_pairs {
 public:
  /// `statistics` is models x examples, as attack_statistics gives it.
  ranked_pairs(const score_table& table, const std::vector<float>& statistics);

  /// Area under the curve: P(member's statistic > non-member's) + half P(equal). Pairs count as
  /// often as `weights` says of their model; once each if it is empty.
  [[nodiscard]] double area(const std::vector<double>& weights = {}) const;

  /// The largest true-positive rate of a threshold whose false-positive rate is at most `rate`.
  [[nodiscard]] double power_at(double rate, const std::vector<double>& weights = {}) const;

  /// The same at several rates, ascending.
  [[nodiscard]] std::vector<double> powers_at(const std::vector<double>& rates,
                                              const std::vector<double>& weights = {}) const;

  /// Area within each model, its own members against its own non-members.
  [[nodiscard]] std::vector<double> areas_by_model() const;

 private:
  struct pair_record {
    float statistic;
    std::uint32_t model;
    bool member;
  };
  std::size_t models_;
  std::vector<pair_record> pairs_;
};

/// How often each model is drawn when as many are drawn with replacement: resampling of target
/// models, which share what their training drew, where pairs are not independent.
[[nodiscard]] std::vector<double> resampled_models(std::size_t models, const stream& words);

struct value_range {
  double value;
  double low;
  double high;
};

/// A number of the curve with its percentile interval from `resamples` resamplings of the models.
/// 0 < level < 1: the interval leaves out (1 - level)/2 on each side.
[[nodiscard]] value_range area_with_interval(const ranked_pairs& pairs, std::size_t models,
                                             double level, const stream& words,
                                             int resamples = 400);
/// At rates that ascend.
[[nodiscard]] std::vector<value_range> powers_with_intervals(const ranked_pairs& pairs,
                                                             std::size_t models,
                                                             const std::vector<double>& rates,
                                                             double level, const stream& words,
                                                             int resamples = 400);

}  // namespace loranoise::simulate
