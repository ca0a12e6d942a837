// Worst errors of the distances, against the 32-digit table and against that of the difference of
// two chi-squares, which goes on to rank 1e6 and has Hellinger's and Wasserstein's distance as
// well.
#include <cmath>
#include <sstream>

#include "tests/theory/accuracy/accuracy.hpp"
#include "tests/theory/table.hpp"
#include "theory/distance/distance.hpp"

namespace loranoise::test {

namespace {

// One distance against one column of a table.
struct measured_distance {
  const char* name;
  double (*function)(double, double);
  const char* table;
  std::size_t column;
  double bar;
};

constexpr double tv_bar = 1e-10;
constexpr double divergence_bar = 1e-8;
constexpr double wasserstein_bar = 1e-9;
constexpr const char* table = "distances.csv";
constexpr const char* more = "distances_more.csv";

constexpr measured_distance measured[] = {
    {"TV", theory::total_variation, table, 2, tv_bar},
    {"TV", theory::total_variation, more, 2, tv_bar},
    {"Kolmogorov", theory::kolmogorov, table, 3, tv_bar},
    {"Kolmogorov", theory::kolmogorov, more, 3, tv_bar},
    {"KL, noise to normal", theory::kl_noise_to_normal, table, 4, divergence_bar},
    {"KL, noise to normal", theory::kl_noise_to_normal, more, 4, divergence_bar},
    {"KL, normal to noise", theory::kl_normal_to_noise, table, 5, divergence_bar},
    {"KL, normal to noise", theory::kl_normal_to_noise, more, 5, divergence_bar},
    {"Hellinger", theory::hellinger, more, 6, divergence_bar},
    {"Wasserstein-1", theory::wasserstein_1, more, 7, wasserstein_bar},
};

}  // namespace

accuracy_rows distance_accuracy() {
  accuracy_rows rows;
  for (const measured_distance& m : measured) {
    accuracy_row row{std::string(m.name) + ", relative", m.table, m.bar};
    for (const auto& line : read_table(m.table)) {
      if (!std::isfinite(line[m.column])) continue;
      std::ostringstream where;
      where.precision(13);
      where << "r=" << line[0] << " rho=" << line[1];
      row.add(std::fabs(m.function(line[0], line[1]) / line[m.column] - 1), where.str());
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace loranoise::test
