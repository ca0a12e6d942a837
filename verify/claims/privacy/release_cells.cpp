#include "verify/claims/privacy/release_cells.hpp"

#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {

std::vector<cell> release_cells(const study& s, const std::vector<release_experiment>& experiments,
                                std::vector<check> (*evaluate)(const release_experiment&,
                                                               const release_result&, double)) {
  return cell_each(experiments, [evaluate, scale = s.budget.margin_scale](
                                    const release_experiment& e, const release_result& r) {
    return evaluate(e, r, scale);
  });
}

}  // namespace loranoise::verify::claims
