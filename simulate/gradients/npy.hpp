// NumPy's .npy format, as its documentation (numpy.lib.format) lays it down: a magic string, a
// version, the length of the header, the header as a Python dictionary, then the numbers.
#pragma once

#include <filesystem>
#include <span>

#include "simulate/gradients/stored_matrix.hpp"

namespace loranoise::simulate {

/// The array of the .npy file that these bytes are (of the file `path`, or of a member of an
/// archive there). Accepts what numpy.load does without pickles, of floating-point type and one or
/// two sizes: versions 1 to 3, both orders, both byte orders, float16, 32, 64. std::runtime_error,
/// one sentence, for anything else, and for bytes after the array.
[[nodiscard]] stored_matrix parse_npy(const std::filesystem::path& path,
                                      std::span<const std::byte> bytes,
                                      std::shared_ptr<const void> owner);

}  // namespace loranoise::simulate
