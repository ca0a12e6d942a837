// Claim P7: the loss has a tail of 1/l, and no finite Renyi divergence.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/loss_tail.hpp"
#include "verify/claims/privacy/several_cells.hpp"
#include "verify/plans/margins.hpp"

namespace loranoise::verify::claims {
namespace p7 {
namespace {

constexpr double order = 1.5;  // of the Renyi divergence
constexpr double exponent_margin = 0.05;
// At finite l the law is off its limit by a share of the order c log(l)/l, here by no more.
constexpr double finite_loss = 0.03;
constexpr std::array far_losses{1e3, 1e4, 1e5};

// P(l < L < infinity) by the exact law.
double exact_tail(const theory::row_release& release, double level) {
  return 1 - theory::likelihood_ratio_errors(release, level).type_two -
         theory::privacy_floor(release.rank, release.cosine);
}

std::vector<check> drawn(const summed_loss_experiment& e, const summed_loss_result& r,
                         double scale) {
  const theory::row_release release = e.release();
  std::vector<check> all;
  for (std::size_t i = 0; i < e.levels.size(); ++i) {
    const double level = e.levels[i];
    const double exact = exact_tail(release, level);
    std::vector<double> share = r.tail[i];
    for (double& x : share) x /= exact;
    append(all, equal(where(e).part(fmt::format("beyond {:g}", level)), "P(l < L < inf), exact",
                      estimate::from_blocks(share), 1)
                    .within(tail_margin * scale));
  }
  // Far out the law is c/l; what it is off here, a few parts in a hundred, widens the margin too.
  const double level = e.levels.back();
  const double limit = theory::loss_tail_coefficient(release) / level;
  const double off = std::abs(limit - exact_tail(release, level));
  const double shift = theory::gaussian_shift(release);
  const auto of_coefficient = [&](double degrees) {
    return degrees / (e.rank + e.width - 1.0) * limit;
  };
  std::vector<double> share = r.tail.back();
  append(all, equal(where(e).part(fmt::format("beyond {:g}", level)),
                    "c/l, c = C sin^r(phi) tau (r+m-1)/2", estimate::from_blocks(share), limit)
                  .within(tail_margin * scale * limit + off)
                  .slack(off)
                  .falsified_by("(m - r + 1) for (r + m - 1)", of_coefficient(e.width - e.rank + 1))
                  .falsified_by("c/l^2", limit / level)
                  .falsified_by("the Gaussian mechanism's tail",
                                theory::gaussian_privacy_profile(shift, level)));
  return all;
}

estimate computed(double value) {
  return estimate::from_computation(value, 1e-9 * std::abs(value));
}

std::vector<check> exact_checks(const theory::row_release& release) {
  location place{.cell = fmt::format("exact, rank {:g}, width {:g}, cosine {:g}", release.rank,
                                     release.width, release.cosine),
                 .gradient = "pair",
                 .rank = static_cast<int>(release.rank),
                 .width = static_cast<int>(release.width),
                 .rho = release.cosine};
  std::vector<double> levels(far_losses.begin(), far_losses.end());
  std::vector<double> tails;
  tails.reserve(levels.size());
  for (const double level : levels) tails.push_back(exact_tail(release, level));
  const double last = levels.back() * tails.back() / theory::loss_tail_coefficient(release);
  // E exp((order - 1) L) is at least exp((order - 1) l) P(l < L < infinity), here at l = 1000.
  const double least = levels.front() + std::log(tails.front()) / (order - 1);
  const double shift = theory::gaussian_shift(release);
  return together({equal(place.part("exponent"), "P(l < L < inf) ~ 1/l",
                         computed(log_log_slope(levels, tails)), -1)
                       .within(exponent_margin)
                       .slack(finite_loss)
                       .falsified_by("1/l^2", -2)
                       .falsified_by("1/sqrt(l)", -0.5),
                   equal(place.part("coefficient"), "l P(l < L < inf)/c -> 1", computed(last), 1)
                       .within(exponent_margin)
                       .slack(finite_loss)
                       .falsified_by("c of half the norm ratio", 2),
                   at_most(place.part("Renyi divergence"),
                           "1/D_1.5 = 0, below the bound by the losses beyond 1000 alone",
                           computed(1 / theory::renyi_divergence(release, order)), 1 / least)
                       .falsified_by("D of the Gaussian mechanism, 1.5 mu^2/2",
                                     computed(2 / (order * shift * shift)))});
}

// Parallel rows differ in their norm alone: there moments are finite, up to an order.
std::vector<check> parallel(const summed_loss_experiment& e, const summed_loss_result& r,
                            double scale) {
  const double exact = std::exp((order - 1) * theory::renyi_divergence(e.release(), order));
  return equal(where(e).part("parallel"), "E exp(L/2) = exp(D_1.5/2), finite",
               estimate::from_blocks(r.half_moment), exact)
      .within(information_margin * scale * exact)
      .control();
}

std::vector<cell> tail_cells(const study& s) {
  std::vector<cell> all = cells_at_scale(s, tail_experiments(s), where, drawn);
  for (cell& c : cells_at_scale(s, parallel_experiments(s), where, parallel)) {
    all.push_back(std::move(c));
  }
  for (const theory::row_release& release :
       {theory::row_release{2, 16, 0.5, 1.2}, {4, 64, 0.5, 1}, {4, 16, 0.9, 1}}) {
    all.push_back(exact_cell(fmt::format("exact, rank {:g}, width {:g}, cosine {:g}", release.rank,
                                         release.width, release.cosine),
                             [release] { return exact_checks(release); }));
  }
  return all;
}

}  // namespace
}  // namespace p7

claim p7_loss_tail() {
  using namespace p7;
  return {.id = "P7",
          .title = "moments accountants do not apply",
          .statement =
              "Large losses are as likely as 1/l: unless the two candidates are parallel, no Renyi "
              "divergence of order above 1 between their releases is finite, even when the "
              "releases that one of them cannot give are left out.",
          .formula = "P(l < L < inf) ~ c/l; D_alpha = infinity for alpha > 1",
          .section = "9.4",
          .answers = "v8 to v9",
          .cells = tail_cells};
}

}  // namespace loranoise::verify::claims
