// Claim D4: matched Gaussian noise has the first two moments of a redrawn A for ever.
#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "theory/dynamics/independent_steps.hpp"
#include "theory/dynamics/second_moments.hpp"
#include "verify/claims/dynamics/descent_cells.hpp"
#include "verify/plans/margins.hpp"

namespace loranoise::verify::claims {
namespace d4 {
namespace {

using simulate::descent_noise;
using theory::covariance_kind;

// The moments of any loss, by theory, in its own terms.
struct exact_moments {
  std::vector<double> hessian;
  std::vector<double> start;
  double rate;
  double rank;

  explicit exact_moments(const descent_experiment& e)
      : hessian(e.loss->loss.hessian.data(),
                e.loss->loss.hessian.data() + e.loss->loss.hessian.size()),
        start(e.loss->loss.start.begin(), e.loss->loss.start.end()),
        rate(e.loss->loss.rate),
        rank(e.rank) {}

  [[nodiscard]] double inner(int steps) const {
    const std::vector<double> mean = theory::mean_after(hessian, rate, start, steps);
    return std::inner_product(mean.begin(), mean.end(), start.begin(), 0.0);
  }
  [[nodiscard]] theory::square_matrix second(covariance_kind noise, int steps) const {
    theory::square_matrix outer;
    for (const double x : start) {
      for (const double y : start) outer.push_back(x * y);
    }
    return theory::second_moment_after(noise, rank, hessian, rate, outer, steps);
  }
  // E<e_s, e_T>: given e_s the mean of e_T is linear in it.
  [[nodiscard]] double lagged(covariance_kind noise, int first, int last) const {
    const theory::square_matrix early = second(noise, first);
    const std::size_t width = start.size();
    double sum = 0;
    for (std::size_t j = 0; j < width; ++j) {
      const std::vector<double> row(early.begin() + static_cast<std::ptrdiff_t>(j * width),
                                    early.begin() + static_cast<std::ptrdiff_t>((j + 1) * width));
      sum += theory::mean_after(hessian, rate, row, last - first)[j];
    }
    return sum;
  }
};

covariance_kind own_covariance(const descent_experiment& e) {
  return e.kind == descent_noise::diagonal ? covariance_kind::diagonal : covariance_kind::full;
}

comparison entry_of(const descent_experiment& e, const descent_result& r, std::size_t i,
                    std::size_t j, double exact, double scale) {
  const std::size_t place = j * (j + 1) / 2 + i;
  return equal(where(e).part(fmt::format("entry ({}, {})", i + 1, j + 1)),
               "E e_T e_T' by its recursion", estimate::from_blocks(r.products[place]), exact)
      .within(product_margin * scale);
}

// Every entry of E e_T e_T'; and by 8.6 the diagonal ones are those of the full covariance where
// the hessian is diagonal.
std::vector<check> small_loss_checks(const descent_experiment& e, const descent_result& r,
                                     double scale) {
  const exact_moments exact(e);
  const int last = e.looks.back();
  const covariance_kind own = own_covariance(e);
  const covariance_kind other =
      own == covariance_kind::full ? covariance_kind::diagonal : covariance_kind::full;
  const theory::square_matrix second = exact.second(own, last);
  const theory::square_matrix wrong = exact.second(other, last);
  const theory::square_matrix without = exact.second(own, last - 1);
  const std::size_t width = exact.start.size();
  std::vector<check> all = equal(where(e).part("mean"), "<e_0, (I - rate H)^T e_0>",
                                 estimate::from_blocks(r.inner.back()), exact.inner(last))
                               .within(product_margin * scale)
                               .falsified_by("one step less", exact.inner(last - 1));
  append(all, equal(where(e).part("two times"), "E<e_s, e_T>", estimate::from_blocks(r.lagged),
                    exact.lagged(own, e.looks.front(), last))
                  .within(product_margin * scale)
                  .falsified_by("E|e_T|^2, as if nothing happened between", [&] {
                    double trace = 0;
                    for (std::size_t i = 0; i < width; ++i) trace += second[i * width + i];
                    return trace;
                  }()));
  for (std::size_t j = 0; j < width; ++j) {
    for (std::size_t i = 0; i <= j; ++i) {
      const std::size_t at = i * width + j;
      append(all,
             entry_of(e, r, i, j, second[at], scale)
                 .falsified_by(own == covariance_kind::full ? "the diagonal of the covariance alone"
                                                            : "the full covariance",
                               wrong[at])
                 .falsified_by("one step less", without[at]));
    }
  }
  return all;
}

std::vector<check> isotropic_checks(const descent_experiment& e, const descent_result& r,
                                    double scale) {
  std::vector<check> all;
  const double step = e.loss->loss.rate;
  const double width = e.loss->width();
  for (std::size_t look = 0; look < e.looks.size(); ++look) {
    const int steps = e.looks[look];
    const double exact = theory::redrawn_second(e.rank, width, step, steps);
    append(all, equal(where(e).part(fmt::format("after {}", steps)), "E|e_T|^2 of the redrawn A",
                      estimate::from_blocks(r.squared[look]), exact)
                    .within(redrawn_margin * scale * exact)
                    .falsified_by("variances |g|^2/r, without g_i^2/r",
                                  theory::redrawn_second(e.rank, width - 1, step, steps))
                    .falsified_by("noise of the first step's scale for ever",
                                  theory::fixed_noise_second((width + 1) / e.rank, step, steps)));
  }
  return all;
}

std::vector<check> matched_checks(const descent_experiment& e, const descent_result& r,
                                  double scale) {
  return e.keeps_products() ? small_loss_checks(e, r, scale) : isotropic_checks(e, r, scale);
}

std::vector<cell> matched_cells(const study& s) {
  return cells_at_scale(s, matched_experiments(s), where, matched_checks);
}

}  // namespace
}  // namespace d4

claim d4_matched_noise() {
  using namespace d4;
  return {
      .id = "D4",
      .title = "a redrawn A and matched Gaussian noise agree to second moments",
      .statement =
          "On any quadratic loss, A drawn anew at each step and Gaussian noise of the same "
          "covariance have the same mean and the same second moments after every number of "
          "steps. Gaussian noise of the same variances alone keeps the mean, and the second "
          "moment |e_T|^2 where the loss is isotropic, but not all of E e_T e_T'.",
      .formula = "S' = (I - c H) S (I - c H) + c^2 (K + tr(K) I)/r, K = H S H, c the learning rate",
      .section = "8.5, 8.6",
      .answers = "v1 to v7",
      .cells = matched_cells};
}

}  // namespace loranoise::verify::claims
