// Claim J4: symmetry gives the gradient away.
#include <algorithm>
#include <utility>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/symmetry.hpp"

namespace loranoise::verify::claims {
namespace j4 {
namespace {

// A statement about every draw, of which there are `failures` exceptions.
comparison never(location place, const char* formula, std::uint64_t failures, double scale) {
  const estimate share = estimate::from_binomial(failures, place.trials);
  return at_most(std::move(place), formula, share, never_margin * std::min(2.0, scale));
}

std::vector<check> symmetry_test_checks(const symmetry_experiment& e, const symmetry_result& r,
                                        double scale) {
  const location place = where(e).with_trials(r.trials);
  const auto share = [&](symmetry_result::event what) {
    return estimate::from_binomial(r[what], r.trials);
  };
  return together(
      {never(place.part("own"), "Y G' is symmetric: never called asymmetric",
             r[symmetry_result::missed], scale)
           .falsified_by("Y G' + G Y' = 0, the sign wrong", share(symmetry_result::skew))
           .falsified_by("Y H' is symmetric for H = G with one row 1 % longer",
                         share(symmetry_result::stretched)),
       never(place.part("other"), "Y H' is not: never called symmetric",
             r[symmetry_result::confused], scale),
       never(place.part("order"), "AUC 1: |Y G' - G Y'| below |Y H' - H Y'| in every draw",
             r.trials - r[symmetry_result::ordered], scale),
       never(place.part("Gaussian noise"), "independent Gaussian noise never passes for symmetric",
             r[symmetry_result::gaussian], scale)
           .control()});
}

// The exception: G and H of rank 1 with one column space. Y H' is symmetric as well, in every draw.
std::vector<check> blind(const symmetry_experiment& e, const symmetry_result& r, double scale) {
  return never(where(e).part("blind").with_trials(r.trials),
               "Y H' is symmetric too: never called asymmetric",
               r.trials - r[symmetry_result::confused], scale)
      .control();
}

// One row: v h' is a number, and a number is symmetric. Every draw ties, for any h.
std::vector<check> one_row(const symmetry_experiment& e, const symmetry_result& r) {
  const double wins = static_cast<double>(r[symmetry_result::ordered]) +
                      static_cast<double>(r[symmetry_result::tied]) / 2;
  return equal(where(e).part("one row"), "AUC 1/2",
               estimate::from_exact(wins / static_cast<double>(r.trials), 0), 0.5)
      .control();
}

std::vector<cell> symmetry_test_cells(const study& s) {
  const double scale = s.budget.margin_scale;
  std::vector<cell> all = cell_each(
      symmetry_experiments(s), [scale](const symmetry_experiment& e, const symmetry_result& r) {
        return symmetry_test_checks(e, r, scale);
      });
  if (all.empty()) return all;  // controls alone decide nothing
  for (cell& c : cell_each(blind_experiments(s),
                           [scale](const symmetry_experiment&e, const symmetry_result&r) {
                             return blind(e, r, scale);
                           })) {
    all.push_back(std::move(c));
  }
  for (cell& c : cell_each(one_row_experiments(s), one_row)) {
    c.name += ", one row";
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace
}  // namespace j4

claim j4_symmetry() {
  using namespace j4;
  return {.id = "J4",
          .title = "symmetry gives the gradient away",
          .statement =
              "The release Y = G A'A of two rows or more tells its gradient G from another one, H, "
              "in every draw, as Y G' is symmetric and Y H' is not, unless H = c G, or G and H "
              "have rank 1 and one column space (rows u, -u against w, -w). Independent Gaussian "
              "noise never makes Y G' symmetric; a single row always does.",
          .formula = "Y G' = G Y' for Y = G A'A",
          .section = "5.3",
          .answers = "v8 to v9, 2601.21719",
          .cells = symmetry_test_cells,
          .needs = "a gradient of two rows or more"};
}

}  // namespace loranoise::verify::claims
