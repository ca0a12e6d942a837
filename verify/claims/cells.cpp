#include "cells.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace loranoise::verify::claims {
namespace {

std::string at_rank(const std::string& what, int rank) {
  return what + ", rank " + std::to_string(rank);
}

}  // namespace

std::vector<matrix_experiment> matrix_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const named_gradient& g : s.gradients) {
    for (const int rank : s.matrix_ranks) {
      const auto width = static_cast<int>(g.values.cols());
      if (rank <= width) all.push_back({&g, rank, s.budget.matrix_trials(rank, width)});
    }
  }
  return all;
}

std::vector<row_experiment> row_experiments(const study& s) {
  std::vector<row_experiment> all;
  for (const probe_row& row : s.probes) {
    for (const int rank : s.row_ranks) {
      if (rank <= row.values.size()) all.push_back({&row, rank, s.budget.row_trials()});
    }
  }
  return all;
}

std::vector<row_experiment> flat_row_experiments(const study& s) {
  std::vector<row_experiment> all;
  for (const probe_row& row : s.flat_rows) {
    const auto width = static_cast<int>(row.values.size());
    all.push_back({&row, s.flat_rank, s.budget.flat_row_trials(width)});
  }
  return all;
}

std::vector<std::size_t> distinct_coordinates(const probe_row& row) {
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < row.coordinates.size(); ++c) {
    const double size = std::abs(row.coordinates[c].rho);
    const bool seen = std::any_of(kept.begin(), kept.end(), [&](std::size_t k) {
      return std::abs(row.coordinates[k].rho) == size;
    });
    if (!seen) kept.push_back(c);
  }
  return kept;
}

check check_at(const matrix_experiment& e) {
  check c;
  c.cell = cell_name(e);
  c.gradient = e.gradient->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.gradient->values.cols());
  c.trials = e.trials;
  return c;
}

check check_at(const row_experiment& e, const probe_coordinate& coordinate) {
  check c;
  c.cell = at_rank(e.row->name + ", " + coordinate.name + " coordinate", e.rank);
  c.gradient = e.row->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row->values.size());
  c.rho = coordinate.rho;
  c.trials = e.trials;
  return c;
}

std::string cell_name(const matrix_experiment& e) {
  return at_rank(e.gradient->name, e.rank);
}

std::string cell_name(const row_experiment& e) {
  return at_rank(e.row->name, e.rank);
}

check check_at(const column_experiment& e) {
  return check_at(row_experiment{e.row, e.rank, e.trials}, e.row->coordinates[e.coordinate]);
}

std::string cell_name(const column_experiment& e) {
  return check_at(e).cell;
}

double cosine(const column_experiment& e) {
  return e.row->coordinates[e.coordinate].rho;
}

check falsify(check c, std::string formula, double prediction) {
  c.kind = role::falsifier;
  c.formula = std::move(formula);
  c.prediction = prediction;
  return c;
}

}  // namespace loranoise::verify::claims
