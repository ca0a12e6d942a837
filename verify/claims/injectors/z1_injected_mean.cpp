// Claim Z1: every injector's estimate has the mean of the gradient.
#include <cmath>

#include "verify/claims/injectors/injector_cells.hpp"
#include "verify/plans/injectors.hpp"
#include "verify/statistics/worst_entry.hpp"

namespace loranoise::verify::claims {
namespace z1 {
namespace {

std::vector<check> gain(const injector_experiment& e, const injector_result& r, double scale) {
  const double unscaled = e.family->gain_without_scale;
  comparison compared =
      equal(where(e).part("along u"), "E <u, N> = 0", estimate::from_blocks(r.along), 0);
  compared.within(injected_gain_margin * scale)
      .slack(injected_rounding)
      .falsified_by("the factor that makes the mean 1 left out", unscaled - 1);
  if (unscaled > 0) {
    compared.falsified_by("the factor that makes the mean 1 taken twice", 1 / unscaled - 1);
  }
  return compared;
}

// The coordinate whose mean is furthest from zero, in its predicted deviation.
std::vector<check> worst_mean(const injector_experiment& e, const injector_result& r,
                              double scale) {
  const auto deviation = [&](Eigen::Index i) { return std::sqrt(e.covariance(i, i)); };
  const Eigen::Index worst =
      worst_entry(1, e.row().size(), [&](auto, auto i) {
        return deviation(i) > injected_rounding ? std::abs(r.mean(0, i)) / deviation(i) : -1;
      }).column;
  const double unit = deviation(worst);
  if (unit <= injected_rounding) return {};
  const estimate mean = estimate::from_standard_error(
      r.mean(0, worst) / unit, r.mean_error(0, worst) / unit, sweep_blocks - 1);
  return equal(where(e).part("worst coordinate"), "E N_i = 0",
               mean.picked_from(static_cast<double>(e.row().size())), 0)
      .within(injected_mean_margin * scale)
      .slack(injected_rounding)
      .picked();
}

std::vector<check> mean_checks(const injector_experiment& e, const injector_result& r,
                               double scale) {
  return together({gain(e, r, scale), worst_mean(e, r, scale)});
}

std::vector<cell> injected_mean_cells(const study& s) {
  return cells_at_scale(s, injector_experiments(s), where, mean_checks);
}

}  // namespace
}  // namespace z1

claim z1_injected_mean() {
  using namespace z1;
  return {.id = "Z1",
          .title = "neighbouring injectors have mean zero too",
          .statement =
              "Frames, Hadamard rows, sparse signs, masks, gates, zero-order directions, sampled "
              "gradients, a frozen B, PEFT's orthogonal start and convolutions: each makes an "
              "estimate with the mean of the gradient, once it is scaled.",
          .formula = "E N = 0",
          .section = "11.1",
          .answers = "its neighbours",
          .cells = injected_mean_cells};
}

}  // namespace loranoise::verify::claims
