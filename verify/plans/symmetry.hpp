// Which pairs of gradients the symmetry test is tried on, and how often.
#pragma once

#include <vector>

#include "verify/experiments/symmetry.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Probability with which a statement that is an identity may still fail, as far as a run can tell.
inline constexpr double never_margin = 0.01;
/// Trials after which no failure among them confirms that.
std::uint64_t trials_for_never(double margin_scale);

/// A bound on the probability that independent Gaussian noise passes for symmetric: an
/// antisymmetric entry of Y G' is Gaussian with a standard deviation of at least
/// |g_k||g_l|/sqrt(r), and has to lie within 2 |Y||G| times the tolerance, 1e-12. The bound holds
/// unless the second longest row is 1e5 times shorter than the matrix; claim J4 counts as well.
inline constexpr double gaussian_symmetry_probability = 1e-6;

/// Gradients with two rows or more that are not zero, each against a slight perturbation of itself
/// and against the next gradient of the same shape, unless the test is blind to the pair.
std::vector<symmetry_experiment> symmetry_experiments(const study& s);

/// Whether no symmetry test tells H from G, matrices of one shape: H = c G, or both have rank 1 and
/// the same column space (theory/doc 5.3). Up to rounding, 1e-9 of their norms.
[[nodiscard]] bool blind_to(const Eigen::MatrixXd& g, const Eigen::MatrixXd& h);

/// A pair that the test is blind to, as a head of two classes has it: rows u, -u against w, -w.
std::vector<symmetry_experiment> blind_experiments(const study& s);

/// The longest row of the first gradient alone, against its perturbation.
std::vector<symmetry_experiment> one_row_experiments(const study& s);

}  // namespace loranoise::verify::claims
