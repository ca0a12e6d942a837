#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::claims {
namespace {

std::string at_rank(const std::string& what, int rank) {
  return what + ", rank " + std::to_string(rank);
}

}  // namespace

location where(const matrix_experiment& e) {
  location c;
  c.cell = cell_name(e);
  c.gradient = e.gradient->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.gradient->values.cols());
  c.trials = e.trials;
  return c;
}

location where(const row_experiment& e, const probe_coordinate& coordinate) {
  location c;
  c.cell = at_rank(e.row->name + ", " + coordinate.name + " coordinate", e.rank);
  c.gradient = e.row->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row->values.size());
  c.rho = coordinate.rho;
  c.trials = e.trials;
  return c;
}

location where(const square_experiment& e) {
  return where(row_experiment{e.row, e.rank, e.trials}, e.row->coordinates[e.coordinate]);
}

std::string cell_name(const matrix_experiment& e) {
  std::string all = at_rank(e.gradient->name, e.rank);
  if (e.sketch != sketch_family::gaussian) all.append(", ").append(name(e.sketch));
  return all;
}

std::string cell_name(const row_experiment& e) {
  return at_rank(e.row->name, e.rank);
}

location where(const column_experiment& e) {
  return where(row_experiment{e.row, e.rank, e.trials}, e.row->coordinates[e.coordinate]);
}

std::string cell_name(const column_experiment& e) {
  return where(e).cell;
}

std::string cell_name(const square_experiment& e) {
  return where(e).cell;
}

location where(const coordinate_experiment& e) {
  return where(row_experiment{e.row, e.rank, e.trials}, e.row->coordinates[e.coordinate]);
}

std::string cell_name(const whole_row_experiment& e) {
  return e.row->name + ", rank " + std::to_string(e.rank);
}

location where(const whole_row_experiment& e) {
  location c;
  c.cell = cell_name(e);
  c.gradient = e.row->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row->values.size());
  c.trials = e.trials;
  return c;
}

std::string cell_name(const release_experiment& e) {
  return e.pair->name + (e.reversed ? ", reversed" : "") + ", rank " + std::to_string(e.rank);
}

location where(const release_experiment& e) {
  location c;
  c.cell = cell_name(e);
  c.gradient = e.pair->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row().size());
  c.rho = e.pair->cosine();
  c.trials = e.trials;
  return c;
}

std::string cell_name(const symmetry_experiment& e) {
  return e.gradient->name + " against " +
         (e.other == nullptr ? "itself perturbed by 1 %" : e.other->name) + ", rank " +
         std::to_string(e.rank);
}

location where(const symmetry_experiment& e) {
  location c;
  c.cell = cell_name(e);
  c.gradient = e.gradient->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.gradient->values.cols());
  c.trials = e.trials;
  return c;
}

}  // namespace loranoise::verify::claims
