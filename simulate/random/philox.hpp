// What the counters of one stream have in common, for the vectorised Philox of philox-inl.h.
#pragma once

#include <array>
#include <cstdint>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// Of a counter c0..c3 only c0 differs between the counters of a stream, so half of the first two
/// rounds is arithmetic on constants (m: multipliers, k: keys of the round; all 32 bits wide).
///   round 1: c0 = hi(m1 c2) ^ c1 ^ k0 and c1 = lo(m1 c2) are constants;
///   round 2: c2 = hi(m0 c0) ^ c3 ^ k1 is one but for c3, and c3 = lo(m0 c0) is one.
struct philox_constants {
  std::uint64_t round1_xor2 = 0;
  std::uint64_t round2_xor0 = 0;
  std::uint64_t round2_xor2 = 0;
  std::uint64_t round2_word3 = 0;
  std::array<std::uint64_t, 8> key0{};  // of rounds 3 to 10
  std::array<std::uint64_t, 8> key1{};
};

/// Not inline: from memory a constant reaches all lanes by a load alone, from a scalar register it
/// takes the place of an arithmetic operation, and there are two a round.
[[nodiscard]] philox_constants constants_of(const stream& words);

}  // namespace loranoise::simulate
