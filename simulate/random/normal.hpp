// Standard normals and plain words from a stream, in bulk and alone.
//
// Normals are made by Box and Muller (Ann. Math. Statist. 29, 1958): with u, v independent
// uniforms, sqrt(-2 ln u) (cos 2 pi v, sin 2 pi v) are two independent standard normals. In float,
// words 0 and 1 of a counter are the (u, v) of the elements in its slots 0 and 1, words 2 and 3 of
// slots 2 and 3; in double the two 64-bit words are the (u, v) of its two elements. See stream for
// the order of elements.
//
// Tails. u is the midpoint (2 k + 1) 2^-b of a cell, so |normal| ends at sqrt(2 b ln 2): 6.66 in
// float (b = 32), where a true normal goes beyond with probability 2.8e-11, and 9.42 in double (b =
// 64). Beyond 6 there are 33 radii in float, with 0.15 % less than the exact probability; at 5 the
// difference is 4e-6. Use double where tails matter.
//
// Bits. The vector width does not enter. Instruction sets with fused multiply-add (AVX2, AVX-512,
// NEON) give identical normals; the older ones differ in the last digits. Words are identical
// everywhere.
#pragma once

#include <cstdint>
#include <span>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// The normal at `element` alone: the same bits as fill_normal gives there.
[[nodiscard]] double normal(const stream& words, std::uint64_t element);
[[nodiscard]] float normal_float(const stream& words, std::uint64_t element);

/// The normals at first_element, first_element + 1, ..., one for each entry of `out`.
void fill_normal(const stream& words, std::uint64_t first_element, std::span<double> out);
void fill_normal(const stream& words, std::uint64_t first_element, std::span<float> out);

/// The words at first_element, first_element + 1, ...: stream::word32 and stream::word64 in bulk.
void fill_words(const stream& words, std::uint64_t first_element, std::span<std::uint32_t> out);
void fill_words(const stream& words, std::uint64_t first_element, std::span<std::uint64_t> out);

/// Elements 16 (first_row + k) + lane for k = 0, 1, ..., lane < 16: one column of the stream seen
/// as a matrix with rows of sixteen. They come from every sixteenth counter, so the cost is that of
/// the numbers asked for.
void fill_normal_lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                      std::span<double> out);
void fill_normal_lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                      std::span<float> out);
void fill_word_lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                    std::span<std::uint64_t> out);

}  // namespace loranoise::simulate
