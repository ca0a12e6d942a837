// Claim Z2: the variance of every injector, coordinate by coordinate.
#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/injectors/injector_cells.hpp"
#include "verify/plans/injectors.hpp"
#include "verify/statistics/worst_entry.hpp"

namespace loranoise::verify::claims {
namespace z2 {
namespace {

constexpr const char* formula = "Var N_i of the table in 11.1";

// N_i^2 of a coordinate over its predicted variance.
estimate share(const injector_experiment& e, const injector_result& r, Eigen::Index i) {
  const double variance = e.covariance(i, i);
  return estimate::from_standard_error(r.squares(0, i) / variance, r.squares_error(0, i) / variance,
                                       sweep_blocks - 1);
}

bool noisy(const injector_experiment& e, Eigen::Index i) {
  return e.covariance(i, i) > injected_rounding;
}

// The largest entry that has noise: there the formulas differ most.
std::vector<check> strongest(const injector_experiment& e, const injector_result& r, double scale) {
  const Eigen::RowVectorXd u = e.row();
  const Eigen::Index i = worst_entry(1, u.size(), [&](auto, auto j) {
                           return noisy(e, j) ? std::abs(u[j]) : -1;
                         }).column;
  if (!noisy(e, i)) return {};
  const double variance = e.covariance(i, i);
  const int rank = e.family->rank;
  return equal(where(e).part("largest entry"), formula, share(e, r, i), 1)
      .within(injected_variance_margin * scale)
      .slack(injected_rounding)
      .falsified_by("that of normal entries, (|u|^2 + u_i^2)/r",
                    theory::noise_variance(u.squaredNorm(), u[i], rank) / variance)
      .falsified_by("the norm alone, |u|^2/r", u.squaredNorm() / rank / variance)
      .falsified_by("the entry alone, u_i^2/r", u[i] * u[i] / rank / variance);
}

std::vector<check> worst(const injector_experiment& e, const injector_result& r, double scale) {
  const Eigen::Index i = worst_entry(1, e.row().size(), [&](auto, auto j) {
                           return noisy(e, j) ? std::abs(share(e, r, j).value() - 1) : -1;
                         }).column;
  if (!noisy(e, i)) return {};
  return equal(where(e).part("worst coordinate"), formula,
               share(e, r, i).picked_from(static_cast<double>(e.row().size())), 1)
      .within(injected_variance_margin * scale)
      .slack(injected_rounding)
      .picked();
}

std::vector<check> variance_checks(const injector_experiment& e, const injector_result& r,
                                   double scale) {
  return together({strongest(e, r, scale), worst(e, r, scale)});
}

std::vector<cell> injected_variance_cells(const study& s) {
  return cells_at_scale(s, injector_experiments(s), where, variance_checks);
}

}  // namespace
}  // namespace z2

claim z2_injected_variance() {
  using namespace z2;
  return {
      .id = "Z2",
      .title = "the variance of neighbouring injectors",
      .statement =
          "The variance of every injector is known exactly, coordinate by coordinate: a frame "
          "and Hadamard rows leave out the entry's own part, a mask has nothing else, zero-order "
          "directions and convolutions have LoRA's, and PEFT's orthogonal start has that of half "
          "its rank.",
      .formula = "Var N_i of the table in 11.1",
      .section = "11.1, 11.4",
      .answers = "its neighbours",
      .cells = injected_variance_cells};
}

}  // namespace loranoise::verify::claims
