// What an experiment keeps of the noise of one coordinate.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/sweep/accumulate.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::verify {

/// Total variation to N(0, 1) from a histogram of wide bins: half the sum of the absolute
/// differences, which is biased upwards where bins hold little more than chance.
struct histogram_distance {
  double raw = 0;              ///< of all trials
  double halves = 0;           ///< mean over the even and the odd half of the trials
  double jackknife_error = 0;  ///< standard error of the debiased value, blocks left out in turn
  int blocks = 0;

  /// A bin without a difference adds its chance error, which falls as 1/sqrt(trials); one with a
  /// clear difference adds none. Extrapolating from the halves to no chance error at all removes
  /// it: raw - (halves - raw)/(sqrt 2 - 1).
  [[nodiscard]] double debiased() const;
  [[nodiscard]] estimate measured() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.raw, self.halves, self.jackknife_error, self.blocks);
  }
};

/// Counts of z = N_ki / deviation in `bins` equal bins over [-reach, reach], separately for even
/// and odd blocks (an event chosen on one half is measured on the other). Entry 0 and the last
/// count what lies outside.
struct coordinate_counts {
  static constexpr int bins = 2400;
  static constexpr double reach = 12;
  /// Bins in a wide one, for events and distances: with eighty wide bins a hundred thousand trials
  /// tell more from less where it matters.
  static constexpr int wide = 30;

  std::vector<std::uint64_t> even, odd;
  std::uint64_t negative = 0;   ///< trials in which (u A'A)_i <= 0, the sign of u_i reversed
  std::vector<double> cubes;    ///< a block's mean of z^3
  std::vector<double> fourths;  ///< and of z^4
  histogram_distance distance;  ///< to N(0, 1)

  /// Left edge of inner bin 1..bins; edge(bins + 1) = reach.
  [[nodiscard]] static double edge(int bin);
  [[nodiscard]] std::vector<std::uint64_t> both() const;
  [[nodiscard]] std::uint64_t trials() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.even, self.odd, self.negative, self.cubes, self.fourths, self.distance);
  }
};

/// A block of trials of one coordinate.
struct coordinate_block {
  simulate::histogram counts{-coordinate_counts::reach, coordinate_counts::reach,
                             coordinate_counts::bins};
  std::uint64_t negative = 0;
  double squares = 0;
  double cubes = 0;
  double fourths = 0;

  /// z standardised noise; `negative` as in coordinate_counts.
  void add(double z, bool is_negative) {
    counts.add(z);
    negative += is_negative ? 1 : 0;
    squares += z * z;
    cubes += z * z * z;
    fourths += z * z * z * z;
  }

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.counts, self.negative, self.squares, self.cubes, self.fourths);
  }
};

/// Gathers the blocks of a sweep, in order.
class coordinate_tally {
 public:
  coordinate_tally();
  void add(std::uint64_t index, const coordinate_block& block);
  [[nodiscard]] coordinate_counts take();

 private:
  coordinate_counts counts_;
  std::vector<std::vector<double>> wide_blocks_;  // each block's counts in wide bins and outside
};

}  // namespace loranoise::verify
