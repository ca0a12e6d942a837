#include "verify/claims/distance/event_excess.hpp"

#include "verify/plans/columns.hpp"
#include "verify/statistics/distribution_distance.hpp"

namespace loranoise::verify::claims {

estimate excess_estimate(const column_result& r) {
  return estimate::from_blocks_with_control(r.excess, r.squared_norm, 1);
}

double exact_excess(const column_experiment& e, const column_result& r) {
  const distribution_function exact = exact_cdf(e.rank, cosine(e));
  bool inside = r.event_starts_inside;
  double excess = 0;
  double last = 0;
  for (const double z : r.crossings) {
    const double here = exact(z) - normal_cdf(z);
    if (inside) excess += here - last;
    last = here;
    inside = !inside;
  }
  return inside ? excess - last : excess;
}

}  // namespace loranoise::verify::claims
