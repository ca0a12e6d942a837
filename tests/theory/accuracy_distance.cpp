// Worst errors of the distances, against the 32-digit table.
#include <cmath>
#include <sstream>

#include "accuracy.hpp"
#include "table.hpp"
#include "theory/distance.hpp"

namespace loranoise::test {

accuracy_rows distance_accuracy() {
  struct quantity {
    const char* name;
    double (*function)(double, double);
    std::size_t column;
    double bar;
  };
  accuracy_rows rows;
  for (const quantity& q : {quantity{"TV", theory::total_variation, 2, 1e-10},
                            quantity{"Kolmogorov", theory::kolmogorov, 3, 1e-10},
                            quantity{"KL, noise to normal", theory::kl_noise_to_normal, 4, 1e-8},
                            quantity{"KL, normal to noise", theory::kl_normal_to_noise, 5, 1e-8}}) {
    accuracy_row row{std::string(q.name) + ", relative", "distances.csv", q.bar};
    for (const auto& line : read_table("distances.csv")) {
      if (!std::isfinite(line[q.column])) continue;
      std::ostringstream where;
      where << "r=" << line[0] << " rho=" << line[1];
      row.add(std::fabs(q.function(line[0], line[1]) / line[q.column] - 1), where.str());
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace loranoise::test
