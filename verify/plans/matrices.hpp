// The sweeps over whole matrices that claims share, and how many trials each gets.
#pragma once

#include <vector>

#include "verify/experiments/matrix.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Whole matrices: every gradient at every rank; in the medium grid every third rank for gradients
/// wider than 1024. Trials are planned from the claims' margins; where they would cost more than a
/// cell may, margins are widened instead.
std::vector<matrix_experiment> matrix_experiments(const study& s);

/// Sketches that are not Gaussian, at the sketch ranks, on telling_gradients.
std::vector<matrix_experiment> sketch_experiments(const study& s);

/// For what need not be seen on all gradients: the study's first one, and the two of a width up to
/// 1024 that determine the g_ki^2 part of the variance best.
std::vector<const named_gradient*> telling_gradients(const study& s);

}  // namespace loranoise::verify::claims
