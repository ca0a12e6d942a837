// Claim D1: many steps under one A, by sums of Wishart moments.
#include <fmt/format.h>

#include <cmath>

#include "theory/dynamics/frozen.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "theory/dynamics/wishart_moments.hpp"
#include "verify/claims/dynamics/descent_cells.hpp"
#include "verify/plans/margins.hpp"

namespace loranoise::verify::claims {
namespace d1 {
namespace {

std::vector<check> after(const frozen_path_experiment& e, const frozen_path_result& r,
                         std::size_t look, const theory::frozen_dynamics& exact, double scale) {
  const int steps = e.looks[look];
  const location place = where(e).part(fmt::format("after {}", steps));
  const theory::frozen_dynamics next(e.rank + 1, e.width, 2 * steps);
  const double mean = exact.mean(e.step, steps);
  const double second = exact.second(e.step, steps);
  return together(
      {equal(place, "E<e_0, e_T> = sum_k C(T,k) (-a)^k mu_k", estimate::from_blocks(r.inner[look]),
             mean)
           .within(frozen_margin * scale * mean)
           .falsified_by("(1 - a)^T, steps of independent sketches",
                         theory::independent_steps_mean(e.step, steps))
           .falsified_by("the mean at rank r + 1", next.mean(e.step, steps)),
       equal(place, "E|e_T|^2 = sum_k C(2T,k) (-a)^k mu_k", estimate::from_blocks(r.squared[look]),
             second)
           .within(frozen_margin * scale * second)
           .falsified_by("((1-a)^2 + a^2 (m+1)/r)^T, steps of independent sketches",
                         theory::redrawn_second(e.rank, e.width, e.step, steps))
           .falsified_by("the second moment at rank r + 1", next.second(e.step, steps))});
}

// e_0 - 2 e_1 + e_2 = a^2 M^2 e_0.
std::vector<check> second_wishart_moment(const frozen_path_experiment& e,
                                         const frozen_path_result& r, double scale) {
  const double square = e.step * e.step;
  std::vector<double> blocks = combined({r.inner[0], r.inner[1]}, {-2 / square, 1 / square});
  for (double& x : blocks) x += 1 / square;
  const double exact = theory::wishart_moment(e.rank, e.width, 2);
  const double rank = e.rank;
  return equal(where(e).part("second difference"), "mu_2 = (r+m+1)/r",
               estimate::from_blocks(blocks), exact)
      .within(wishart_margin * scale * exact)
      .falsified_by("mu_2 = (r+m)/r", (rank + e.width) / rank)
      .falsified_by("mu_2 = 1: A'A is its mean", 1);
}

std::vector<check> frozen_moment_checks(const frozen_path_experiment& e,
                                        const frozen_path_result& r, double scale) {
  const theory::frozen_dynamics exact(e.rank, e.width, 2 * e.looks.back());
  std::vector<check> all;
  // One step has no second that could share its A.
  for (std::size_t look = 1; look < e.looks.size(); ++look) {
    append(all, after(e, r, look, exact, scale));
  }
  const bool narrow = e.width <= 2 * e.rank;
  if (narrow) append(all, second_wishart_moment(e, r, scale));
  return all;
}

std::vector<cell> frozen_moment_cells(const study& s) {
  return cells_at_scale(s, frozen_path_experiments(s), where, frozen_moment_checks);
}

}  // namespace
}  // namespace d1

claim d1_frozen_moments() {
  using namespace d1;
  return {.id = "D1",
          .title = "many steps under one A",
          .statement =
              "Descent on a quadratic loss with one A for all steps has a mean and a second moment "
              "after T steps that are alternating sums of the moments mu_k of the Wishart matrix "
              "A'A; the steps are not independent.",
          .formula = "E<e_0, e_T> = F(T), E|e_T|^2 = F(2T), F(T) = sum_k C(T,k) (-a)^k mu_k",
          .section = "8.1, 8.3",
          .answers = "v1 to v7",
          .cells = frozen_moment_cells};
}

}  // namespace loranoise::verify::claims
