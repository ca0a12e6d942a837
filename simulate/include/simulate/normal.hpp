// Standard normals from a stream, by Box and Muller (Ann. Math. Statist. 29, 1958): with u, v
// independent uniforms, sqrt(-2 ln u) (cos 2 pi v, sin 2 pi v) are two independent standard
// normals.
//
// Elements. In float, words 0 and 1 of a counter are the (u, v) of elements in slots 0 and 1, words
// 2 and 3 of slots 2 and 3; in double the two 64-bit words are the (u, v) of the two elements. See
// stream for the order of elements.
//
// Tails. u is the midpoint (2 k + 1) 2^-b of a cell, so |normal| ends at sqrt(2 b ln 2): 6.66 in
// float (b = 32), where a true normal goes beyond with probability 2.8e-11, and 9.42 in double (b =
// 64). Use double where tails matter.
#pragma once

#include <cstdint>
#include <span>

#include "simulate/stream.hpp"

namespace loranoise::simulate {

/// The normal at `element` alone: the same bits as fill_normal gives there.
[[nodiscard]] double normal(const stream& words, std::uint64_t element);
[[nodiscard]] float normal_float(const stream& words, std::uint64_t element);

/// The normals at first_element, first_element + 1, ..., one for each entry of `out`.
void fill_normal(const stream& words, std::uint64_t first_element, std::span<double> out);
void fill_normal(const stream& words, std::uint64_t first_element, std::span<float> out);

}  // namespace loranoise::simulate
