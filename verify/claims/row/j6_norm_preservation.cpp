// Claim J6: A keeps the norms of rows.
#include <algorithm>
#include <array>
#include <boost/math/distributions/chi_squared.hpp>
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
  const auto add = [&](const probe_row& row, int rank) {
    if (rank <= row.values.size()) all.push_back({&row, rank, trials});
  };
  for (const probe_row* row : telling_probes(s)) {
    for (const int rank : s.row_ranks) {
      if (rank * row->values.size() <= most_entries && rank < long_rank) add(*row, rank);
    }
  }
  for (const probe_row& row : s.flat_rows) {
    if (row.values.size() == long_rank) add(row, long_rank);
  }
  return all;
}

std::string place(const norm_experiment& e) {
  return e.row->name + ", rank " + std::to_string(e.rank);
}

check at(const norm_experiment& e, const std::string& part) {
  check c;
  c.cell = place(e) + ", " + part;
  c.gradient = e.row->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row->values.size());
  c.trials = e.trials;
  return c;
}

// The largest distance at the bins' edges, which is at most that over the line.
double distance(const norm_result& r, const std::function<double(double)>& law) {
  double worst = 0;
  std::uint64_t below = 0;
  for (std::size_t b = 0; b + 1 < r.counts.size(); ++b) {
    below += r.counts[b];
    const double edge = static_cast<double>(b + 1) / norm_result::bins_a_unit;
    worst = std::max(
        worst, std::abs(static_cast<double>(below) / static_cast<double>(r.trials) - law(edge)));
  }
  return worst;
}

std::vector<check> whole_law(const norm_experiment& e, const norm_result& r, double allowed) {
  std::vector<check> all;
  const auto compare = [&](role kind, const char* formula,
                           const std::function<double(double)>& law) {
    check c = at(e, "law");
    c.kind = kind;
    c.formula = formula;
    c.measured = estimate::from_supremum(distance(r, law), r.trials);
    c.margin = allowed;
    all.push_back(std::move(c));
  };
  const double rank = e.rank;
  const boost::math::chi_squared exact(rank);
  const boost::math::chi_squared next(rank + 1);
  compare(role::check, "|A u|^2/|u|^2 ~ chi^2_r / r",
          [&](double s) { return cdf(exact, rank * s); });
  compare(role::falsifier, "chi^2_{r+1} / (r + 1)",
          [&](double s) { return cdf(next, (rank + 1) * s); });
  compare(role::falsifier, "chi^2_{r+1} / r", [&](double s) { return cdf(next, rank * s); });
  compare(role::falsifier, "the Gaussian N(1, 2/r)",
          [&](double s) { return normal_cdf((s - 1) * std::sqrt(rank / 2)); });
  return all;
}

std::vector<check> tails(const norm_experiment& e, const norm_result& r, double allowed) {
  std::vector<check> all;
  for (const double distortion : distortions) {
    const std::string part = "distortion " + std::to_string(distortion).substr(0, 4);
    const std::uint64_t high = r.at_least(1 + distortion);
    const std::uint64_t low = r.below(1 - distortion);
    check upper = at(e, part + ", upper");
    upper.formula = "P(s >= 1 + e), exact";
    upper.measured = estimate::from_binomial(high, r.trials);
    upper.prediction = theory::norm_upper_tail(e.rank, distortion);
    upper.margin = allowed;
    check lower = at(e, part + ", lower");
    lower.formula = "P(s <= 1 - e), exact";
    lower.measured = estimate::from_binomial(low, r.trials);
    lower.prediction = theory::norm_lower_tail(e.rank, distortion);
    lower.margin = allowed;
    all.insert(all.end(), {upper, lower});

    const double bound = theory::johnson_lindenstrauss_bound(e.rank, distortion);
    const double exact = theory::norm_distortion_probability(e.rank, distortion);
    if (bound >= 1) continue;
    check jl = at(e, part);
    jl.formula = "P(|s - 1| >= e) <= 2 exp(-r (e^2/2 - e^3/3)/2)";
    jl.measured = estimate::from_binomial(high + low, r.trials);
    jl.prediction = bound;
    jl.rel = relation::at_most;
    if (bound > exact + allowed) all.push_back(jl);
    const double wrong = 2 * std::pow(bound / 2, 4);
    if (wrong < exact - allowed) all.push_back(falsify(jl, "that bound with -2 r for -r/2", wrong));
  }
  return all;
}

std::vector<cell> norm_preservation_cells(const study& s) {
  const double allowed = margin * s.budget.margin_scale;
  return cell_each(norm_preservation_experiments(s), place,
                   [allowed](const norm_experiment& e, const norm_result& r) {
                     std::vector<check> all = whole_law(e, r, allowed);
                     for (check& c : tails(e, r, allowed)) all.push_back(std::move(c));
                     return all;
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
          .cells = norm_preservation_cells};
}

}  // namespace loranoise::verify::claims
