// Claim Z3: how the coordinates of an injector's noise go together.
#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/injectors/injector_cells.hpp"
#include "verify/plans/injectors.hpp"

namespace loranoise::verify::claims {
namespace z3 {
namespace {

// The sum over i != j of u_i u_j Cov(N_i, N_j).
template <class Covariance>
double mixed_sum(const Eigen::RowVectorXd& u, const Covariance& covariance) {
  double sum = 0;
  for (Eigen::Index i = 0; i < u.size(); ++i) {
    for (Eigen::Index j = 0; j < u.size(); ++j) {
      if (i != j) sum += u[i] * u[j] * covariance(i, j);
    }
  }
  return sum;
}

// In units of what the sum has with i = j, and its own size.
std::vector<check> mixed_part(const injector_experiment& e, const injector_result& r,
                              double scale) {
  const Eigen::RowVectorXd u = e.row();
  const double mixed = mixed_sum(u, [&](auto i, auto j) { return e.covariance(i, j); });
  double unit = std::abs(mixed);
  for (Eigen::Index i = 0; i < u.size(); ++i) unit += u[i] * u[i] * e.covariance(i, i);
  if (unit <= injected_rounding) return {};
  const double predicted = mixed / unit;
  const double as_normal_entries =
      mixed_sum(u, [&](auto i, auto j) { return u[i] * u[j] / e.family->rank; }) / unit;
  std::vector<double> blocks = r.mixed;
  for (double& b : blocks) b /= unit;
  return equal(where(e), "sum over i != j of u_i u_j Cov(N_i, N_j)", estimate::from_blocks(blocks),
               predicted)
      .within(injected_mixed_margin * scale)
      .slack(injected_rounding)
      .falsified_by("coordinates without covariance", 0)
      .falsified_by("the covariance with the other sign", -predicted)
      .falsified_by("that of normal entries, u_i u_j/r", as_normal_entries);
}

std::vector<cell> injected_covariance_cells(const study& s) {
  return cells_at_scale(s, injector_experiments(s), where, mixed_part);
}

}  // namespace
}  // namespace z3

claim z3_injected_covariance() {
  using namespace z3;
  return {.id = "Z3",
          .title = "the covariance of neighbouring injectors",
          .statement =
              "Coordinates of an injector's noise go together as u_i u_j where columns are random "
              "signs or normal, against each other under a mask of exactly k, and not at all under "
              "independent masks, gates and samplers.",
          .formula = "Cov(N_i, N_j) of the table in 11.2",
          .section = "11.2",
          .answers = "its neighbours",
          .cells = injected_covariance_cells};
}

}  // namespace loranoise::verify::claims
