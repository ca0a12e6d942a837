// Claim E1: training B alone follows projected gradients.
#include <utility>

#include "verify/claims/claim.hpp"

namespace loranoise::verify::claims {
namespace e1 {
namespace {

// Rounding: a few hundred steps, each adding a few units in the last place.
constexpr double step_rounding = 1e-12;

double relative_distance(const Eigen::MatrixXd& measured, const Eigen::MatrixXd& predicted) {
  return (measured - predicted).norm() / measured.norm();
}

std::vector<check> frozen_identity_checks(const frozen_adapter& a) {
  location place;
  place.cell = a.name;
  place.gradient = a.name;
  place.rank = static_cast<int>(a.sketch.rows());
  place.width = static_cast<int>(a.sketch.cols());
  place.trials = 1;
  const auto off = [&](const Eigen::MatrixXd& predicted) {
    return estimate::from_exact(relative_distance(a.change, predicted), step_rounding / 10);
  };
  const Eigen::MatrixXd step = -a.learning_rate * a.gradient_sum;
  const Eigen::MatrixXd sketched = step * a.sketch.transpose() * a.sketch;
  const auto r = static_cast<double>(a.sketch.rows());
  return at_most(std::move(place), "-eta (sum G) A'A", off(sketched), step_rounding)
      .falsified_by("-eta (sum G), no sketch", off(step))
      .falsified_by("-eta (sum G) A'A r/(r+1)", off(sketched * (r / (r + 1))));
}

std::vector<cell> frozen_identity_cells(const study& s) {
  std::vector<cell> all;
  all.reserve(s.adapters.size());
  for (const frozen_adapter& a : s.adapters) {
    all.push_back(exact_cell(a.name, [&a] { return frozen_identity_checks(a); }));
  }
  return all;
}

}  // namespace
}  // namespace e1

claim e1_frozen_identity() {
  using namespace e1;
  return {.id = "E1",
          .title = "training B alone follows projected gradients",
          .statement =
              "With A frozen, training B moves the weights by exactly minus the learning rate "
              "times the sum of the batch gradients, each multiplied by A'A.",
          .formula = "B_T A - B_0 A = -eta (sum_t G_t) A'A",
          .section = "1.1",
          .answers = "v1 to v9",
          .cells = frozen_identity_cells,
          .trains_adapters = true};
}

}  // namespace loranoise::verify::claims
