#include "cells.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "matrix_plan.hpp"
#include "square_law.hpp"
#include "verify/power.hpp"

namespace loranoise::verify::claims {
namespace {

std::string at_rank(const std::string& what, int rank) {
  return what + ", rank " + std::to_string(rank);
}

// What one whole-matrix sweep may cost on one core.
double most_nanoseconds(grid g) {
  switch (g) {
    case grid::coarse:
      return 0.4e9;
    case grid::medium:
      return 0.75e9;
    case grid::fine:
      break;
  }
  return 3e9;
}

// The experiment planned for the profile's margins, or for wider ones if it would cost too much.
template <class Plan>
matrix_experiment affordable(const study& s, const Plan& plan) {
  const matrix_experiment wanted = plan(s.budget.margin_scale);
  const double excess = cost(wanted) / most_nanoseconds(s.budget.grid);
  return excess > 1 ? plan(s.budget.margin_scale * std::sqrt(excess)) : wanted;
}

std::vector<int> ranks_for(const named_gradient& g, const study& s) {
  constexpr Eigen::Index wide = 1024;
  const std::size_t step = s.budget.grid == grid::medium && g.values.cols() > wide ? 3 : 1;
  std::vector<int> ranks;
  for (std::size_t i = 0; i < s.matrix_ranks.size(); i += step) {
    if (s.matrix_ranks[i] <= g.values.cols()) ranks.push_back(s.matrix_ranks[i]);
  }
  return ranks;
}

// A row of s.probes.
bool tells(const study& s, const probe_row& row) {
  const bool end = &row == &s.probes.front() || &row == &s.probes.back();
  return s.budget.grid != grid::coarse || end;
}

// Planned from the exact variance and skewness of the square (square_law.hpp).
std::uint64_t square_trials(int rank, double rho, double scale) {
  const square_law law = plan_square(rank, rho);
  return std::max(trials_for_mean(law.variance, probe_margin * scale),
                  trials_for_skewness(law.skewness, planned_skewness * scale));
}

}  // namespace

std::vector<matrix_experiment> matrix_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const named_gradient& g : s.gradients) {
    const matrix_plan plan(g.values);
    for (const int rank : ranks_for(g, s)) {
      all.push_back(affordable(s, [&](double scale) {
        return matrix_experiment{&g, rank, plan.trials(rank, scale), sketch_family::gaussian,
                                 scale};
      }));
    }
  }
  return all;
}

std::vector<row_experiment> row_experiments(const study& s) {
  std::vector<row_experiment> all;
  for (const probe_row& row : s.probes) {
    for (const int rank : s.row_ranks) {
      // A literal row costs as its rank: not all rows have the highest.
      if (rank == s.row_ranks.back() && !tells(s, row)) continue;
      if (rank <= row.values.size()) all.push_back({&row, rank, s.budget.row_trials()});
    }
  }
  return all;
}

std::vector<const probe_row*> telling_probes(const study& s) {
  std::vector<const probe_row*> all;
  for (const probe_row& row : s.probes) {
    if (tells(s, row)) all.push_back(&row);
  }
  return all;
}

std::vector<const named_gradient*> telling_gradients(const study& s) {
  constexpr Eigen::Index widest = 1024;
  std::vector<std::pair<double, const named_gradient*>> narrow;
  for (const named_gradient& g : s.gradients) {
    if (g.values.cols() > widest) continue;
    const double variance = matrix_plan(g.values).square_part_variance();
    if (variance > 0) narrow.emplace_back(variance, &g);
  }
  std::stable_sort(narrow.begin(), narrow.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const named_gradient*> chosen{&s.gradients.front()};
  for (const auto& [variance, g] : narrow) {
    if (chosen.size() < 3 && g != chosen.front()) chosen.push_back(g);
  }
  return chosen;
}

double excess_kurtosis(sketch_family sketch) {
  // A row that is one entry has r Var N_ki = 2 + kappa (theory/README.md 2.2).
  return orthonormal(sketch) ? 0 : noise_variance(sketch, 1, 1, 1, 1) - 2;
}

std::vector<matrix_experiment> sketch_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const named_gradient* g : telling_gradients(s)) {
    const matrix_plan plan(g->values);
    for (const sketch_family sketch :
         {sketch_family::uniform, sketch_family::rademacher, sketch_family::sparse_sign,
          sketch_family::haar, sketch_family::peft_default, sketch_family::peft_gaussian,
          sketch_family::lora_fa_projector}) {
      for (const int rank : s.sketch_ranks) {
        if (rank > g->values.cols()) continue;
        all.push_back(affordable(s, [&](double scale) {
          const auto trials = plan.sketch_trials(rank, scale, excess_kurtosis(sketch));
          return matrix_experiment{g, rank, trials, sketch, scale};
        }));
      }
    }
  }
  return all;
}

std::vector<square_experiment> square_experiments(const study& s) {
  std::vector<square_experiment> all;
  for (const probe_row& row : s.probes) {
    for (const int rank : s.row_ranks) {
      if (rank > row.values.size()) continue;
      for (std::size_t c = 0; c < row.coordinates.size(); ++c) {
        const double rho = row.coordinates[c].rho;
        // The law knows the size of the cosine alone: "weakest" is often as weak as "typical".
        const bool seen = std::any_of(
            row.coordinates.begin(), row.coordinates.begin() + static_cast<std::ptrdiff_t>(c),
            [&](const probe_coordinate& p) { return std::abs(p.rho) == std::abs(rho); });
        if (seen) continue;
        all.push_back({&row, c, rank, square_trials(rank, rho, s.budget.margin_scale)});
      }
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
