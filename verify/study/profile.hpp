// How much a run spends: one table of three columns, quick, standard and full, decides everything
// in which they differ. Nothing else asks which of them a run has.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace loranoise::verify {

/// Which of several alike (rows, gradients) are looked at.
enum class selection { first, ends, ends_and_every_third, all };

/// Whether the one at `index` of `count` is looked at; ends are the first and the last.
[[nodiscard]] bool takes(selection which, std::size_t index, std::size_t count);

/// At which ranks a pair of rows is released in both directions.
enum class ranks_taken { lowest, every };

/// A row or gradient of more columns than this is wide: sketches of it are few.
inline constexpr Eigen::Index widest_narrow = 1024;
[[nodiscard]] inline bool is_wide(Eigen::Index width) {
  return width > widest_narrow;
}

/// The decisions of a profile. Their meaning, their reasons and their three values stand in the
/// table of profile.cpp, which `loranoise profiles` prints; docs/profiles.md is that print.
struct profile {
  std::string name;

  // Margins and trials. Trials are planned from the margins (power.hpp), so that the power of every
  // check is the same in every profile.
  double margin_scale = 1;
  double tv_margin = 0;
  std::uint64_t most_column_trials = 0;
  double most_matrix_work = 0;
  std::uint64_t deep_trials = 0;
  std::uint64_t most_flat_row_trials = 0;
  std::uint64_t most_flat_row_entries = 0;

  // Ranks, by purpose.
  std::vector<int> matrix_ranks;
  std::vector<int> wide_matrix_ranks;
  std::vector<int> row_ranks;
  std::vector<int> column_ranks;
  std::vector<int> deep_ranks;
  std::vector<int> sketch_ranks;
  int highest_sketched_row_rank = 0;
  std::vector<int> covariance_ranks;
  std::vector<int> step_ranks;
  std::vector<int> symmetry_ranks;
  std::vector<int> wide_symmetry_ranks;
  std::vector<int> release_ranks;
  std::vector<int> wide_release_ranks;
  std::vector<int> summed_releases;
  std::vector<int> scaled_row_ranks;
  std::vector<int> wide_row_ranks;
  int flat_row_rank = 0;
  int flat_whole_row_rank = 0;
  std::vector<int> widest_flat_row_ranks;
  std::vector<int> descent_ranks;
  std::vector<int> descent_widths;
  std::vector<int> adapter_ranks;
  std::vector<int> trained_adapter_ranks;
  std::vector<int> attack_ranks;
  std::vector<int> density_figure_ranks;
  int privacy_figure_rank = 0;
  int wide_privacy_figure_rank = 0;

  // What is looked at.
  std::vector<std::string> snapshots;
  std::vector<std::string> probed_snapshots;
  std::vector<std::string> descent_layers;
  std::vector<int> synthetic_widths;
  std::vector<int> flat_widths;
  std::vector<int> cosine_widths;
  int most_matrix_rows = 0;
  int most_matrix_columns = 0;
  int sampled_rows = 0;
  int injector_gradients = 0;
  int most_paired_rows = 0;
  selection telling_rows = selection::all;
  selection sketched_rows = selection::all;
  selection paired_gradients = selection::all;
  selection steady_gradients = selection::all;
  ranks_taken reversed_releases = ranks_taken::every;

  // Fine-tuned models.
  int attack_models = 0;
  int attack_steps = 0;
  int dynamics_models = 0;

  // Places at which exact formulas are looked at.
  int ranks_per_band = 0;
  int cosine_count = 0;
  std::vector<double> limit_ratios;

  /// Trials of a row sweep whose distribution functions are wanted to `margin`.
  [[nodiscard]] std::uint64_t row_trials(double margin = 0.01) const;
  [[nodiscard]] std::uint64_t flat_row_trials(int width) const;
};

/// quick, standard or full; std::invalid_argument otherwise.
[[nodiscard]] profile find_profile(std::string_view name);

/// Puts `ranks` in the place of all lists of ranks but those of synthetic rows, blocks and
/// training.
void set_ranks(profile& budget, const std::vector<int>& ranks);

/// A row of the table as text: a decision, its three values, and its reason.
struct profile_decision {
  std::string field;
  std::string meaning;
  std::string quick, standard, full;
  std::string reason;
};

/// The whole table, in the order of the fields.
[[nodiscard]] std::vector<profile_decision> profile_table();

}  // namespace loranoise::verify
