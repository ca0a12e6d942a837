// How claims make their cells: what a cell of an experiment is called, and a cell for each
// experiment.
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/experiments/column.hpp"
#include "verify/experiments/coordinate.hpp"
#include "verify/experiments/matrix.hpp"
#include "verify/experiments/rank_count.hpp"
#include "verify/experiments/release.hpp"
#include "verify/experiments/row.hpp"
#include "verify/experiments/row_norm.hpp"
#include "verify/experiments/shadow_models.hpp"
#include "verify/experiments/squared_coordinate.hpp"
#include "verify/experiments/symmetry.hpp"
#include "verify/experiments/whole_row.hpp"

namespace loranoise::verify::claims {

/// Where the checks of an experiment look.
location where(const matrix_experiment& e);
location where(const row_experiment& e, const probe_coordinate& coordinate);
location where(const column_experiment& e);
location where(const square_experiment& e);
location where(const coordinate_experiment& e);
location where(const whole_row_experiment& e);
location where(const release_experiment& e);
location where(const symmetry_experiment& e);
location where(const norm_experiment& e);
location where(const rank_experiment& e);
location where(const shadow_experiment& e);

/// The cell's name alone.
std::string cell_name(const matrix_experiment& e);
std::string cell_name(const row_experiment& e);
std::string cell_name(const column_experiment& e);
std::string cell_name(const square_experiment& e);
std::string cell_name(const whole_row_experiment& e);
std::string cell_name(const release_experiment& e);
std::string cell_name(const symmetry_experiment& e);
std::string cell_name(const norm_experiment& e);
std::string cell_name(const rank_experiment& e);

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

/// A cell for each experiment at the place that `where` gives it: evaluate(experiment, result, the
/// study's margin_scale) -> checks.
template <experiment E>
std::vector<cell> cells_at_scale(const study& s, const std::vector<E>& experiments,
                                 location (*where)(const std::type_identity_t<E>&),
                                 std::vector<check> (*evaluate)(const E&,
                                                                const typename E::result_type&,
                                                                double)) {
  return cell_each(
      experiments, [where](const E& e) { return where(e).cell; },
      [evaluate, scale = s.budget.margin_scale](const E& e, const typename E::result_type& r) {
        return evaluate(e, r, scale);
      });
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
          measured_cell(where(e, e.row->coordinates[i]).cell, e,
                        [e, i, evaluate](const row_result& r) { return evaluate(e, r, i); }));
    }
  }
  return all;
}

/// One cell that rests on several experiments: evaluate(laboratory) -> std::vector<check>.
template <experiment E, class Evaluate>
cell combined_cell(std::string name, const std::vector<E>& experiments, Evaluate evaluate) {
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
