// Claim P9: what the size of the batch does to the pair of rows.
#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "theory/privacy/batch_size.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/privacy/several_cells.hpp"
#include "verify/plans/margins.hpp"

namespace loranoise::verify::claims {
namespace p9 {
namespace {

constexpr double rounding = 1e-12;

std::vector<check> identity_checks(const replaced_example_experiment& e,
                                   const replaced_example_result& r, double /*scale*/) {
  return together(
      {at_most(where(e).part("cosine"), "rho = (1+p)/sqrt((1+p)^2 + q^2): off by no more",
               estimate::from_exact(r.cosine_off, rounding / 10), rounding)
           .falsified_by("off by as much as 1 - rho", estimate::from_blocks(r.cosine_below_one)),
       at_most(where(e).part("ratio"), "tau = 1/sqrt((1+p)^2 + q^2): off by no more",
               estimate::from_exact(r.ratio_off, rounding / 10), rounding)
           .falsified_by("tau = 1: off by log tau", estimate::from_blocks(r.squared_log_ratio))});
}

// Slopes of the means over batches, which are drawn apart.
estimate exponent(const std::vector<replaced_example_experiment>& batches, const laboratory& lab,
                  std::vector<double> replaced_example_result::*of) {
  std::vector<double> sizes;
  std::vector<estimate> means;
  for (const replaced_example_experiment& e : batches) {
    sizes.push_back(e.batch);
    means.push_back(estimate::from_blocks(lab.result(e).*of));
  }
  return log_log_slope(sizes, means);
}

// The same of theory's typical pairs.
struct pair_exponents {
  double cosine;
  double squared_log_ratio;
};

pair_exponents predicted(const std::vector<replaced_example_experiment>& batches) {
  std::vector<double> sizes;
  std::vector<double> cosines;
  std::vector<double> ratios;
  for (const replaced_example_experiment& e : batches) {
    const double mean = e.mean * e.mean;  // over the noise of variance 1
    const double ratio = theory::log_norm_ratio_deviation(mean, e.batch, e.width);
    sizes.push_back(e.batch);
    cosines.push_back(theory::typical_replacement(mean, e.batch).cosine_below_one);
    ratios.push_back(ratio * ratio);
  }
  return {log_log_slope(sizes, cosines), log_log_slope(sizes, ratios)};
}

std::vector<check> exponent_checks(const std::vector<replaced_example_experiment>& batches,
                                   const laboratory& lab, double scale) {
  const bool dominates = batches.front().mean > 0;
  const pair_exponents exact = predicted(batches);
  location place = where(batches.front());
  place.cell = dominates ? "mean gradient dominates" : "no mean gradient";
  const double margin = batch_exponent_margin * scale;
  return together(
      {equal(place.part("1 - rho"),
             dominates ? "1 - rho ~ b^-2" : "1 - rho ~ b^-1, as |u|^2 falls with b",
             exponent(batches, lab, &replaced_example_result::cosine_below_one), exact.cosine)
           .within(margin)
           .falsified_by(dominates ? "1 - rho ~ b^-1 with a mean gradient"
                                   : "1 - rho ~ b^-2 without a mean gradient",
                         dominates ? -1 : -2),
       equal(place.part("log tau"),
             dominates ? "log^2 tau ~ b^-2: first order in 1/b" : "log^2 tau ~ b^-1",
             exponent(batches, lab, &replaced_example_result::squared_log_ratio),
             exact.squared_log_ratio)
           .within(margin)
           .falsified_by("log tau of second order, as 1 - rho", dominates ? -4 : -2)});
}

std::vector<cell> batch_cells(const study& s) {
  const std::vector<replaced_example_experiment> all = batch_experiments(s);
  std::vector<cell> cells = cells_at_scale(s, all, where, identity_checks);
  for (const auto& batches :
       group_by(all, [](const replaced_example_experiment& e) { return e.mean; })) {
    cells.push_back(combined_cell(fmt::format("exponents, mean {:g}", batches.front().mean),
                                  batches,
                                  [batches, scale = s.budget.margin_scale](const laboratory& lab) {
                                    return exponent_checks(batches, lab, scale);
                                  }));
  }
  return cells;
}

}  // namespace
}  // namespace p9

claim p9_batch_size() {
  using namespace p9;
  return {.id = "P9",
          .title = "what the batch size does",
          .statement =
              "Replacing one of b examples turns a row of the mean gradient by a cosine rho and "
              "scales it by 1/tau, both known exactly. 1 - rho falls as 1/b^2 only while the mean "
              "gradient dominates, and as 1/b where it is zero; log tau falls as 1/b and "
              "1/sqrt(b).",
          .formula = "rho = (1+p)/sqrt((1+p)^2+q^2), tau = 1/sqrt((1+p)^2+q^2), u' = u + |u|(p, q)",
          .section = "9.6",
          .answers = "v8 to v9",
          .cells = batch_cells};
}

}  // namespace loranoise::verify::claims
