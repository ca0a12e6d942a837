#include "verify/claims/experiment_cells.hpp"

#include "verify/plans/columns.hpp"
#include "verify/plans/shadow_models.hpp"

namespace loranoise::verify::claims {
namespace {

std::string at_rank(const std::string& what, int rank) {
  return what + ", rank " + std::to_string(rank);
}

int width_of(const Eigen::MatrixXd& rows) {
  return static_cast<int>(rows.cols());
}

// One coordinate of a row.
template <class E>
location at_coordinate(const E& e, const probe_coordinate& coordinate) {
  return {.cell = at_rank(e.row->name + ", " + coordinate.name + " coordinate", e.rank),
          .gradient = e.row->name,
          .rank = e.rank,
          .width = static_cast<int>(e.row->values.size()),
          .rho = coordinate.rho,
          .trials = e.trials};
}

// A whole row.
template <class E>
location at_row(const E& e) {
  return {.cell = cell_name(e),
          .gradient = e.row->name,
          .rank = e.rank,
          .width = static_cast<int>(e.row->values.size()),
          .trials = e.trials};
}

// A whole matrix.
template <class E>
location at_gradient(const E& e) {
  return {.cell = cell_name(e),
          .gradient = e.gradient->name,
          .rank = e.rank,
          .width = width_of(e.gradient->values),
          .trials = e.trials};
}

}  // namespace

std::string cell_name(const matrix_experiment& e) {
  std::string all = at_rank(e.gradient->name, e.rank);
  if (e.sketch != sketch_family::gaussian) all.append(", ").append(name(e.sketch));
  return all;
}

std::string cell_name(const row_experiment& e) {
  return at_rank(e.row->name, e.rank);
}

std::string cell_name(const column_experiment& e) {
  return where(e).cell;
}

std::string cell_name(const square_experiment& e) {
  return where(e).cell;
}

std::string cell_name(const whole_row_experiment& e) {
  return at_rank(e.row->name, e.rank);
}

std::string cell_name(const norm_experiment& e) {
  return at_rank(e.row->name, e.rank);
}

std::string cell_name(const rank_experiment& e) {
  return at_rank(e.gradient->name + ", " + std::string(name(e.family)), e.rank);
}

std::string cell_name(const release_experiment& e) {
  return at_rank(e.pair->name + (e.reversed ? ", reversed" : ""), e.rank);
}

std::string cell_name(const symmetry_experiment& e) {
  const std::string other = e.other == nullptr ? "itself perturbed by 1 %" : e.other->name;
  return at_rank(e.gradient->name + " against " + other, e.rank);
}

location where(const matrix_experiment& e) {
  return at_gradient(e);
}

location where(const rank_experiment& e) {
  return at_gradient(e);
}

location where(const symmetry_experiment& e) {
  return at_gradient(e);
}

location where(const row_experiment& e, const probe_coordinate& coordinate) {
  return at_coordinate(e, coordinate);
}

location where(const square_experiment& e) {
  return at_coordinate(e, e.row->coordinates[e.coordinate]);
}

location where(const column_experiment& e) {
  return at_coordinate(e, e.row->coordinates[e.coordinate]);
}

location where(const coordinate_experiment& e) {
  return at_coordinate(e, e.row->coordinates[e.coordinate]);
}

location where(const whole_row_experiment& e) {
  return at_row(e);
}

location where(const norm_experiment& e) {
  return at_row(e);
}

location where(const release_experiment& e) {
  return {.cell = cell_name(e),
          .gradient = e.pair->name,
          .rank = e.rank,
          .width = static_cast<int>(e.row().size()),
          .rho = e.pair->cosine(),
          .trials = e.trials};
}

location where(const shadow_experiment& e) {
  location place;
  place.cell = e.task->name + ", " + method_name(e.options);
  place.gradient = e.task->name;
  place.rank = takes_rank(std::string(simulate::name(e.options.method))) ? e.options.rank : 0;
  place.trials = e.trials;
  return place;
}

}  // namespace loranoise::verify::claims
