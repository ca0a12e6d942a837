// Claim J2: a whole row in the limit of a wide layer.
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "theory/row/law.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/whole_rows.hpp"

namespace loranoise::verify::claims {
namespace j2 {
namespace {

constexpr double limit_margin = 1e-3;        // relative, at largest_rank
constexpr double limit_slope_margin = 0.05;  // of the rate 1/r
constexpr double largest_rank = 16384;       // 1/r is far below the margin
constexpr double exact_error = 1e-12;        // of the joint integral

double limit(double ratio) {
  return theory::row_total_variation_limit(largest_rank, ratio * largest_rank);
}

std::string ratio_name(double ratio) {
  return fmt::format("m/r = {:g}, r to {:.0f}", ratio, largest_rank);
}

std::vector<check> at_ratio(double ratio) {
  location place;
  place.cell = ratio_name(ratio);
  place.rank = static_cast<int>(largest_rank);
  place.width = static_cast<int>(ratio * largest_rank);
  const double right = limit(ratio);
  const double root = std::sqrt(ratio);
  const double margin = limit_margin * right;
  std::vector<double> ranks;
  std::vector<double> gaps;
  for (const double share : {1.0 / 64, 1.0 / 16, 0.25, 1.0}) {
    const double rank = share * largest_rank;
    ranks.push_back(rank);
    gaps.push_back(std::abs(theory::row_total_variation(rank, ratio * rank) - right));
  }
  return together(
      {equal(place, "(2/pi) arctan(sqrt(m/r)/2)",
             estimate::from_computation(
                 theory::row_total_variation(largest_rank, ratio * largest_rank), exact_error),
             right)
           .within(margin)
           .slack(margin)  // finite rank
           .falsified_by("(2/pi) arctan(sqrt(m/r))", 2 / std::numbers::pi * std::atan(root))
           .falsified_by("sqrt(m/r)/pi, the first term", root / std::numbers::pi)
           .falsified_by("m/r 2 % too large", limit(1.02 * ratio)),
       equal(place.part("rate"), "exact - limit falls as 1/r",
             estimate::from_computation(log_log_slope(ranks, gaps), 0), -1)
           .within(limit_slope_margin)
           .slack(limit_slope_margin)
           .falsified_by("exact - limit falls as 1/sqrt(r)", -0.5)});
}

std::vector<check> measured_at(const whole_row_experiment& e, const whole_row_result& r,
                               double scale) {
  const auto width = static_cast<double>(e.row->values.size());
  const double right = theory::row_total_variation_limit(e.rank, width);
  return equal(where(e), "(2/pi) arctan(sqrt(m/r)/2)", estimate::from_blocks(r.overlap_loss), right)
      .within(margin_of_row_tv(right, scale))
      .slack(std::abs(theory::row_total_variation(e.rank, width) - right))
      .falsified_by("(2/pi) arctan(sqrt(m/r))",
                    2 / std::numbers::pi * std::atan(std::sqrt(width / e.rank)));
}

std::vector<cell> joint_limit_cells(const study& s) {
  std::vector<cell> all;
  all.reserve(s.budget.limit_ratios.size());
  for (const double ratio : s.budget.limit_ratios) {
    all.push_back(exact_cell(ratio_name(ratio), [ratio] { return at_ratio(ratio); }));
  }
  for (cell& c : cell_each(
           widest_whole_row_experiments(s),
           [scale = s.budget.margin_scale](const whole_row_experiment&e, const whole_row_result&r) {
             return measured_at(e, r, scale);
           })) {
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace
}  // namespace j2

claim j2_row_tv_limit() {
  using namespace j2;
  return {.id = "J2",
          .title = "a whole row in the limit of a wide layer",
          .statement =
              "As rank r and width m grow in proportion, the total variation distance of a whole "
              "row from its Gaussian tends to a number that depends on m/r alone, and not to 0.",
          .formula = "TV -> (2/pi) arctan(sqrt(m/r)/2), error O(1/r)",
          .section = "5.2",
          .answers = "v1 to v7",
          .cells = joint_limit_cells};
}

}  // namespace loranoise::verify::claims
