#include "simulate/attack/roc.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace loranoise::simulate {
namespace {

template <class Metric>
value_range resample(std::size_t models, double level, const stream& words, int resamples,
                     const Metric& metric) {
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(resamples));
  for (int b = 0; b < resamples; ++b) {
    values.push_back(metric(resampled_models(
        models, words.part(static_cast<std::uint64_t>(b), static_cast<std::uint64_t>(resamples)))));
  }
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::lround(place))];
  };
  return {metric({}), at((1 - level) / 2), at((1 + level) / 2)};
}

}  // namespace

ranked_pairs::ranked_pairs(const score_table& table, const std::vector<float>& statistics)
    : models_(table.models) {
  pairs_.reserve(statistics.size());
  for (std::size_t k = 0; k < table.models; ++k) {
    for (std::size_t i = 0; i < table.examples; ++i) {
      pairs_.push_back({statistics[k * table.examples + i], static_cast<std::uint32_t>(k),
                        table.is_member(k, i)});
    }
  }
  std::stable_sort(pairs_.begin(), pairs_.end(), [](const pair_record& a, const pair_record& b) {
    return a.statistic > b.statistic;
  });
}

double ranked_pairs::area(const std::vector<double>& weights) const {
  double above = 0;  // members with a larger statistic
  double members = 0;
  double others = 0;
  double sum = 0;
  for (std::size_t i = 0; i < pairs_.size();) {
    double tied_members = 0;
    double tied_others = 0;
    const float statistic = pairs_[i].statistic;
    for (; i < pairs_.size() && pairs_[i].statistic == statistic; ++i) {
      const double w = weights.empty() ? 1 : weights[pairs_[i].model];
      (pairs_[i].member ? tied_members : tied_others) += w;
    }
    sum += tied_others * (above + 0.5 * tied_members);
    above += tied_members;
    members += tied_members;
    others += tied_others;
  }
  return members > 0 && others > 0 ? sum / (members * others) : 0.5;
}

double ranked_pairs::power_at(double rate, const std::vector<double>& weights) const {
  double members = 0;
  double others = 0;
  for (const pair_record& p : pairs_) {
    (p.member ? members : others) += weights.empty() ? 1 : weights[p.model];
  }
  if (!(members > 0)) return 0;
  double found = 0;
  double false_ones = 0;
  double best = 0;
  for (std::size_t i = 0; i < pairs_.size();) {
    const float statistic = pairs_[i].statistic;
    for (; i < pairs_.size() && pairs_[i].statistic == statistic; ++i) {
      const double w = weights.empty() ? 1 : weights[pairs_[i].model];
      (pairs_[i].member ? found : false_ones) += w;
    }
    if (false_ones > rate * others) break;
    best = found / members;
  }
  return best;
}

std::vector<roc_point> ranked_pairs::curve(int count, double lowest) const {
  std::vector<roc_point> all{{0, 0}};
  for (int i = 0; i < count; ++i) {
    const double rate = std::pow(lowest, 1 - static_cast<double>(i) / (count - 1));
    all.push_back({rate, power_at(rate)});
  }
  return all;
}

std::vector<double> ranked_pairs::areas_by_model() const {
  std::vector<double> above(models_), members(models_), others(models_), sum(models_);
  // Ties within a model are those within a run of equal statistics.
  for (std::size_t i = 0; i < pairs_.size();) {
    const float statistic = pairs_[i].statistic;
    const std::size_t begin = i;
    for (; i < pairs_.size() && pairs_[i].statistic == statistic; ++i) {
      if (pairs_[i].member) members[pairs_[i].model] += 1;
    }
    for (std::size_t j = begin; j < i; ++j) {
      const auto k = pairs_[j].model;
      if (pairs_[j].member) continue;
      sum[k] += 0.5 * (above[k] + members[k]);  // members above, and half of those that tie
      others[k] += 1;
    }
    for (std::size_t j = begin; j < i; ++j) above[pairs_[j].model] = members[pairs_[j].model];
  }
  std::vector<double> areas(models_);
  for (std::size_t k = 0; k < models_; ++k) areas[k] = sum[k] / (members[k] * others[k]);
  return areas;
}

std::vector<double> resampled_models(std::size_t models, const stream& words) {
  std::vector<double> weights(models);
  for (std::size_t k = 0; k < models; ++k) weights[words.word64(k) % models] += 1;
  return weights;
}

value_range area_with_interval(const ranked_pairs& pairs, std::size_t models, double level,
                               const stream& words, int resamples) {
  return resample(models, level, words, resamples,
                  [&](const std::vector<double>& weights) { return pairs.area(weights); });
}

value_range power_with_interval(const ranked_pairs& pairs, std::size_t models, double rate,
                                double level, const stream& words, int resamples) {
  return resample(models, level, words, resamples, [&](const std::vector<double>& weights) {
    return pairs.power_at(rate, weights);
  });
}

}  // namespace loranoise::simulate
