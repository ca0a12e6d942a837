// Claim T3: TV falls as 1/sqrt(rank) away from rho = 0.
#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "theory/coordinate/law.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/distance/tv_exponent.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::claims {
namespace t3 {
namespace {

constexpr double strong_cosine =
    0.2;  // cosines from here on: the skewness rules from small ranks on

// At the highest rank: TV in units of the skewness, against the limit; the exact law says how far
// the rank still is from it.
std::vector<check> measured_constant(const column_experiment& e, const laboratory& lab,
                                     double margin) {
  const double rho = cosine(e);
  const double skewness =
      std::abs(theory::skewness(theory::coordinate_law<double>::standardised(e.rank, rho)));
  const double exact = exact_excess(e, lab.result(e)) / skewness;
  const double missed = std::abs(exact - theory::he3_constant);
  const estimate excess = excess_estimate(lab.result(e));
  return equal(where(e).part("TV/|skewness|"), "|He_3|_{L1(phi)}/12",
               estimate::from_standard_error(excess.value() / skewness,
                                             excess.standard_error() / skewness, excess.degrees()),
               theory::he3_constant)
      .within(margin / skewness + missed)
      .slack(missed)
      .falsified_by("|He_4|_{L1(phi)}/8", theory::he4_constant);
}

std::vector<check> exact_limit(double rho) {
  const double skewness = theory::skewness(theory::coordinate_law<double>(far_rank, rho));
  location place;
  place.cell = fmt::format("exact, cosine {:.2f}, TV/|skewness| at rank 2^20", rho);
  place.rho = rho;
  const double constant = theory::total_variation(far_rank, rho) / std::abs(skewness);
  return together({exact_exponent(rho, -0.5).falsified_by("exponent -1 (the rate at cosine 0)", -1),
                   equal(std::move(place), "|He_3|_{L1(phi)}/12",
                         estimate::from_computation(constant, 1e-9), theory::he3_constant)
                       .within(far_margin)
                       .slack(far_margin)
                       .falsified_by("|He_4|_{L1(phi)}/8", theory::he4_constant)
                       .falsified_by("the constant 2 % smaller", 0.98 * theory::he3_constant)});
}

std::vector<cell> tv_skew_rate_cells(const study& s) {
  std::vector<cell> all;
  for (const auto& group : over_ranks(s, strong_cosine, 1)) {
    all.push_back(exponent_cell(
        group, s, {{"exponent -1 (the rate at cosine 0)", -1}, {"exponent -1/4", -0.25}}));
    const std::vector<column_experiment> last{group.back()};
    all.push_back(combined_cell(
        cell_name(last.front()) + ", TV/|skewness|", last,
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
}  // namespace t3

claim t3_tv_skewness_rate() {
  using namespace t3;
  return {.id = "T3",
          .title = "TV falls as 1/sqrt(rank) away from rho = 0",
          .statement =
              "Where an entry is a large share rho of its row's norm, its noise nears the Gaussian "
              "only as its skewness vanishes, which is as 1/sqrt(r) in the rank r.",
          .formula = "TV/|skewness| -> |He_3|_{L1(phi)}/12 = 0.125834",
          .section = "4.2",
          .answers = "v1 to v7",
          .cells = tv_skew_rate_cells};
}

}  // namespace loranoise::verify::claims
