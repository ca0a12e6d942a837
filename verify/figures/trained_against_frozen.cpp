// How far training A as well takes the weights from where a frozen A takes them, against the
// learning rate.
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void trained_against_frozen(const study& s, const laboratory&, figure_points& out) {
  for (const trained_adapter& a : s.trained) {
    for (Eigen::Index row = 0; row < a.deviation.rows(); ++row) {
      const int steps = a.steps[static_cast<std::size_t>(row)];
      if (steps == 1) continue;  // no deviation
      const figure_line place{.kind = "computed", .gradient = a.name, .rank = steps};
      for (Eigen::Index i = 0; i < a.deviation.cols(); ++i) {
        out.add_exact(place, a.rates[static_cast<std::size_t>(i)], a.deviation(row, i));
      }
    }
  }
}

}  // namespace loranoise::verify::figures
