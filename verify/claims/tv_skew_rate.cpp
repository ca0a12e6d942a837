#include <fmt/format.h>

#include <cmath>

#include "claims.hpp"
#include "standard_moments.hpp"
#include "theory/coordinate_law.hpp"
#include "theory/distance.hpp"
#include "tv_exponent.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double slope_margin = 0.05;
constexpr double strong = 0.2;  // cosines from here on: the skewness rules from small ranks on
constexpr int first_rank = 4;
// At rank 2^20 the next order is a thousandth of the skewness, and enters by its square.
constexpr double exact_margin = 1e-4;

std::vector<check> evaluate_group(const std::vector<column_experiment>& group,
                                  const laboratory& lab, const std::string& name, double scale) {
  const check c = measured_exponent(group, lab, name, slope_margin * scale);
  return {c, falsify(c, "exponent -1 (the rate at cosine 0)", -1),
          falsify(c, "exponent -1/4", -0.25)};
}

// At the highest rank: TV in units of the skewness, against the limit; the exact law says how far
// the rank still is from it.
std::vector<check> measured_constant(const column_experiment& e, const laboratory& lab,
                                     double margin) {
  const double rho = cosine(e);
  const double skewness = std::abs(standard_skewness(e.rank, rho));
  const double exact = exact_excess(e, lab.result(e)) / skewness;
  const estimate excess = excess_estimate(lab.result(e));
  check c = check_at(e);
  c.cell += ", TV/|skewness|";
  c.formula = "|He_3|_{L1(phi)}/12";
  c.measured = estimate::from_standard_error(excess.value() / skewness,
                                             excess.standard_error() / skewness, excess.degrees());
  c.prediction = theory::he3_constant;
  c.slack = std::abs(exact - c.prediction);
  c.margin = margin / skewness + c.slack;
  return {c, falsify(c, "|He_4|_{L1(phi)}/8", theory::he4_constant)};
}

std::vector<check> exact_limit(double rho) {
  const check c = exact_exponent(rho, -0.5, exact_margin);
  const double skewness = theory::skewness(theory::coordinate_law<double>(far_rank, rho));
  check constant = c;
  constant.cell = fmt::format("exact, cosine {:.2f}, TV/|skewness| at rank 2^20", rho);
  constant.formula = "|He_3|_{L1(phi)}/12";
  constant.measured =
      estimate::from_exact(theory::total_variation(far_rank, rho) / std::abs(skewness), 1e-9);
  constant.prediction = theory::he3_constant;
  constant.margin = exact_margin;
  constant.slack = exact_margin;
  return {c, falsify(c, "exponent -1 (the rate at cosine 0)", -1), constant,
          falsify(constant, "|He_4|_{L1(phi)}/8", theory::he4_constant),
          falsify(constant, "the constant 2 % smaller", 0.98 * theory::he3_constant)};
}

std::vector<cell> cells(const study& s) {
  std::vector<cell> all;
  for (const auto& group : over_ranks(s, strong, 1, first_rank)) {
    const std::string name = exponent_name(group, first_rank);
    all.push_back(joint_cell(name, group,
                             [group, name, scale = s.budget.margin_scale](const laboratory& lab) {
                               return evaluate_group(group, lab, name, scale);
                             }));
    const std::vector<column_experiment> last{group.back()};
    all.push_back(
        joint_cell(cell_name(last.front()) + ", TV/|skewness|", last,
                   [e = last.front(), margin = tv_margin(s, last.front())](const laboratory& lab) {
                     return measured_constant(e, lab, margin);
                   }));
  }
  for (const double rho : {0.2, 0.5, 0.8, 1.0}) {
    all.push_back(
        exact_cell(fmt::format("exact, cosine {:.2f}", rho), [rho] { return exact_limit(rho); }));
  }
  return all;
}

}  // namespace

claim tv_skew_rate() {
  return {"T3",
          "TV falls as the skewness, 1/sqrt(rank), away from cosine 0",
          "Where a coordinate is not small beside its row, its noise nears the Gaussian as its "
          "skewness does, like 1/sqrt(rank).",
          "TV/|skewness| -> |He_3|_{L1(phi)}/12 = 0.125834",
          "4.2",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
