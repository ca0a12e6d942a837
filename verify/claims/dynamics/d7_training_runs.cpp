// Claim D7: the reading that LoRA's training is DP-SGD's, on networks.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/shadow_models.hpp"

namespace loranoise::verify::claims {
namespace d7 {
namespace {

constexpr int training_steps = 200;
constexpr double close = 0.1;  // total variation that still counts as close

shadow_experiment models(const study& s, const char* method, int rank) {
  simulate::tuning_options o;
  o.steps = training_steps;
  o.rate = 0.05F;
  return {s.tuning, method_options(method, rank, o), 0,
          static_cast<std::uint64_t>(s.budget.dynamics_models)};
}

// The share of models told rightly by one number of each: the threshold and the side are chosen on
// those of even number, and tried on the others. Total variation is at least twice the share
// less 1.
estimate told_apart(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> candidates;
  for (std::size_t k = 0; k < one.size(); k += 2) {
    candidates.push_back(one[k]);
    candidates.push_back(other[k]);
  }
  const auto right = [&](std::size_t first, double threshold) {
    int count = 0;
    for (std::size_t k = first; k < one.size(); k += 2) {
      count += (one[k] > threshold ? 1 : 0) + (other[k] > threshold ? 0 : 1);
    }
    return count;
  };
  const auto half = static_cast<int>(candidates.size()) / 2;
  double best = candidates.front();
  for (const double c : candidates) {
    if (std::abs(right(0, c) - half) > std::abs(right(0, best) - half)) best = c;
  }
  const auto tried = static_cast<int>(one.size()) / 2 * 2;
  const int hits = right(1, best);
  const bool above = right(0, best) >= half;
  return estimate::from_binomial(static_cast<std::uint64_t>(above ? hits : tried - hits),
                                 static_cast<std::uint64_t>(tried));
}

location where(const shadow_experiment& e, const std::string& what) {
  location place;
  place.cell = method_name(e.options) + " against matched noise, " + what;
  place.gradient = e.task->name;
  place.rank = e.options.rank;
  place.trials = e.trials;
  return place;
}

std::vector<check> against_matched(const shadow_experiment& e, const shadow_result& r,
                                   const shadow_result& matched) {
  const double limit = (1 + close) / 2;
  const estimate by_loss = told_apart(r.member_loss.back(), matched.member_loss.back());
  const estimate by_rank = told_apart(r.change_rank, matched.change_rank);
  // The instrument: models of one method are not told from each other.
  std::vector<double> first(matched.member_loss.back());
  std::vector<double> second(first.rbegin(), first.rend());
  const std::size_t half = first.size() / 2;
  first.resize(half);
  second.resize(half);
  std::vector<check> all =
      together({equal(where(e, "the same method twice"), "told apart in half of the cases",
                      told_apart(first, second), 0.5)
                    .within(0.45)
                    .control()
                    .falsified_by("told apart by rank", by_rank),
                reported(where(e, "loss"), "share told rightly by the loss", by_loss).picked()});
  if (e.options.method == simulate::tuning_method::lora_redrawn) return all;
  append(all, at_most(where(e, "rank of the change, reading"),
                      "told rightly by rank: (1 + 0.1)/2 at most", by_rank, limit)
                  .falsified_by("told rightly by rank: (1 + 0.2)/2 at most", 0.6)
                  .falsified_by("told rightly by rank: never", 0.5));
  return all;
}

// The change has the adapter's rank with A frozen.
std::vector<check> rank_of_change(const shadow_experiment& e, const shadow_result& r) {
  const double largest = *std::max_element(r.change_rank.begin(), r.change_rank.end());
  return at_most(where(e, "rank of the change"), "rank of W_T - W_0 <= r",
                 estimate::from_exact(largest, 0.1), e.options.rank + 0.5)
      .control()
      .falsified_by("rank r - 1", e.options.rank - 0.5);
}

std::vector<cell> training_run_cells(const study& s) {
  if (s.tuning == nullptr) return {};
  const std::vector<int>& ranks = s.budget.attack_ranks;
  const int rank = ranks[ranks.size() / 2];
  const shadow_experiment matched = models(s, "matched_noise", rank);
  std::vector<cell> all;
  for (const char* method : {"lora_frozen", "lora_redrawn"}) {
    const shadow_experiment e = models(s, method, rank);
    const bool frozen = e.options.method == simulate::tuning_method::lora_frozen;
    all.push_back(combined_cell(
        method_name(e.options) + " against matched noise",
        std::vector<shadow_experiment>{e, matched}, [e, matched, frozen](const laboratory& lab) {
          const shadow_result& r = lab.result(e);
          std::vector<check> checks = against_matched(e, r, lab.result(matched));
          if (frozen) append(checks, rank_of_change(e, r));
          return checks;
        }));
  }
  return all;
}

}  // namespace
}  // namespace d7

claim d7_training_runs() {
  using namespace d7;
  return {.id = "D7",
          .title = "the reading that LoRA's training runs are DP-SGD's",
          .statement =
              "On a network, training with A frozen is like training every weight with Gaussian "
              "noise of the same variance on its batch gradients: the laws of what comes out are "
              "close (within 0.1 in total variation). False: one look at the rank of a model's "
              "change tells which it was; with A drawn anew at each step nothing that was looked "
              "at does.",
          .formula = "TV(law of the loss after T steps) <= 0.1; rank of W_T - W_0 <= r",
          .section = "2.6",
          .answers = "v1 to v7",
          .expected = verdict::refuted,
          .cells = training_run_cells,
          .needs = "the digits model, not a gradient of your own",
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
