// The vectorised generator behind fill_normal and fill_words: whole blocks of sixteen counters.
#pragma once

#include <cstddef>
#include <cstdint>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// The counters first, first + stride, ..., 16 * blocks of them. Those of block b make the entries
/// [64 b, 64 (b + 1)) (32-bit) or [32 b, 32 (b + 1)) (64-bit) of the output, slot by slot: with
/// stride 1 and `first` a multiple of 16 this is the order of elements of the stream.
struct counter_range {
  std::uint64_t first = 0;
  std::uint64_t stride = 1;
  std::size_t blocks = 0;
};

void generate(const stream& words, counter_range range, float* normals);
void generate(const stream& words, counter_range range, double* normals);
void generate(const stream& words, counter_range range, std::uint32_t* out);
void generate(const stream& words, counter_range range, std::uint64_t* out);

}  // namespace loranoise::simulate
