// Receiver operating characteristics of LiRA on fine-tuned models, and the ceiling of DP-SGD.
#include <cmath>
#include <vector>

#include "simulate/attack/roc.hpp"
#include "theory/privacy/release_questions.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/attacked_models.hpp"

namespace loranoise::verify::figures {
namespace {

constexpr int rate_count = 13;
constexpr double lowest_rate = 1e-3;
constexpr int resamplings = 100;
constexpr double level = 0.95;  // of the intervals: more would ask for more resamplings

void add_curve(const shadow_experiment& e, const shadow_result& r, figure_points& out) {
  const simulate::score_table table = scores_at(r, r.checkpoints.size() - 1, base_scores(*e.task));
  const simulate::ranked_pairs pairs(
      table, attack_statistics(table, simulate::membership_attack::lira_online));
  std::vector<double> rates;
  rates.reserve(rate_count);
  for (int i = 0; i < rate_count; ++i) {
    rates.push_back(std::pow(lowest_rate, 1 - static_cast<double>(i) / (rate_count - 1)));
  }
  const auto powers = simulate::powers_with_intervals(
      pairs, table.models, rates, level, {1, simulate::experiment_id("figure/attack_roc"), 0},
      resamplings);
  const figure_line line{.kind = "measured", .gradient = method_name(e.options)};
  for (std::size_t i = 0; i < rates.size(); ++i) {
    out.add(line, rates[i], powers[i].value, {powers[i].low, powers[i].high});
  }
}

}  // namespace

void attack_roc(const study& s, const laboratory& lab, figure_points& out) {
  for (const shadow_experiment& e : claims::all_attacked_models(s)) {
    if (lab.has(e)) add_curve(e, lab.result(e), out);
  }
  if (s.learning == nullptr) return;
  const shadow_experiment dp = claims::private_models(s);
  if (!lab.has(dp)) return;
  add_curve(dp, lab.result(dp), out);
  constexpr int points = 60;
  for (int i = 0; i < points; ++i) {
    const double rate = std::pow(lowest_rate, 1 - (i + 0.5) / points);
    out.add_exact({.kind = "ceiling", .gradient = method_name(dp.options)}, rate,
                  theory::gaussian_membership_power(claims::private_shift, rate));
  }
}

}  // namespace loranoise::verify::figures
