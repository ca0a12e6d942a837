// Claim J6: A keeps the norms of rows.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "theory/row/law.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/experiments/row_norm.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/power.hpp"
#include "verify/statistics/standard_normal.hpp"

namespace loranoise::verify::claims {
namespace j6 {
namespace {

constexpr double margin = 0.01;  // of probabilities and of the Kolmogorov distance
constexpr std::array distortions{0.25, 0.5, 0.75};
// Literal sketches with more entries than this are left to other rows: the law of s has no width.
constexpr Eigen::Index most_entries = 1024;
constexpr int long_rank = 64;  // where the Johnson-Lindenstrauss bound says something

std::vector<norm_experiment> norm_preservation_experiments(const study& s) {
  const double allowed = margin * s.budget.margin_scale;
  constexpr double widest = 0.5;
  const std::uint64_t trials =
      std::max(trials_for_supremum(allowed), trials_for_probability(widest, allowed));
  std::vector<norm_experiment> all;
  const auto add = [&](const shared<probe_row>& row, int rank) {
    if (rank <= row->values.size()) all.push_back({row, rank, trials});
  };
  for (const auto& row : telling_probes(s)) {
    for (const int rank : s.budget.row_ranks) {
      if (rank * row->values.size() <= most_entries && rank < long_rank) add(row, rank);
    }
  }
  for (const auto& row : s.flat_rows) {
    if (row->values.size() == long_rank) add(row, long_rank);
  }
  return all;
}

using law_of_s = std::function<double(double)>;

std::vector<double> edges() {
  std::vector<double> all;
  for (int b = 1; b <= norm_result::reach * norm_result::bins_a_unit; ++b) {
    all.push_back(static_cast<double>(b) / norm_result::bins_a_unit);
  }
  return all;
}

// The largest distance at the bins' edges, which is at most that over the line.
double distance(const norm_result& r, const law_of_s& law) {
  double worst = 0;
  std::uint64_t below = 0;
  std::size_t bin = 0;
  for (const double edge : edges()) {
    below += r.counts[bin++];
    worst = std::max(
        worst, std::abs(static_cast<double>(below) / static_cast<double>(r.trials) - law(edge)));
  }
  return worst;
}

double distance(const law_of_s& a, const law_of_s& b) {
  double worst = 0;
  for (const double edge : edges()) worst = std::max(worst, std::abs(a(edge) - b(edge)));
  return worst;
}

// P(|A u|^2/|u|^2 <= s) by theory.
law_of_s norm_law(double rank) {
  return [rank](double s) {
    return s < 1 ? theory::norm_lower_tail(rank, 1 - s) : 1 - theory::norm_upper_tail(rank, s - 1);
  };
}

std::vector<check> whole_law(const norm_experiment& e, const norm_result& r, double allowed) {
  const double rank = e.rank;
  const auto seen = [&](const law_of_s& law) {
    return estimate::from_supremum(distance(r, law), r.trials);
  };
  const law_of_s exact = norm_law(rank);
  comparison c =
      equal(where(e).part("law"), "|A u|^2/|u|^2 ~ chi^2_r / r", seen(exact), 0).within(allowed);
  const auto wrong = [&](const char* formula, const law_of_s& law) {
    c.falsified_by(formula, seen(law), distance(exact, law));
  };
  const law_of_s next = norm_law(rank + 1);
  wrong("chi^2_{r+1} / (r + 1)", next);
  wrong("chi^2_{r+1} / r", [&](double s) { return next(s * rank / (rank + 1)); });
  wrong("the Gaussian N(1, 2/r)",
        [&](double s) { return normal_cdf((s - 1) * std::sqrt(rank / 2)); });
  return c;
}

std::vector<check> tails(const norm_experiment& e, const norm_result& r, double allowed) {
  std::vector<check> all;
  const auto share = [&](std::uint64_t draws) { return estimate::from_binomial(draws, r.trials); };
  for (const double distortion : distortions) {
    const std::string part = "distortion " + std::to_string(distortion).substr(0, 4);
    const std::uint64_t high = r.at_least(1 + distortion);
    const std::uint64_t low = r.below(1 - distortion);
    append(all, equal(where(e).part(part + ", upper"), "P(s >= 1 + e), exact", share(high),
                      theory::norm_upper_tail(e.rank, distortion))
                    .within(allowed));
    append(all, equal(where(e).part(part + ", lower"), "P(s <= 1 - e), exact", share(low),
                      theory::norm_lower_tail(e.rank, distortion))
                    .within(allowed));
    const double bound = theory::johnson_lindenstrauss_bound(e.rank, distortion);
    const double exact = theory::norm_distortion_probability(e.rank, distortion);
    if (bound >= 1 || bound <= exact + allowed) continue;
    append(all, at_most(where(e).part(part), "P(|s - 1| >= e) <= 2 exp(-r (e^2/2 - e^3/3)/2)",
                        share(high + low), bound)
                    .expecting(exact, allowed)
                    .falsified_by("that bound with -2 r for -r/2", 2 * std::pow(bound / 2, 4)));
  }
  return all;
}

std::vector<cell> norm_preservation_cells(const study& s) {
  const double allowed = margin * s.budget.margin_scale;
  return cell_each(norm_preservation_experiments(s),
                   [allowed](const norm_experiment& e, const norm_result& r) {
                     return together({whole_law(e, r, allowed), tails(e, r, allowed)});
                   });
}

}  // namespace
}  // namespace j6

claim j6_norm_preservation() {
  using namespace j6;
  return {.id = "J6",
          .title = "A keeps the norms of rows",
          .statement =
              "A Gaussian A keeps the squared length of a row up to a factor chi^2_r/r, r the "
              "rank, and so within the Johnson-Lindenstrauss bound.",
          .formula = "|A u|^2/|u|^2 ~ chi^2_r/r",
          .section = "5.4",
          .answers = "v1 to v5",
          .cells = norm_preservation_cells};
}

}  // namespace loranoise::verify::claims
