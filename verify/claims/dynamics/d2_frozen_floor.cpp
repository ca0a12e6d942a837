// Claim D2: what a frozen A keeps, draw by draw, and an expectation that no draw is like.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "theory/dynamics/frozen.hpp"
#include "verify/claims/dynamics/descent_cells.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/symmetry.hpp"

namespace loranoise::verify::claims {
namespace d2 {
namespace {

// Where the expectation is at least this many times the floor it is seen to diverge.
constexpr double diverged = 1e3;

using law_of_share = std::function<double(double)>;

double edge(int bin) {
  return (bin + 1.0) / frozen_path_result::bins;
}

double distance(const frozen_path_result& r, const law_of_share& law) {
  double worst = 0;
  std::uint64_t below = 0;
  for (int bin = 0; bin < frozen_path_result::bins; ++bin) {
    below += r.kept_counts[static_cast<std::size_t>(bin)];
    worst = std::max(worst, std::abs(static_cast<double>(below) / static_cast<double>(r.trials) -
                                     law(edge(bin))));
  }
  return worst;
}

double distance(const law_of_share& a, const law_of_share& b) {
  double worst = 0;
  for (int bin = 0; bin < frozen_path_result::bins; ++bin) {
    worst = std::max(worst, std::abs(a(edge(bin)) - b(edge(bin))));
  }
  return worst;
}

law_of_share beta_law(double rank, double width) {
  return [=](double share) { return theory::frozen_kept_cdf(rank, width, std::min(share, 1.0)); };
}

std::vector<check> law(const frozen_path_experiment& e, const frozen_path_result& r, double scale) {
  const law_of_share exact = beta_law(e.rank, e.width);
  const auto seen = [&](const law_of_share& of) {
    return estimate::from_supremum(distance(r, of), r.trials);
  };
  comparison c = equal(where(e).part("law"), "kept part ~ Beta((m-r)/2, r/2)", seen(exact), 0)
                     .within(kept_margin * scale);
  const auto wrong = [&](const char* formula, const law_of_share& of) {
    c.falsified_by(formula, seen(of), distance(exact, of));
  };
  wrong("Beta((m-r)/2, r/2) at rank r + 1", beta_law(e.rank + 1, e.width));
  wrong("Beta(r/2, (m-r)/2), the part that is seen", beta_law(e.width - e.rank, e.width));
  return c;
}

// A statement about every draw.
std::vector<check> never_below(const frozen_path_experiment& e, const frozen_path_result& r,
                               std::size_t look, double scale) {
  const auto share = [&](std::uint64_t draws) { return estimate::from_binomial(draws, r.trials); };
  return at_most(where(e).part(fmt::format("after {}", e.looks[look])),
                 "|e_T|^2 >= kept part: never below", share(r.below[look]),
                 never_margin * std::min(2.0, scale))
      .falsified_by("|e_T|^2 >= twice the kept part", share(r.trials - r.doubled[look]));
}

std::vector<check> floor_checks(const frozen_path_experiment& e, const frozen_path_result& r,
                                double scale) {
  const double floor = theory::frozen_floor(e.rank, e.width);
  std::vector<check> all =
      equal(where(e).part("mean"), "E kept part = 1 - r/m", estimate::from_blocks(r.kept), floor)
          .within(kept_margin * scale)
          .falsified_by("1 - (r+1)/m", theory::frozen_floor(e.rank + 1, e.width))
          .falsified_by("0: nothing is kept", 0);
  append(all, law(e, r, scale));
  append(all, never_below(e, r, e.looks.size() - 1, scale));
  return all;
}

// Draws have long settled on what they keep when the expectation leaves for infinity.
std::vector<check> long_checks(const frozen_path_experiment& e, const frozen_path_result& r,
                               double scale) {
  std::vector<check> all;
  for (std::size_t look = 0; look < e.looks.size(); ++look) {
    append(all, never_below(e, r, look, scale));
    append(all, at_most(where(e).part(fmt::format("after {}", e.looks[look])),
                        "a draw above twice what it keeps: hardly ever",
                        estimate::from_binomial(r.doubled[look], r.trials),
                        never_margin * std::min(2.0, scale)));
  }
  return all;
}

// The expectation at a share of the typical threshold after so many steps.
std::vector<check> expectation(int rank, int width, double share, int steps) {
  const double step = share * theory::frozen_step_limit(rank, width);
  const theory::frozen_dynamics exact(rank, width, 2 * steps);
  const double floor = theory::frozen_floor(rank, width);
  const location place{
      .cell = fmt::format("rank {}, width {}, {:g} of the threshold, expectation after {}", rank,
                          width, share, steps),
      .gradient = "quadratic",
      .rank = rank,
      .width = width};
  const auto computed = [](double value) {
    return estimate::from_computation(value, 1e-9 * value);
  };
  return at_most(place, "(1 - r/m)/E|e_T|^2 -> 0: the expectation diverges",
                 computed(floor / exact.second(step, steps)), 1 / diverged)
      .falsified_by("E|e_T|^2 -> 1 - r/m", computed(1));
}

struct far_place {
  int rank;
  int width;
  double share;
  int steps;
};

std::vector<cell> floor_cells(const study& s) {
  std::vector<cell> all = cells_at_scale(s, frozen_path_experiments(s), where, floor_checks);
  for (cell& c : cells_at_scale(s, long_frozen_path_experiments(s), where, long_checks)) {
    all.push_back(std::move(c));
  }
  for (const far_place& p : {far_place{16, 64, 0.5, diverged_steps}, far_place{16, 64, 0.25, 300},
                             far_place{4, 24, 0.125, 200}}) {
    all.push_back(exact_cell(fmt::format("expectation, rank {}, width {}, {:g} of the threshold",
                                         p.rank, p.width, p.share),
                             [p] { return expectation(p.rank, p.width, p.share, p.steps); }));
  }
  return all;
}

}  // namespace
}  // namespace d2

claim d2_frozen_floor() {
  using namespace d2;
  return {.id = "D2",
          .title = "a frozen A has a floor",
          .statement =
              "No number of steps under one A brings a draw below the part of the error that A "
              "does not see, a share of Beta((m-r)/2, r/2) with mean 1 - r/m (rank r, width m). "
              "The expectation does not settle there: it diverges for every step size, because of "
              "draws that no one will see.",
          .formula = "|e_T|^2 >= kept part ~ Beta((m-r)/2, r/2); E|e_T|^2 -> infinity",
          .section = "8.3, 8.4",
          .answers = "v1 to v7",
          .cells = floor_cells};
}

}  // namespace loranoise::verify::claims
