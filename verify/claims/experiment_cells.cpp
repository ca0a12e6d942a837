#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::claims {
namespace {

std::string at_rank(const std::string& what, int rank) {
  return what + ", rank " + std::to_string(rank);
}

}  // namespace

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

check check_at(const square_experiment& e) {
  return check_at(row_experiment{e.row, e.rank, e.trials}, e.row->coordinates[e.coordinate]);
}

std::string cell_name(const matrix_experiment& e) {
  std::string all = at_rank(e.gradient->name, e.rank);
  if (e.sketch != sketch_family::gaussian) all.append(", ").append(name(e.sketch));
  return all;
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

std::string cell_name(const square_experiment& e) {
  return check_at(e).cell;
}

check check_at(const coordinate_experiment& e) {
  return check_at(row_experiment{e.row, e.rank, e.trials}, e.row->coordinates[e.coordinate]);
}

std::string cell_name(const whole_row_experiment& e) {
  return e.row->name + ", rank " + std::to_string(e.rank);
}

check check_at(const whole_row_experiment& e) {
  check c;
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

check check_at(const release_experiment& e) {
  check c;
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

check check_at(const symmetry_experiment& e) {
  check c;
  c.cell = cell_name(e);
  c.gradient = e.gradient->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.gradient->values.cols());
  c.trials = e.trials;
  return c;
}

check falsify(check c, std::string formula, double prediction) {
  c.kind = role::falsifier;
  c.formula = std::move(formula);
  c.prediction = prediction;
  return c;
}

}  // namespace loranoise::verify::claims
