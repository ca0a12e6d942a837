#include "cells.hpp"

#include <utility>

namespace loranoise::verify::claims {
namespace {

template <class Experiments>
void request_all(const Experiments& experiments, laboratory& lab) {
  for (const auto& e : experiments) lab.request(e);
}

std::string at_rank(const std::string& what, int rank) {
  return what + ", rank " + std::to_string(rank);
}

}  // namespace

std::vector<matrix_experiment> matrix_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const named_gradient& g : s.gradients) {
    for (const int rank : s.matrix_ranks) {
      if (rank <= g.values.cols()) all.push_back({&g, rank, s.budget.matrix_trials(rank)});
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

std::vector<column_experiment> column_experiments(const study& s) {
  std::vector<column_experiment> all;
  for (const probe_row& row : s.probes) {
    for (std::size_t c = 0; c < row.coordinates.size(); ++c) {
      for (const int rank : s.column_ranks) {
        if (rank <= row.values.size()) all.push_back({&row, c, rank, s.budget.column_trials()});
      }
    }
  }
  return all;
}

void request_matrices(const study& s, laboratory& lab) {
  request_all(matrix_experiments(s), lab);
}
void request_rows(const study& s, laboratory& lab) {
  request_all(row_experiments(s), lab);
}
void request_flat_rows(const study& s, laboratory& lab) {
  request_all(flat_row_experiments(s), lab);
}
void request_columns(const study& s, laboratory& lab) {
  request_all(column_experiments(s), lab);
}

check cell(const matrix_experiment& e) {
  check c;
  c.cell = at_rank(e.gradient->name, e.rank);
  c.gradient = e.gradient->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.gradient->values.cols());
  c.trials = e.trials;
  return c;
}

check cell(const row_experiment& e, const probe_coordinate& coordinate) {
  check c;
  c.cell = at_rank(e.row->name + ", " + coordinate.name + " coordinate", e.rank);
  c.gradient = e.row->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row->values.size());
  c.rho = coordinate.rho;
  c.trials = e.trials;
  return c;
}

check cell(const column_experiment& e) {
  check c = cell(row_experiment{e.row, e.rank, e.trials}, e.row->coordinates[e.coordinate]);
  return c;
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
