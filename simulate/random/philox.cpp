#include "simulate/random/philox.hpp"

namespace loranoise::simulate {

philox_constants constants_of(const stream& words) {
  constexpr std::uint64_t low_half = 0xFFFFFFFF;
  const philox_key key = words.key();
  const auto key0 = [&](std::uint64_t round) {
    return (key[0] + round * philox_weyl_0) & low_half;
  };
  const auto key1 = [&](std::uint64_t round) {
    return (key[1] + round * philox_weyl_1) & low_half;
  };

  philox_constants out;
  const std::uint64_t first = philox_multiplier_1 * (words.trial >> 32);
  const std::uint64_t second =
      philox_multiplier_0 * ((first >> 32) ^ (words.trial & low_half) ^ key0(0));
  out.round1_xor2 = words.experiment ^ key1(0);
  out.round2_xor0 = (first & low_half) ^ key0(1);
  out.round2_xor2 = (second >> 32) ^ key1(1);
  out.round2_word3 = second & low_half;
  for (std::size_t round = 2; round < 10; ++round) {
    out.key0[round - 2] = key0(round);
    out.key1[round - 2] = key1(round);
  }
  return out;
}

}  // namespace loranoise::simulate
