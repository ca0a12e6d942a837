// Claim E2: training A as well changes the weights at third order.
#include <algorithm>
#include <cmath>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {
namespace e2 {
namespace {

constexpr double rate_exponent_margin = 0.05;
// A weight after a few steps has a relative error of a few units in the last place, or ten.
constexpr double weight_rounding = 1e-14;
// The exact form at two steps is a product of five matrices, and a difference that has lost the
// digits that the weights share.
constexpr double form_margin = 1e-8;

location where(const trained_adapter& a, const std::string& what) {
  location place;
  place.cell = a.name;
  place.gradient = a.name;
  place.rank = a.rank;
  place.width = a.width;
  place.trials = 1;
  return place.part(what);
}

// Exponent of y in the learning rate, which halves from entry to entry. Local exponents are p + c
// eta + d eta^2 + ..., so that two in a row extrapolate to p up to order eta^2: the last two miss
// it by a third of what the two before them are further off. An error of y counts nine times.
estimate exponent(const Eigen::VectorXd& y, double relative_error) {
  const auto local = [&](Eigen::Index from_end) {
    const Eigen::Index i = y.size() - 1 - from_end;
    return std::log2(y[i - 1] / y[i]);
  };
  const double limit = 2 * local(0) - local(1);
  const double before = 2 * local(1) - local(2);
  return estimate::from_exact(limit, std::abs(limit - before) + 9 * relative_error);
}

std::vector<check> several_steps(const trained_adapter& a, Eigen::Index row) {
  const Eigen::VectorXd deviation = a.deviation.row(row);
  const Eigen::VectorXd change = a.change.row(row);
  const Eigen::VectorXd relative = deviation.cwiseQuotient(change);
  const double error = weight_rounding / relative.minCoeff();
  const std::string steps = std::to_string(a.steps[static_cast<std::size_t>(row)]) + " steps";
  return together({equal(where(a, steps), "|B_T A_T - (B_T A_0)_frozen| proportional to eta^3",
                         exponent(deviation, error), 3)
                       .within(rate_exponent_margin)
                       .falsified_by("proportional to eta^2", 2)
                       .falsified_by("proportional to eta^4", 4),
                   equal(where(a, steps + ", relative"),
                         "relative to the change of the weights proportional to eta^2",
                         exponent(relative, error), 2)
                       .within(rate_exponent_margin)
                       .falsified_by("relative deviation proportional to eta", 1)});
}

// The largest deviation after one step, relative to the change, against that after two.
std::vector<check> one_step(const trained_adapter& a, Eigen::Index row) {
  const auto relative = [&](Eigen::Index at_row) {
    return a.deviation.row(at_row).cwiseQuotient(a.change.row(at_row)).maxCoeff();
  };
  comparison c = equal(where(a, "1 step"), "no deviation: A_1 = A_0",
                       estimate::from_exact(relative(row), weight_rounding), 0);
  c.within(10 * weight_rounding);
  if (row + 1 < a.deviation.rows()) {
    c.falsified_by("as large as after the next steps", relative(row + 1));
  }
  return c;
}

// Relative distance of the deviation after two steps from -eta^3 (G_0 + G_1) A_0'A_0 G_0'G_1.
std::vector<check> exact_form(const trained_adapter& a) {
  const two_steps& t = a.two;
  const Eigen::MatrixXd projected = (t.first + t.second) * t.sketch.transpose() * t.sketch;
  const double cube = std::pow(t.learning_rate, 3);
  const Eigen::MatrixXd right = -cube * projected * t.first.transpose() * t.second;
  const Eigen::MatrixXd swapped = -cube * projected * t.second.transpose() * t.first;
  const auto distance = [&](const Eigen::MatrixXd& form) {
    return estimate::from_exact((t.deviation - form).norm() / t.deviation.norm(), form_margin / 10);
  };
  return at_most(where(a, "2 steps, exact form"), "-eta^3 (G_0 + G_1) A_0'A_0 G_0'G_1",
                 distance(right), form_margin)
      .falsified_by("the steps swapped: G_1'G_0", distance(swapped))
      .falsified_by("2 % too large", distance(1.02 * right));
}

std::vector<cell> trained_deviation_cells(const study& s) {
  std::vector<cell> all;
  for (const trained_adapter& a : s.trained) {
    for (Eigen::Index row = 0; row < a.deviation.rows(); ++row) {
      const int steps = a.steps[static_cast<std::size_t>(row)];
      all.push_back(exact_cell(a.name + ", " + std::to_string(steps) + " steps", [&a, row, steps] {
        return steps == 1 ? one_step(a, row) : several_steps(a, row);
      }));
    }
    all.push_back(exact_cell(a.name + ", exact form", [&a] { return exact_form(a); }));
  }
  return all;
}

}  // namespace
}  // namespace e2

claim e2_trained_deviation() {
  using namespace e2;
  return {.id = "E2",
          .title = "training A as well changes the weights at third order",
          .statement =
              "After one step, training A together with B gives the weights that a frozen A gives; "
              "after two steps or more they differ by order eta^3, eta being the learning rate.",
          .formula = "|B_T A_T - (B_T A_0)_frozen| = O(eta^3), 0 at T = 1",
          .section = "1.2",
          .answers = "v1 to v7",
          .cells = trained_deviation_cells,
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
