#include "verify/plans/several_releases.hpp"

#include <algorithm>
#include <cmath>

#include "theory/privacy/fisher_limit.hpp"
#include "theory/privacy/wishart_paper.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/releases.hpp"
#include "verify/plans/symmetry.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr int most_literal_releases = 8;
constexpr int most_entries_of_a_release = 256;
constexpr double half = 0.5;

// (1 - exp(epsilon - L))_+ lies in [0, 1]: variance at most that of a coin.
std::uint64_t delta_trials(double scale) {
  return trials_for_mean(half * (1 - half), margin_of_delta(half, scale));
}

// The cosine of rows whose releases together are as a Gaussian mechanism of this mu, to first
// order.
double cosine_of(int rank, int width, int releases, double mu) {
  const double information = theory::fisher_information_of_direction(rank, width);
  return std::cos(mu / std::sqrt(information * releases));
}

summed_loss_experiment one_release(int rank, int width, double cosine, double norm_ratio) {
  return {rank, width, cosine, norm_ratio, 1, false, {}, {}, 0};
}

}  // namespace

std::vector<summed_loss_experiment> composed_experiments(const study& s) {
  constexpr double together = 2;  // far enough apart for delta to matter at several epsilons
  const std::vector<double> epsilons{0, 1, 4};
  std::vector<summed_loss_experiment> all;
  for (const int releases : s.budget.summed_releases) {
    for (const auto& [rank, width, norm_ratio] : {std::tuple{4, 16, 1.05}, {16, 1024, 1.0}}) {
      summed_loss_experiment e{rank,       width,    cosine_of(rank, width, releases, together),
                               norm_ratio, releases, false,
                               epsilons,   {},       delta_trials(s.budget.margin_scale)};
      all.push_back(e);
      e.literal = true;
      const bool narrow = rank * width <= most_entries_of_a_release / 2;
      if (narrow && releases <= most_literal_releases) all.push_back(e);
    }
  }
  return all;
}

std::vector<summed_loss_experiment> small_step_experiments(const study& s) {
  std::vector<summed_loss_experiment> all;
  // As narrow beside 2 r^2 as makes the reading right, and wider.
  for (const auto& [rank, width] : {std::pair{16, 1024}, {4, 64}, {64, 64}}) {
    // A Gaussian mechanism of mu = 1 has delta(1) = 0.127.
    constexpr double delta = 0.127;
    all.push_back(
        {rank,
         width,
         cosine_of(rank, width, small_steps, 1),
         1.0,
         small_steps,
         false,
         {small_step_epsilon},
         {},
         trials_for_mean(delta * (1 - delta), margin_of_delta(delta, s.budget.margin_scale))});
  }
  return all;
}

std::vector<summed_loss_experiment> information_experiments(const study& s) {
  constexpr double mu = 0.02;
  constexpr int width = 1024;
  const int least = static_cast<int>(std::lround(theory::least_revealing_rank(width)));
  std::vector<summed_loss_experiment> all;
  for (const int rank : {least / 2, least, 4 * least}) {
    summed_loss_experiment e = one_release(rank, width, cosine_of(rank, width, 1, mu), 1);
    // (1 - exp(-L/2))^2 is a quarter of L^2, and L a tangent with Student's fourth moment times a
    // number about normal, whose fourth moment is 3.
    const double fourth = 3 * 3 * (rank - 2.0) / (rank - 4.0);
    e.trials = trials_for_mean(fourth - 1, information_margin * s.budget.margin_scale);
    all.push_back(e);
  }
  return all;
}

std::vector<summed_loss_experiment> tail_experiments(const study& s) {
  summed_loss_experiment e = one_release(4, 6, half, 1.2);
  e.levels = {50, 500};
  // A probability p, to a share of itself: variance (1 - p)/p, p = 0.004 at the last level.
  constexpr double rarest = 0.004;
  e.trials = trials_for_mean((1 - rarest) / rarest, tail_margin * s.budget.margin_scale);
  return {e};
}

std::vector<summed_loss_experiment> parallel_experiments(const study& s) {
  summed_loss_experiment e = one_release(4, 16, 1, 1.2);
  e.trials = trials_for_mean(1, information_margin * s.budget.margin_scale);
  return {e};
}

const std::vector<theorem_place>& theorem_places() {
  static const std::vector<theorem_place> all{
      {1024, 1024, 0.5, 1e-3}, {400, 400, 0.5, 1e-2}, {64, 64, 0.5, 1e-2}, {16, 64, 0.9, 1e-2}};
  return all;
}

std::vector<summed_loss_experiment> theorem_experiments(const study& s) {
  std::vector<summed_loss_experiment> all;
  for (const theorem_place& p : theorem_places()) {
    summed_loss_experiment e = one_release(p.rank, p.width, p.cosine, 1);
    for (const auto form : {theory::theorem_form::proved, theory::theorem_form::as_printed}) {
      e.epsilons.push_back(theory::wishart_paper_epsilon(p.rank, p.width, p.cosine, p.delta, form));
    }
    // The loss at R = cosine and H = its mean.
    e.epsilons.push_back((p.width - p.rank + 1.0) / 2 * std::log(p.cosine) +
                         (1 / p.cosine - 1) / 2 * (p.width + p.rank - 1.0));
    // The theorem's delta is below half of what it says.
    e.trials =
        trials_for_probability(p.delta / 2, p.delta / 2 * std::min(1.0, s.budget.margin_scale));
    all.push_back(e);
  }
  return all;
}

std::vector<frozen_release_experiment> frozen_release_experiments(const study& s) {
  constexpr int width = 32;
  const std::uint64_t trials = trials_for_never(s.budget.margin_scale);
  std::vector<frozen_release_experiment> all;
  for (const int rank : s.budget.symmetry_ranks) {
    if (rank > width) continue;
    for (const release_scene scene :
         {release_scene::two_rows, release_scene::two_steps, release_scene::one_row}) {
      all.push_back({scene, false, rank, width, trials});
    }
    all.push_back({release_scene::two_rows, true, rank, width, trials});
    all.push_back({release_scene::redrawn, false, rank, width, trials});
  }
  return all;
}

std::vector<replaced_example_experiment> batch_experiments(const study& s) {
  constexpr int width = 64;
  // 1 - cosine is a sum of `width` squares or so: relative variance 2/width; the square of the
  // logarithm is that of one normal number: 2. The slope's weights at 8, 16, 32, 64 have squares
  // that sum to 1/(5 log(2)^2).
  constexpr double weights = 0.416;
  constexpr double relative_variance = 2;
  std::vector<replaced_example_experiment> all;
  for (const double mean : {dominating_mean, 0.0}) {
    for (const int batch : {8, 16, 32, 64}) {
      all.push_back({width, mean, batch,
                     trials_for_mean(weights * relative_variance,
                                     batch_exponent_margin * s.budget.margin_scale)});
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
