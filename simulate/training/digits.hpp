// Labelled images for the small networks: the UCI handwritten digits (data/README.md).
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <vector>

namespace loranoise::simulate {

inline constexpr int digit_features = 64;
inline constexpr int digit_classes = 10;

/// Column s of `inputs` is sample s; labels[s] is its class.
struct dataset {
  Eigen::MatrixXd inputs;  // features x samples, pixels scaled to [0, 1]
  std::vector<int> labels;

  [[nodiscard]] Eigen::Index size() const { return inputs.cols(); }
};

struct dataset_split {
  dataset training;
  dataset test;
};

/// Reads comma-separated rows of 64 pixels (0 to 16, scaled by 1/16) and a digit (0 to 9). Throws
/// std::runtime_error, with file, line and remedy in one sentence, where the file cannot be read,
/// is empty, or has a row of another length, a value outside its range, or something that is no
/// number.
[[nodiscard]] dataset read_digits(const std::filesystem::path& path);

/// The samples numbered by `indices`, in that order. Throws std::out_of_range for a number that is
/// not a sample.
[[nodiscard]] dataset select(const dataset& data, const std::vector<Eigen::Index>& indices);

/// One split for all seeds: test samples are spread evenly over the data, at a fraction of 1/5
/// every fifth sample, so that each block of samples by one writer has its share on both sides.
/// Throws std::invalid_argument where a side would be empty.
[[nodiscard]] dataset_split split(const dataset& data, double test_fraction);

}  // namespace loranoise::simulate
