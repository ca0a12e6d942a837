#include "simulate/attack/roc.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace loranoise::simulate {
namespace {

// Each number of a metric, with its percentiles over resamplings.
template <class Metric>
std::vector<value_range> resample(std::size_t models, double level, const stream& words,
                                  int resamples, const Metric& metric) {
  const std::vector<double> whole = metric({});
  std::vector<std::vector<double>> values(whole.size());
  for (int b = 0; b < resamples; ++b) {
    const std::vector<double> drawn = metric(resampled_models(
        models, words.part(static_cast<std::uint64_t>(b), static_cast<std::uint64_t>(resamples))));
    for (std::size_t i = 0; i < drawn.size(); ++i) values[i].push_back(drawn[i]);
  }
  std::vector<value_range> ranges;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::sort(values[i].begin(), values[i].end());
    const auto at = [&](double share) {
      const double place = share * static_cast<double>(values[i].size() - 1);
      return values[i][static_cast<std::size_t>(std::lround(place))];
    };
    ranges.push_back({whole[i], at((1 - level) / 2), at((1 + level) / 2)});
  }
  return ranges;
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

std::vector<double> ranked_pairs::powers_at(const std::vector<double>& rates,
                                            const std::vector<double>& weights) const {
  std::vector<double> powers(rates.size());
  double members = 0;
  double others = 0;
  for (const pair_record& p : pairs_) {
    (p.member ? members : others) += weights.empty() ? 1 : weights[p.model];
  }
  if (!(members > 0)) return powers;
  double found = 0;
  double false_ones = 0;
  std::size_t rate = 0;
  for (std::size_t i = 0; i < pairs_.size();) {
    const double before = found;
    const float statistic = pairs_[i].statistic;
    for (; i < pairs_.size() && pairs_[i].statistic == statistic; ++i) {
      const double w = weights.empty() ? 1 : weights[pairs_[i].model];
      (pairs_[i].member ? found : false_ones) += w;
    }
    while (rate < rates.size() && false_ones > rates[rate] * others) {
      powers[rate++] = before / members;
    }
  }
  for (; rate < rates.size(); ++rate) powers[rate] = found / members;
  return powers;
}

double ranked_pairs::power_at(double rate, const std::vector<double>& weights) const {
  return powers_at({rate}, weights).front();
}

std::vector<double> ranked_pairs::areas_by_model() const {
  std::vector<double> above(models_);
  std::vector<double> members(models_);
  std::vector<double> others(models_);
  std::vector<double> sum(models_);
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
                  [&](const std::vector<double>& weights) {
                    return std::vector<double>{pairs.area(weights)};
                  })
      .front();
}

std::vector<value_range> powers_with_intervals(const ranked_pairs& pairs, std::size_t models,
                                               const std::vector<double>& rates, double level,
                                               const stream& words, int resamples) {
  return resample(models, level, words, resamples, [&](const std::vector<double>& weights) {
    return pairs.powers_at(rates, weights);
  });
}

}  // namespace loranoise::simulate
