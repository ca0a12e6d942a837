// The sweeps over probe rows that claims share, and how many trials each gets.
#pragma once

#include <vector>

#include "verify/experiments/row.hpp"
#include "verify/experiments/squared_coordinate.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// The literal noise of the probe rows.
std::vector<row_experiment> row_experiments(const study& s);

/// The probe rows on which claims look that say the same of every row: those that the profile
/// takes.
std::vector<shared<probe_row>> telling_probes(const study& s);

/// The mean square of the coordinates of the probe rows, in law, at the row ranks.
std::vector<square_experiment> square_experiments(const study& s);

/// The reading in m: flat rows, widths ascending, one rank.
std::vector<row_experiment> flat_row_experiments(const study& s);

/// The coordinates of a row that differ in the size of their cosine, by their places in the row:
/// the others would be looked at twice.
std::vector<std::size_t> distinct_coordinates(const probe_row& row);

}  // namespace loranoise::verify::claims
