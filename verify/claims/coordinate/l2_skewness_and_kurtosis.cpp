// Claim L2: skewness and excess kurtosis of one entry.
#include <algorithm>
#include <cmath>
#include <utility>

#include "theory/coordinate/law.hpp"
#include "theory/coordinate/standard_moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/coordinate/coordinate_cells.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace l2 {
namespace {

// Margins are what the trials reach, and cells in which that is wider are left out: low ranks with
// their heavy tails, and high ones at high cosine, where a trial's spread is far above the
// cumulant.
constexpr double widest = 0.2;  // of the skewness or excess kurtosis, averaged given S
constexpr double widest_third = 0.4;
constexpr double widest_fourth = 0.9;
// The standard error of a mean of z^4 spreads itself, and is large when the mean is.
constexpr double heavy = 1.3;
constexpr const char* all_columns = "the columns of A together";
// From this rank on, a block's mean of z^4 is close to normal for the blocks of the quick profile.
constexpr int first_counted_rank = 16;

double skewness_of(int rank, double rho) {
  return theory::skewness(theory::coordinate_law<double>::standardised(rank, rho));
}
double kurtosis_of(int rank, double rho) {
  return theory::kurtosis_excess(theory::coordinate_law<double>::standardised(rank, rho));
}

comparison skewness_check(const location& place, const estimate& third, double margin) {
  return equal(place.part("skewness"), "(6 rho + 2 rho^3)/(sqrt(r)(1 + rho^2)^1.5)", third,
               skewness_of(place.rank, place.rho))
      .within(margin);
}

comparison kurtosis_check(const location& place, const estimate& fourth, double margin) {
  return equal(place.part("excess kurtosis"), "6(1 + 6 rho^2 + rho^4)/(r(1 + rho^2)^2)",
               fourth.shifted(-3), kurtosis_of(place.rank, place.rho))
      .within(margin);
}

// Third and fourth moment given the column, with S regressed out.
std::vector<check> averaged(const column_experiment& e, const column_result& r, double third,
                            double fourth) {
  const location place = where(e).part("averaged");
  const double rho = place.rho;
  const double squares = rho * rho;
  const auto regressed = [&](const std::vector<double>& blocks) {
    return estimate::from_blocks_with_control(blocks, r.squared_norm, 1);
  };
  std::vector<check> all;
  if (third > 0) {
    const double right = skewness_of(place.rank, rho);
    append(all, skewness_check(place, regressed(r.third), third)
                    .falsified_by("the sign reversed", -right)
                    .falsified_by("the 2 rho^3 term dropped", right * 3 / (3 + squares)));
  }
  if (fourth > 0) {
    const double dropped = (1 + squares * squares) / (1 + 6 * squares + squares * squares);
    append(all,
           kurtosis_check(place, regressed(r.fourth), fourth)
               .falsified_by("the 6 rho^2 term dropped", kurtosis_of(place.rank, rho) * dropped)
               .falsified_by("rank r + 1", kurtosis_of(place.rank + 1, rho)));
  }
  return all;
}

double third_margin(const location& place) {
  return heavy * margin_for_mean(theory::variance_of_cube(place.rank, place.rho), place.trials);
}
double fourth_margin(const location& place) {
  return heavy * margin_for_mean(theory::variance_of_fourth(place.rank, place.rho), place.trials);
}

// The same from draws of the noise itself, mean and variance known.
std::vector<check> counted(const location& place, const coordinate_counts& counts) {
  return together(
      {skewness_check(place, estimate::from_blocks(counts.cubes), third_margin(place)),
       kurtosis_check(place, estimate::from_blocks(counts.fourths), fourth_margin(place))});
}

bool countable(const location& place) {
  return place.rank >= first_counted_rank && third_margin(place) <= widest_third &&
         fourth_margin(place) <= widest_fourth;
}

// Beside the gradients' own coordinates one of a middling cosine, in which every term counts.
std::vector<column_experiment> columns(const study& s) {
  std::vector<column_experiment> all = column_experiments(s);
  if (s.width_rows.empty()) return all;
  const auto& row = s.width_rows.front();
  const double rho = row->coordinates.front().rho;
  for (const int rank : s.budget.column_ranks) {
    if (rank == 1 || rank > row->values.size()) continue;
    column_experiment e = column_at(s, row, 0, rank);
    e.trials = std::max(
        e.trials, trials_for_mean(plan_column(rank, rho).fourth, widest * kurtosis_of(rank, rho)));
    all.push_back(e);
  }
  return all;
}

// |a_i|^2 of all columns together, each weighted by its rank and trials, that is by how well it is
// known: their variance is 2/r.
std::vector<check> columns_have_length_one(const std::vector<column_experiment>& experiments,
                                           const laboratory& lab) {
  std::vector<double> pooled(sweep_blocks);
  double weights = 0;
  for (const column_experiment& e : experiments) {
    const column_result& r = lab.result(e);
    const double weight = e.rank * static_cast<double>(r.trials);
    for (std::size_t b = 0; b < pooled.size(); ++b) pooled[b] += weight * r.squared_norm[b];
    weights += weight;
  }
  for (double& x : pooled) x /= weights;
  location place;
  place.cell = all_columns;
  place.trials = static_cast<std::uint64_t>(weights);
  return equal(place, "E |a_i|^2 = 1", estimate::from_blocks(pooled), 1)
      .within(margin_for_mean(2, place.trials))
      .control()
      .falsified_by("entries of A whose variance is 0.5 % too large", 1.005);
}

std::vector<cell> coordinate_moments_cells(const study& s) {
  std::vector<cell> all;
  const std::vector<column_experiment> experiments = columns(s);
  for (const column_experiment& e : experiments) {
    const double rho = cosine(e);
    const column_variances plan = plan_column(e.rank, rho);
    // 0 where the margin would be too wide; at cosine 0 the skewness vanishes for any S.
    const auto margin = [&](double variance, double cumulant) {
      const double reached = margin_for_mean(variance, e.trials);
      return reached <= widest * std::abs(cumulant) ? reached : 0;
    };
    const double third = margin(plan.third, skewness_of(e.rank, rho));
    const double fourth = margin(plan.fourth, kurtosis_of(e.rank, rho));
    if (third == 0 && fourth == 0) continue;
    all.push_back(measured_cell(cell_name(e), e, [e, third, fourth](const column_result& r) {
      return averaged(e, r, third, fourth);
    }));
  }
  for (cell& c : cell_each_sample(s, countable, counted)) all.push_back(std::move(c));
  if (all.empty() || experiments.empty()) return all;
  all.push_back(combined_cell(all_columns, experiments, [experiments](const laboratory& lab) {
    return columns_have_length_one(experiments, lab);
  }));
  return all;
}

}  // namespace
}  // namespace l2

claim l2_skewness_and_kurtosis() {
  using namespace l2;
  return {.id = "L2",
          .title = "skewness and excess kurtosis of one entry",
          .statement =
              "The noise of one entry is skewed towards the entry's sign and has heavier tails "
              "than a Gaussian; both fade as the rank r grows, by known formulas in r and rho, the "
              "entry's share of its row's norm.",
          .formula = "cumulants (r/2)(j-1)! [(1+rho)^j + (-1)^j (1-rho)^j] of T",
          .section = "3.4",
          .answers = "v1 to v7",
          .cells = coordinate_moments_cells};
}

}  // namespace loranoise::verify::claims
