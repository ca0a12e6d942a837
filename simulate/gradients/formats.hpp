// The kinds of files that gradients are read from.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/gradients/mapped_file.hpp"
#include "simulate/gradients/stored_matrix.hpp"

namespace loranoise::simulate {

/// One array of a file.
struct stored_member {
  std::string name;  ///< empty where the file holds a single array without a name
  /// Whether it is a vector or a matrix of floating-point numbers, as far as can be told unopened.
  bool readable = true;
  std::function<stored_matrix()> open;
};

/// All kinds, a line each, tried in this order: is_npy and npy_members stand in npy.cpp, and so on.
// clang-format off
#define LORANOISE_FILE_FORMATS(FORMAT) \
  FORMAT(npy)                          \
  FORMAT(npz)                          \
  FORMAT(safetensors)
// clang-format on

/// is_NAME tells the kind by a file's bytes, not by its name. NAME_members lists what is in it;
/// std::runtime_error, one sentence that names the file, the fault and the remedy, where it is
/// refused.
#define LORANOISE_DECLARE(NAME)                         \
  [[nodiscard]] bool is_##NAME(std::string_view bytes); \
  [[nodiscard]] std::vector<stored_member> NAME##_members(const mapped_file& file);
LORANOISE_FILE_FORMATS(LORANOISE_DECLARE)
#undef LORANOISE_DECLARE

/// Python's pickles, PyTorch's .pt and .bin files: known in order to be refused.
[[nodiscard]] bool is_pickle(std::string_view bytes);

/// The kinds by name: "npy, npz, safetensors".
[[nodiscard]] std::string known_formats();

/// The members of a file of any of these kinds.
[[nodiscard]] std::vector<stored_member> members_of(const mapped_file& file);

}  // namespace loranoise::simulate
