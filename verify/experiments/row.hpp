// The literal noise of one row.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/gradients.hpp"
#include "verify/sweep_settings.hpp"

namespace loranoise::verify {

struct row_result;

/// The literal noise of one row, N_k = (g_k A')A - g_k, with chosen coordinates watched closely.
struct row_experiment {
  const probe_row* row;
  int rank;
  std::uint64_t trials;

  using result_type = row_result;
};

/// Counts of x = N_ki sqrt(r) / |g_k| in `bins` equal bins over [-reach, reach], separately for
/// even and odd blocks (an event chosen on one half is measured on the other). Entry 0 and the last
/// count what lies outside.
struct coordinate_counts {
  static constexpr int bins = 2400;
  static constexpr double reach = 12;
  std::vector<std::uint64_t> even, odd;

  [[nodiscard]] static double edge(
      int bin);  ///< left edge of inner bin 1..bins; edge(bins + 1) = reach
  [[nodiscard]] std::vector<std::uint64_t> both() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.even, self.odd);
  }
};

struct row_result {
  std::uint64_t trials = 0;
  std::vector<coordinate_counts> coordinates;  ///< in the order of the probe row
  std::vector<std::vector<double>> squares;    ///< a block's mean of N_ki^2, per coordinate

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.coordinates, self.squares);
  }
};

std::string name(const row_experiment& what);
double cost(const row_experiment& what);
row_result run(const row_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
