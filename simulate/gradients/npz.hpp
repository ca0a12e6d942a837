// NumPy's .npz format: a zip archive of .npy files.
#pragma once

#include <string>
#include <vector>

#include "simulate/gradients/mapped_file.hpp"
#include "simulate/gradients/stored_matrix.hpp"

namespace loranoise::simulate {

/// The names of the arrays, without ".npy", in the archive's order. std::runtime_error, one
/// sentence, where it is no archive, a name stands twice, or it is PyTorch's pickle.
[[nodiscard]] std::vector<std::string> npz_names(const mapped_file& file);

/// One array, unpacked; the archive's checksum is checked. std::runtime_error as for .npy, and for
/// a member that unpacks to more than its entry says.
[[nodiscard]] stored_matrix read_npz(const mapped_file& file, const std::string& name);

}  // namespace loranoise::simulate
