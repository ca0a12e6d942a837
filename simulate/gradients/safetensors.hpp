// The .safetensors format (https://github.com/huggingface/safetensors): eight bytes with the length
// of a JSON header, the header, then the tensors without a gap between them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "simulate/gradients/mapped_file.hpp"
#include "simulate/gradients/stored_matrix.hpp"

namespace loranoise::simulate {

/// One entry of a header: `dtype` as the file spells it ("F32"), `begin` and `end` in the data.
struct safetensors_entry {
  std::string name;
  std::string dtype;
  std::vector<std::size_t> shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// The entries in the order of their data. std::runtime_error, one sentence, where the safetensors
/// library would refuse the file: a length beyond the file or 100 MB, a header that is not an
/// object, a name twice, an unknown type, sizes that do not make the length, gaps or overlaps,
/// bytes at the end.
[[nodiscard]] std::vector<safetensors_entry> read_safetensors_entries(const mapped_file& file);

/// The entry as a matrix. std::runtime_error where its type is no floating-point one, or its shape
/// is not that of a matrix or a vector.
[[nodiscard]] stored_matrix stored(const mapped_file& file, const safetensors_entry& entry);

/// Whether a type of the format holds floating-point numbers that can be read.
[[nodiscard]] bool is_floating_point(const std::string& dtype);

}  // namespace loranoise::simulate
