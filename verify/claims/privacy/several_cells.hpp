// Where the checks on several releases look.
#pragma once

#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/several_releases.hpp"

namespace loranoise::verify::claims {

location where(const summed_loss_experiment& e);
location where(const frozen_release_experiment& e);
location where(const replaced_example_experiment& e);

}  // namespace loranoise::verify::claims
