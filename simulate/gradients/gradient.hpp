// Gradients without a model: shapes that a batch gradient can take, and those of a file.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace loranoise::simulate {

/// G, out x in, averaged over a batch, with a name.
struct gradient {
  std::string name;
  Eigen::MatrixXd values;
};

// One gradient of each shape, rows x width, a function of (rows, width, seed) alone:
//   dense         independent standard normal entries
//   sparse        the same, where one entry in sixteen survives; no row is all zeros
//   low_rank      a product of normal factors of inner size 2
//   heavy_tailed  independent Cauchy entries (ratios of normals)
//   one_hot       one entry a row, 1, in a column drawn for each row
// Throws std::invalid_argument unless rows and width are positive.
[[nodiscard]] std::vector<gradient> synthetic_gradients(Eigen::Index rows, Eigen::Index width,
                                                        std::uint64_t seed);

// The array of a NumPy .npy file (format versions 1 to 3) as a matrix, through a small
// buffer. Entries
// are little-endian float32 or float64, in C or Fortran order. Throws std::runtime_error, one
// sentence that names the file, the fault and the mend, where the file cannot be read, is cut short
// or longer than its header says, is of another type or shape, or holds a NaN or an infinity.
[[nodiscard]] Eigen::MatrixXd read_npy(const std::filesystem::path& file);

}  // namespace loranoise::simulate
