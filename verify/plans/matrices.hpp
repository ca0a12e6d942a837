// The sweeps over whole matrices that claims share, and how many trials each gets.
#pragma once

#include <vector>

#include "verify/experiments/matrix.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Whole matrices: every gradient at the profile's ranks. Trials are planned from the claims'
/// margins; where they would be more work than a sweep may have, margins are widened instead.
std::vector<matrix_experiment> matrix_experiments(const study& s);

/// Sketches that are not Gaussian, at their ranks, on telling_gradients.
std::vector<matrix_experiment> sketch_experiments(const study& s);

/// For what need not be seen on all gradients: the study's first one, and the two that are not
/// wide and determine the g_ki^2 part of the variance best.
std::vector<shared<simulate::gradient>> telling_gradients(const study& s);

}  // namespace loranoise::verify::claims
