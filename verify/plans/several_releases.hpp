// Which releases are drawn many times over, and with how many trials: with A redrawn for each, and
// under one A.
#pragma once

#include <vector>

#include "verify/experiments/frozen_release.hpp"
#include "verify/experiments/replaced_example.hpp"
#include "verify/experiments/summed_loss.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Losses of the profile's numbers of releases, of rows as close as makes them matter together; by
/// the literal product where a layer is narrow and releases are few, and in law.
std::vector<summed_loss_experiment> composed_experiments(const study& s);

/// Many releases of rows that hardly differ: together as far apart as a Gaussian mechanism of mu =
/// 1, by the Fisher information of the rows' direction. At several ranks and widths.
inline constexpr int small_steps = 25;
std::vector<summed_loss_experiment> small_step_experiments(const study& s);
/// The epsilon at which they are looked at.
inline constexpr double small_step_epsilon = 1;

/// One release of two rows that differ little, for the information of the loss itself: the ranks
/// beside the least revealing one among them.
std::vector<summed_loss_experiment> information_experiments(const study& s);

/// One release of rows far apart, at a low rank, with losses far out; the levels at which its tail
/// is looked at. And rows that are parallel, which have no such tail.
std::vector<summed_loss_experiment> tail_experiments(const study& s);
std::vector<summed_loss_experiment> parallel_experiments(const study& s);

/// One release at the epsilons of the Wishart paper's theorem: as proved, as printed, and without
/// the tails that it allows for.
struct theorem_place {
  int rank;
  int width;
  double cosine;
  double delta;
};
/// Places where a measurement tells the printed form from the truth, and where it need not.
const std::vector<theorem_place>& theorem_places();
std::vector<summed_loss_experiment> theorem_experiments(const study& s);

/// Every scene but that of one redrawn A, at every rank of the symmetry test, with candidates that
/// differ and candidates that cannot be told; and the redrawn one.
std::vector<frozen_release_experiment> frozen_release_experiments(const study& s);

/// Batches of 8 to 64, with a mean gradient that dominates, and with none.
std::vector<replaced_example_experiment> batch_experiments(const study& s);
inline constexpr double dominating_mean = 4;

}  // namespace loranoise::verify::claims
