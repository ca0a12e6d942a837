// What is simulated: three kinds of sweep over independent draws of the sketch, and what each
// leaves behind.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "verify/gradients.hpp"

namespace loranoise::verify {

/// Every sweep is cut into this many blocks: enough degrees of freedom that Student's quantile at
/// 1e-10 is within a fifth of the normal one, and few enough that a block's mean is a mean of many
/// trials.
inline constexpr int sweep_blocks = 128;

struct sweep_settings {
  std::uint64_t seed = 1;
  int threads = 1;
  std::function<void(std::uint64_t trials)>
      progress;  ///< called with the trials done since the last call
};

/// The literal product N = G (A'A - I) of whole matrices.
struct matrix_experiment {
  const named_gradient* gradient;
  int rank;
  std::uint64_t trials;
};

/// Means over blocks of linear statistics of N, N squared; fields are n x m.
struct matrix_result {
  std::uint64_t trials = 0;
  std::vector<double> energy;     ///< a block's mean of |N|_F^2
  std::vector<double> along;      ///< a block's mean of <G, N>
  std::vector<double> norm_part;  ///< a block's least-squares a in r N_ki^2 = a |g_k|^2 + b g_ki^2
  std::vector<double> square_part;       ///< and its b
  Eigen::ArrayXXd mean, mean_error;      ///< of N_ki, over blocks: mean and its standard error
  Eigen::ArrayXXd square, square_error;  ///< of N_ki^2
};

matrix_result run(const matrix_experiment& what, const sweep_settings& settings);

/// The literal noise of one row, N_k = (g_k A')A - g_k, with chosen coordinates watched closely.
struct row_experiment {
  const probe_row* row;
  int rank;
  std::uint64_t trials;
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
};

struct row_result {
  std::uint64_t trials = 0;
  std::vector<coordinate_counts> coordinates;  ///< in the order of the probe row
  std::vector<std::vector<double>> squares;    ///< a block's mean of N_ki^2, per coordinate
};

row_result run(const row_experiment& what, const sweep_settings& settings);

/// One coordinate given its own column of A: with S = |a_i|^2 the noise is N(u_i (S - 1), (|u|^2 -
/// u_i^2) S / r), so that probabilities are averaged instead of counted (Rao-Blackwell), and only r
/// normals a trial are drawn.
struct column_experiment {
  const probe_row* row;
  std::size_t coordinate;
  int rank;
  std::uint64_t trials;
};

/// The event is a union of intervals of the standardised noise on which a pilot run saw more noise
/// than a Gaussian of the given variance; `excess` is its probability under the noise less that
/// under the Gaussian.
struct column_result {
  std::uint64_t trials = 0;
  std::vector<double> crossings;      ///< ascending; the event lies between them
  bool event_starts_inside = false;   ///< the event holds the far left
  std::vector<double> excess;         ///< block means
  std::vector<double> squared_norm;   ///< block means of S, whose expectation is 1
  std::vector<double> grid, density;  ///< pilot estimate of the density of the standardised noise
};

column_result run(const column_experiment& what, const sweep_settings& settings);

/// Names that fix the random stream of each experiment.
std::string name(const matrix_experiment& what);
std::string name(const row_experiment& what);
std::string name(const column_experiment& what);

}  // namespace loranoise::verify
