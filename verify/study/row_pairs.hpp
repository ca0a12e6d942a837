// Pairs of rows that an adversary is asked to tell apart.
#pragma once

#include "simulate/training/digits.hpp"
#include "simulate/training/train.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify {

/// Adds a row of the digits model and the same with one example removed from the batch, untrained
/// and trained.
void add_neighbours(const simulate::training_record& record, const simulate::dataset& data,
                    study& s);

/// Adds two rows of the gradients that were given a probe row and that the profile takes, and flat
/// rows with neighbours at fixed cosines.
void add_pairs(study& s);

}  // namespace loranoise::verify
