// Philox4x32-10 in vectors, compiled once per instruction set (Highway). One 32-bit word sits in
// each 64-bit lane, since the multiplication takes the low halves of 64-bit lanes; several groups
// of lanes run side by side to hide its latency.
#if defined(LORANOISE_PHILOX_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LORANOISE_PHILOX_INL_H
#undef LORANOISE_PHILOX_INL_H
#else
#define LORANOISE_PHILOX_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

#include "simulate/random/generate.hpp"
#include "simulate/random/philox.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): std::array's members are not compiled for the instruction
// set at hand.
HWY_BEFORE_NAMESPACE();
namespace loranoise::simulate::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// At most 16 lanes of 32 bits: the layout of a stream is in blocks of sixteen counters.
using words32 = hn::CappedTag<std::uint32_t, 16>;
using words64 = hn::Repartition<std::uint64_t, words32>;
using vec32 = hn::Vec<words32>;
using vec64 = hn::Vec<words64>;
constexpr words32 d32;
constexpr words64 d64;

HWY_INLINE vec64 multiply_low_halves(vec64 a, vec64 b) {
  return hn::MulEven(hn::BitCast(d32, a), hn::BitCast(d32, b));
}

/// The last round but for its exclusive ors, which are shared where words are packed. The four
/// words of a counter are hi(p1) ^ w1 ^ key0, lo(p1), hi(p0) ^ w3 ^ key1, lo(p0); w1 and w3 have
/// their word in the low half, the high one is not meaningful.
struct philox_state {
  vec64 p0, p1, w1, w3;
};

/// For the counters whose indices are the lanes of index[g], for each group g.
template <std::size_t Groups>
HWY_INLINE void philox(const philox_constants& constants, const vec64 (&index)[Groups],
                       philox_state (&out)[Groups]) {
  const vec64 multiplier0 = hn::Set(d64, philox_multiplier_0);
  const vec64 multiplier1 = hn::Set(d64, philox_multiplier_1);
  for (std::size_t g = 0; g < Groups; ++g) {
    const vec64 p0 = multiply_low_halves(index[g], multiplier0);
    const vec64 p1 = multiply_low_halves(
        hn::Xor(hn::ShiftRight<32>(p0), hn::Set(d64, constants.round1_xor2)), multiplier1);
    const vec64 word0 = hn::Xor(hn::ShiftRight<32>(p1), hn::Set(d64, constants.round2_xor0));
    const vec64 word2 = hn::Xor(p0, hn::Set(d64, constants.round2_xor2));
    out[g] = {multiply_low_halves(word0, multiplier0), multiply_low_halves(word2, multiplier1), p1,
              hn::Set(d64, constants.round2_word3)};
  }
  HWY_UNROLL(7)
  for (int round = 0; round < 7; ++round) {
    const vec64 key0 = hn::Set(d64, constants.key0[round]);
    const vec64 key1 = hn::Set(d64, constants.key1[round]);
    for (std::size_t g = 0; g < Groups; ++g) {
      const vec64 word0 = hn::Xor3(hn::ShiftRight<32>(out[g].p1), out[g].w1, key0);
      const vec64 word2 = hn::Xor3(hn::ShiftRight<32>(out[g].p0), out[g].w3, key1);
      out[g].w1 = out[g].p1;
      out[g].w3 = out[g].p0;
      out[g].p0 = multiply_low_halves(word0, multiplier0);
      out[g].p1 = multiply_low_halves(word2, multiplier1);
    }
  }
}

/// The low halves of the lanes: those of `even` at even places, those of `odd` at odd ones.
HWY_INLINE vec32 pack_low(vec64 even, vec64 odd) {
  return hn::OddEven(hn::DupEven(hn::BitCast(d32, odd)), hn::BitCast(d32, even));
}
/// The same of the high halves.
HWY_INLINE vec32 pack_high(vec64 even, vec64 odd) {
  return hn::OddEven(hn::BitCast(d32, odd), hn::DupOdd(hn::BitCast(d32, even)));
}

/// 32-bit words of consecutive counters from the groups of even and odd ones.
HWY_INLINE void pack_words(const philox_constants& constants, const philox_state& even,
                           const philox_state& odd, vec32 (&out)[4]) {
  const vec32 key0 = hn::Set(d32, static_cast<std::uint32_t>(constants.key0[7]));
  const vec32 key1 = hn::Set(d32, static_cast<std::uint32_t>(constants.key1[7]));
  out[0] = hn::Xor3(pack_high(even.p1, odd.p1), pack_low(even.w1, odd.w1), key0);
  out[1] = pack_low(even.p1, odd.p1);
  out[2] = hn::Xor3(pack_high(even.p0, odd.p0), pack_low(even.w3, odd.w3), key1);
  out[3] = pack_low(even.p0, odd.p0);
}

/// A 64-bit word: low half hi(product) ^ word ^ key, high half lo(product).
HWY_INLINE vec64 join_halves(vec64 product, vec64 word, vec64 key) {
  const vec32 swapped = hn::Shuffle2301(hn::BitCast(d32, product));
  const vec32 low = hn::Xor3(swapped, hn::BitCast(d32, word), hn::BitCast(d32, key));
  return hn::BitCast(d64, hn::OddEven(swapped, low));
}

/// Writes the four slots of every counter: transform(vec32 words[4], vec results[4]) turns words
/// into numbers.
template <class T, class Transform>
HWY_INLINE void run_words32(const stream& words, counter_range range, T* out,
                            const Transform& transform) {
  constexpr std::size_t lanes = hn::MaxLanes(d32);
  // AVX-512 has registers for the state of four groups, the others for that of two.
  constexpr std::size_t units = lanes == 16 ? 2 : 1;
  const philox_constants constants = constants_of(words);
  const vec64 ramp = hn::Mul(hn::Iota(d64, 0), hn::Set(d64, 2 * range.stride));
  const auto step = [&](auto count, std::size_t unit) HWY_ATTR __attribute__((always_inline)) {
    constexpr std::size_t n = decltype(count)::value;
    vec64 index[2 * n];
    philox_state random[2 * n];
    for (std::size_t u = 0; u < n; ++u) {
      const std::uint64_t start = range.first + range.stride * (unit + u) * lanes;
      index[2 * u] = hn::Add(ramp, hn::Set(d64, start));
      index[2 * u + 1] = hn::Add(ramp, hn::Set(d64, start + range.stride));
    }
    philox(constants, index, random);
    for (std::size_t u = 0; u < n; ++u) {
      const std::size_t counter = (unit + u) * lanes;
      T* block = out + counter / 16 * 64 + counter % 16;
      vec32 packed[4];
      pack_words(constants, random[2 * u], random[2 * u + 1], packed);
      transform(packed, block);
    }
  };
  const std::size_t total = range.blocks * 16 / lanes;
  std::size_t unit = 0;
  for (; unit + units <= total; unit += units) {
    step(std::integral_constant<std::size_t, units>{}, unit);
  }
  for (; unit < total; ++unit) {
    step(std::integral_constant<std::size_t, 1>{}, unit);
  }
}

/// The same for the two 64-bit slots of every counter.
template <class T, class Transform>
HWY_INLINE void run_words64(const stream& words, counter_range range, T* out,
                            const Transform& transform) {
  constexpr std::size_t lanes = hn::MaxLanes(d64);
  constexpr std::size_t groups = lanes == 8 ? 4 : 2;
  const philox_constants constants = constants_of(words);
  const vec64 ramp = hn::Mul(hn::Iota(d64, 0), hn::Set(d64, range.stride));
  const std::size_t total = range.blocks * 16 / lanes;
  const auto step = [&](auto count, std::size_t group) HWY_ATTR {
    constexpr std::size_t n = decltype(count)::value;
    vec64 index[n];
    philox_state random[n];
    for (std::size_t g = 0; g < n; ++g) {
      index[g] = hn::Add(ramp, hn::Set(d64, range.first + range.stride * (group + g) * lanes));
    }
    philox(constants, index, random);
    for (std::size_t g = 0; g < n; ++g) {
      const std::size_t counter = (group + g) * lanes;
      T* block = out + counter / 16 * 32 + counter % 16;
      const vec64 joined[2] = {
          join_halves(random[g].p1, random[g].w1, hn::Set(d64, constants.key0[7])),
          join_halves(random[g].p0, random[g].w3, hn::Set(d64, constants.key1[7]))};
      transform(joined, block);
    }
  };
  std::size_t group = 0;
  for (; group + groups <= total; group += groups) {
    step(std::integral_constant<std::size_t, groups>{}, group);
  }
  for (; group < total; ++group) {
    step(std::integral_constant<std::size_t, 1>{}, group);
  }
}

}  // namespace loranoise::simulate::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays)

#endif
