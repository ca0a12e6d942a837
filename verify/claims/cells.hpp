// The experiments that claims share, and how their cells are named.
#pragma once

#include <string>
#include <vector>

#include "verify/claim.hpp"

namespace loranoise::verify::claims {

/// Whole matrices: every gradient at every rank.
std::vector<matrix_experiment> matrix_experiments(const study& s);
void request_matrices(const study& s, laboratory& lab);

/// The literal noise of the probe rows.
std::vector<row_experiment> row_experiments(const study& s);
void request_rows(const study& s, laboratory& lab);

/// The reading in m: flat rows, widths ascending, one rank.
std::vector<row_experiment> flat_row_experiments(const study& s);
void request_flat_rows(const study& s, laboratory& lab);

/// One coordinate given its column of A: every coordinate of every probe row at every rank.
std::vector<column_experiment> column_experiments(const study& s);
void request_columns(const study& s, laboratory& lab);

/// A check with its cell's name and place filled in; the caller adds formula, estimate and
/// prediction.
check cell(const matrix_experiment& e);
check cell(const row_experiment& e, const probe_coordinate& coordinate);
check cell(const column_experiment& e);

/// The cosine behind a column experiment.
double cosine(const column_experiment& e);

/// The same measurement held against a wrong formula.
check falsify(check c, std::string formula, double prediction);

}  // namespace loranoise::verify::claims
