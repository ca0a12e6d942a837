// The experiments that claims share, and how their cells are named.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "experiments/column.hpp"
#include "experiments/matrix.hpp"
#include "experiments/row.hpp"
#include "experiments/square.hpp"
#include "verify/claim.hpp"

namespace loranoise::verify::claims {

/// Whole matrices: every gradient at every rank; in the medium grid every third rank for gradients
/// wider than 1024. Trials are planned from the claims' margins; where they would cost more than a
/// cell may, margins are widened instead.
std::vector<matrix_experiment> matrix_experiments(const study& s);

/// The literal noise of the probe rows.
std::vector<row_experiment> row_experiments(const study& s);

/// The probe rows that what is the same for all rows is looked at: in the coarse grid the first and
/// the last, all otherwise.
std::vector<const probe_row*> telling_probes(const study& s);

/// Sketches that are not Gaussian, at the sketch ranks, on telling_gradients.
std::vector<matrix_experiment> sketch_experiments(const study& s);

/// For what need not be seen on all gradients: the study's first one, and the two of a width up to
/// 1024 that determine the g_ki^2 part of the variance best.
std::vector<const named_gradient*> telling_gradients(const study& s);

/// Excess kurtosis of the entries of a sketch with independent ones; 0 for orthonormal rows.
double excess_kurtosis(sketch_family sketch);

/// The mean square of the coordinates of the probe rows, in law, at the row ranks.
std::vector<square_experiment> square_experiments(const study& s);

/// The reading in m: flat rows, widths ascending, one rank.
std::vector<row_experiment> flat_row_experiments(const study& s);

/// A check with its cell's name and place filled in; the caller adds formula, estimate and
/// prediction.
check check_at(const matrix_experiment& e);
check check_at(const row_experiment& e, const probe_coordinate& coordinate);
check check_at(const column_experiment& e);
check check_at(const square_experiment& e);

/// The cell's name alone.
std::string cell_name(const matrix_experiment& e);
std::string cell_name(const row_experiment& e);
std::string cell_name(const column_experiment& e);
std::string cell_name(const square_experiment& e);

/// The cosine behind a column experiment.
double cosine(const column_experiment& e);

/// The coordinates of a row that differ in the size of their cosine, by their places in the row:
/// the others would be looked at twice.
std::vector<std::size_t> distinct_coordinates(const probe_row& row);

/// The same measurement held against a wrong formula.
check falsify(check c, std::string formula, double prediction);

/// A cell for each experiment: evaluate(experiment, result) -> std::vector<check>.
template <experiment E, class Evaluate>
std::vector<cell> cell_each(const std::vector<E>& experiments, const Evaluate& evaluate) {
  std::vector<cell> all;
  all.reserve(experiments.size());
  for (const E& e : experiments) {
    all.push_back(measured_cell(cell_name(e), e, [e, evaluate](const typename E::result_type& r) {
      return evaluate(e, r);
    }));
  }
  return all;
}

/// The same with the cells named by `name_of(experiment)`.
template <experiment E, class Name, class Evaluate>
std::vector<cell> cell_each(const std::vector<E>& experiments, const Name& name_of,
                            const Evaluate& evaluate) {
  std::vector<cell> all;
  all.reserve(experiments.size());
  for (const E& e : experiments) {
    all.push_back(measured_cell(
        name_of(e), e, [e, evaluate](const typename E::result_type& r) { return evaluate(e, r); }));
  }
  return all;
}

/// A cell for each coordinate that a row experiment watches: evaluate(experiment, result, index of
/// the coordinate) -> std::vector<check>.
template <class Evaluate>
std::vector<cell> cell_each_coordinate(const std::vector<row_experiment>& experiments,
                                       const Evaluate& evaluate) {
  std::vector<cell> all;
  for (const row_experiment& e : experiments) {
    for (std::size_t i = 0; i < e.row->coordinates.size(); ++i) {
      all.push_back(
          measured_cell(check_at(e, e.row->coordinates[i]).cell, e,
                        [e, i, evaluate](const row_result& r) { return evaluate(e, r, i); }));
    }
  }
  return all;
}

/// One cell that rests on several experiments: evaluate(laboratory) -> std::vector<check>.
template <experiment E, class Evaluate>
cell joint_cell(std::string name, const std::vector<E>& experiments, Evaluate evaluate) {
  return {std::move(name),
          [experiments](laboratory& lab) {
            for (const E& e : experiments) lab.request(e);
          },
          std::move(evaluate)};
}

/// Experiments that differ in rank alone, in a group of their own for each `key(experiment)`;
/// groups and their members keep the order of the list.
template <experiment E, class Key>
std::vector<std::vector<E>> group_by(const std::vector<E>& experiments, const Key& key) {
  std::vector<std::vector<E>> groups;
  for (const E& e : experiments) {
    if (groups.empty() || key(groups.back().back()) != key(e)) groups.emplace_back();
    groups.back().push_back(e);
  }
  return groups;
}

}  // namespace loranoise::verify::claims
