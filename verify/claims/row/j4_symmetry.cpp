// Claim J4: symmetry gives the gradient away.
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/symmetry.hpp"

namespace loranoise::verify::claims {
namespace j4 {
namespace {

std::vector<check> symmetry_test_checks(const symmetry_experiment& e, const symmetry_result& r,
                                        double scale) {
  std::vector<check> all;
  const auto never = [&](role kind, const char* part, const char* formula, std::uint64_t failures) {
    check c = check_at(e);
    c.kind = kind;
    c.cell += std::string(", ") + part;
    c.formula = formula;
    c.measured = estimate::from_binomial(failures, r.trials);
    c.prediction = never_margin * std::min(2.0, scale);
    c.rel = relation::at_most;
    c.trials = r.trials;
    all.push_back(std::move(c));
  };
  never(role::check, "own", "Y G' is symmetric: never called asymmetric",
        r[symmetry_result::missed]);
  never(role::check, "other", "Y H' is not: never called symmetric", r[symmetry_result::confused]);
  never(role::check, "order", "AUC 1: |Y G' - G Y'| below |Y H' - H Y'| in every draw",
        r.trials - r[symmetry_result::ordered]);
  never(role::control, "Gaussian noise", "independent Gaussian noise never passes for symmetric",
        r[symmetry_result::gaussian]);
  never(role::falsifier, "own", "Y G' + G Y' = 0, the sign wrong", r[symmetry_result::skew]);
  never(role::falsifier, "own", "Y H' is symmetric for H = G with one row 1 % longer",
        r[symmetry_result::stretched]);
  return all;
}

// One row: v h' is a number, and a number is symmetric. Every draw ties, for any h.
std::vector<check> one_row(const symmetry_experiment& e, const symmetry_result& r) {
  check c = check_at(e);
  c.kind = role::control;
  c.cell += ", one row";
  c.formula = "AUC 1/2";
  c.measured = estimate::from_exact((static_cast<double>(r[symmetry_result::ordered]) +
                                     static_cast<double>(r[symmetry_result::tied]) / 2) /
                                        static_cast<double>(r.trials),
                                    0);
  c.prediction = 0.5;
  return {c};
}

std::vector<cell> symmetry_test_cells(const study& s) {
  const double scale = s.budget.margin_scale;
  std::vector<cell> all = cell_each(
      symmetry_experiments(s), [scale](const symmetry_experiment& e, const symmetry_result& r) {
        return symmetry_test_checks(e, r, scale);
      });
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
          .cells = symmetry_test_cells};
}

}  // namespace loranoise::verify::claims
