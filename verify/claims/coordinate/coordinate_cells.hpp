// Cells that look at draws of single coordinates, wherever these come from.
#pragma once

#include <vector>

#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/coordinates.hpp"
#include "verify/plans/rows.hpp"

namespace loranoise::verify::claims {

/// A cell for each coordinate of the literal rows, and one for each coordinate drawn in law:
/// evaluate(place, counts) -> std::vector<check>. Those places are left
/// out for which keep(check) is false.
template <class Keep, class Evaluate>
std::vector<cell> cell_each_sample(const study& s, const Keep& keep, const Evaluate& evaluate) {
  std::vector<cell> all;
  for (const row_experiment& e : row_experiments(s)) {
    for (const std::size_t i : distinct_coordinates(*e.row)) {
      location place = where(e, e.row->coordinates[i]);
      place.cell += ", literal";
      if (!keep(place)) continue;
      all.push_back(measured_cell(place.cell, e, [place, i, evaluate](const row_result& r) {
        return evaluate(place, r.coordinates[i]);
      }));
    }
  }
  for (const coordinate_experiment& e : coordinate_experiments(s)) {
    location place = where(e);
    place.cell += ", in law";
    if (!keep(place)) continue;
    all.push_back(measured_cell(place.cell, e, [place, evaluate](const coordinate_result& r) {
      return evaluate(place, r.counts);
    }));
  }
  return all;
}

template <class Evaluate>
std::vector<cell> cell_each_sample(const study& s, const Evaluate& evaluate) {
  return cell_each_sample(
      s, [](const location&) { return true; }, evaluate);
}

}  // namespace loranoise::verify::claims
