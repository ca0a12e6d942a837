// The header of a .npy file: a Python dictionary of a string, a truth value and a tuple of sizes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loranoise::simulate {

struct npy_header {
  std::string descr;
  bool fortran_order = false;
  std::vector<std::size_t> shape;
};

/// The header, where the text is a dictionary of just 'descr' (a string), 'fortran_order' (True or
/// False) and 'shape' (a tuple of whole numbers), once each in any order; nothing otherwise. No
/// expression, no escape, no other key, as little as numpy.save can write: what Python would read
/// in another way is not read at all.
[[nodiscard]] std::optional<npy_header> parse_npy_header(std::string_view text);

}  // namespace loranoise::simulate
