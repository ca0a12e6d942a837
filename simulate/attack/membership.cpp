#include "simulate/attack/membership.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "simulate/names/find_named.hpp"

namespace loranoise::simulate {
namespace {

// Sums over the models of one example, with it or without it.
struct side_sums {
  double count = 0;
  double sum = 0;
  double square = 0;

  void add(double x, double sign) {
    count += sign;
    sum += sign * x;
    square += sign * x * x;
  }
  [[nodiscard]] double mean() const { return sum / count; }
  // Of the scores about the example's own mean.
  [[nodiscard]] double squares_about_mean() const {
    return count > 0 ? std::max(0.0, square - sum * sum / count) : 0;
  }
};

// All shadows' scores, example by example, on both sides.
struct shadow_sums {
  std::vector<side_sums> with, without;
  double variance_with = 1;  // pooled over examples, all models
  double variance_without = 1;
  double gap = 0;  // mean over examples of the difference of the two means

  explicit shadow_sums(const score_table& table) : with(table.examples), without(table.examples) {
    for (std::size_t k = 0; k < table.models; ++k) {
      for (std::size_t i = 0; i < table.examples; ++i) {
        (table.is_member(k, i) ? with : without)[i].add(table.score(k, i), 1);
      }
    }
    variance_with = pooled(with);
    variance_without = pooled(without);
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < table.examples; ++i) {
      if (with[i].count == 0 || without[i].count == 0) continue;
      sum += with[i].mean() - without[i].mean();
      ++count;
    }
    gap = count > 0 ? sum / count : 0;
  }

  static double pooled(const std::vector<side_sums>& side) {
    double squares = 0;
    double degrees = 0;
    for (const side_sums& s : side) {
      squares += s.squares_about_mean();
      degrees += std::max(0.0, s.count - 1);
    }
    constexpr double smallest = 1e-12;  // scores that never vary
    return std::max(smallest, degrees > 0 ? squares / degrees : 1);
  }
};

// The shadows of one target on one example.
struct both_sides {
  side_sums with, without;
};

both_sides shadows_of(const shadow_sums& all, const score_table& table, std::size_t k,
                      std::size_t i) {
  both_sides own{all.with[i], all.without[i]};
  (table.is_member(k, i) ? own.with : own.without).add(table.score(k, i), -1);
  // An example that all shadows have, or none: the other side's mean and the usual gap.
  if (own.with.count < 0.5 && own.without.count > 0.5) {
    own.with = {1, own.without.mean() + all.gap, 0};
  } else if (own.without.count < 0.5) {
    own.without = {1, own.with.mean() - all.gap, 0};
  }
  return own;
}

double log_density(double x, double mean, double variance) {
  return -0.5 * ((x - mean) * (x - mean) / variance + std::log(variance));
}

double own_variance(const side_sums& side, double pooled) {
  constexpr double fewest = 4;
  constexpr double smallest_share = 1e-3;
  if (side.count < fewest) return pooled;
  return std::max(smallest_share * pooled, side.squares_about_mean() / (side.count - 1));
}

double likelihood_ratio(double x, const both_sides& s, double variance_with,
                        double variance_without) {
  return log_density(x, s.with.mean(), variance_with) -
         log_density(x, s.without.mean(), variance_without);
}

double probability(double score) {
  return 1 / (1 + std::exp(-score));
}

// p of the label over its mean over shadows with and without the example, in equal parts; then its
// rank among all examples of the target.
std::vector<float> relative_ranks(const score_table& table) {
  score_table p = table;
  std::transform(table.scores.begin(), table.scores.end(), p.scores.begin(),
                 [](float s) { return static_cast<float>(probability(s)); });
  const shadow_sums all(p);
  std::vector<float> out(table.scores.size());
  std::vector<double> ratio(table.examples);
  for (std::size_t k = 0; k < table.models; ++k) {
    for (std::size_t i = 0; i < table.examples; ++i) {
      const both_sides s = shadows_of(all, p, k, i);
      const double mean = 0.5 * (s.with.mean() + s.without.mean());
      ratio[i] = p.score(k, i) / std::max(mean, 1e-30);
    }
    std::vector<double> sorted = ratio;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < table.examples; ++i) {
      const auto below = std::upper_bound(sorted.begin(), sorted.end(), ratio[i]);
      out[k * table.examples + i] =
          static_cast<float>(below - sorted.begin()) / static_cast<float>(table.examples);
    }
  }
  return out;
}

template <class Statistic>
std::vector<float> for_each_pair(const score_table& table, const Statistic& statistic) {
  std::vector<float> out(table.scores.size());
  for (std::size_t k = 0; k < table.models; ++k) {
    for (std::size_t i = 0; i < table.examples; ++i) {
      out[k * table.examples + i] = static_cast<float>(statistic(k, i));
    }
  }
  return out;
}

}  // namespace

bool finite_scores(const score_table& table) {
  const auto all_finite = [](const std::vector<float>& values) {
    return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
  };
  return all_finite(table.scores) && all_finite(table.base);
}

void check_scores(const score_table& table, std::size_t fewest_models) {
  const std::size_t pairs = table.models * table.examples;
  if (table.models < fewest_models || table.examples == 0) {
    throw std::invalid_argument("scores of " + std::to_string(table.models) + " models on " +
                                std::to_string(table.examples) + " examples: " +
                                std::to_string(fewest_models) + " models or more are needed");
  }
  if (table.scores.size() != pairs || table.member.size() != pairs ||
      table.base.size() != table.examples) {
    throw std::invalid_argument(
        "scores and membership must be models x examples, and the base's "
        "scores one for each example");
  }
  if (!finite_scores(table)) {
    throw std::invalid_argument("a score is not finite: did a model diverge?");
  }
  for (std::size_t k = 0; k < table.models; ++k) {
    const auto* first = table.member.data() + k * table.examples;
    const auto members = static_cast<std::size_t>(
        std::count_if(first, first + table.examples, [](std::uint8_t m) { return m != 0; }));
    if (members == 0 || members == table.examples) {
      throw std::invalid_argument("model " + std::to_string(k) +
                                  " has no members or no non-members among the examples");
    }
  }
}

std::string_view name(membership_attack attack) {
  switch (attack) {
    case membership_attack::loss:
      return "loss";
    case membership_attack::reference:
      return "reference";
    case membership_attack::lira_online:
      return "lira_online";
    case membership_attack::lira_own:
      return "lira_own";
    case membership_attack::lira_offline:
      return "lira_offline";
    case membership_attack::rmia:
      break;
  }
  return "rmia";
}

const std::vector<membership_attack>& membership_attacks() {
  static const std::vector<membership_attack> all{
      membership_attack::loss,     membership_attack::reference,    membership_attack::lira_online,
      membership_attack::lira_own, membership_attack::lira_offline, membership_attack::rmia};
  return all;
}

membership_attack find_attack(std::string_view wanted) {
  return find_named("attack", wanted, membership_attacks());
}

std::vector<float> attack_statistics(const score_table& table, membership_attack attack) {
  if (attack == membership_attack::loss) return table.scores;
  if (attack == membership_attack::reference) {
    return for_each_pair(
        table, [&](std::size_t k, std::size_t i) { return table.score(k, i) - table.base[i]; });
  }
  if (table.models < 3) {
    throw std::invalid_argument("an attack with shadow models needs three models or more");
  }
  if (attack == membership_attack::rmia) return relative_ranks(table);
  const shadow_sums all(table);
  return for_each_pair(table, [&](std::size_t k, std::size_t i) {
    const both_sides s = shadows_of(all, table, k, i);
    const double x = table.score(k, i);
    if (attack == membership_attack::lira_offline) {
      return (x - s.without.mean()) / std::sqrt(all.variance_without);
    }
    if (attack == membership_attack::lira_online) {
      return likelihood_ratio(x, s, all.variance_with, all.variance_without);
    }
    return likelihood_ratio(x, s, own_variance(s.with, all.variance_with),
                            own_variance(s.without, all.variance_without));
  });
}

}  // namespace loranoise::simulate
