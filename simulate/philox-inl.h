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

#include "generate.hpp"

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

struct philox_words {
  vec64 w[4];  // word j of each lane's counter in the low half; the high half is not meaningful
};

HWY_INLINE vec64 multiply_low_halves(vec64 a, vec64 b) {
  return hn::MulEven(hn::BitCast(d32, a), hn::BitCast(d32, b));
}

/// The words of the counters whose indices are the lanes of index[g], for each group g.
template <std::size_t Groups>
HWY_INLINE void philox(const stream& words, const vec64 (&index)[Groups],
                       philox_words (&out)[Groups]) {
  constexpr std::uint64_t m0 = 0xD2511F53;
  constexpr std::uint64_t m1 = 0xCD9E8D57;
  const std::uint64_t trial_low = words.trial & 0xFFFFFFFF;
  const std::uint64_t trial_high = words.trial >> 32;
  const philox_key key = words.key();
  std::uint64_t k0 = key[0];
  std::uint64_t k1 = key[1];
  const auto next_key = [&] {
    k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF;
    k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF;
  };
  const vec64 multiplier0 = hn::Set(d64, m0);
  const vec64 multiplier1 = hn::Set(d64, m1);

  // Only word 0 of the counter differs between lanes, so half of the first two rounds is arithmetic
  // on constants.
  //   round 1: c0 = hi(m1 c2) ^ c1 ^ k0, c1 = lo(m1 c2) are constants; c2 = hi(m0 c0) ^ c3 ^ k1, c3
  //   = lo(m0 c0) are not round 2: c0 = hi(m1 c2) ^ c1 ^ k0, c1 = lo(m1 c2) are not; c2 = hi(m0 c0)
  //   ^ c3 ^ k1 is not, c3 = lo(m0 c0) is
  const std::uint64_t first_product = m1 * trial_high;
  const std::uint64_t constant0 = (first_product >> 32) ^ trial_low ^ k0;
  const std::uint64_t constant1 = first_product & 0xFFFFFFFF;
  const vec64 xor1 = hn::Set(d64, words.experiment ^ k1);
  next_key();
  const std::uint64_t second_product = m0 * constant0;
  const vec64 xor0 = hn::Set(d64, constant1 ^ k0);
  const vec64 xor2 = hn::Set(d64, (second_product >> 32) ^ k1);
  const vec64 constant3 = hn::Set(d64, second_product & 0xFFFFFFFF);
  next_key();
  for (std::size_t g = 0; g < Groups; ++g) {
    const vec64 p0 = multiply_low_halves(index[g], multiplier0);
    const vec64 p1 = multiply_low_halves(hn::Xor(hn::ShiftRight<32>(p0), xor1), multiplier1);
    out[g].w[0] = hn::Xor(hn::ShiftRight<32>(p1), xor0);
    out[g].w[1] = p1;
    out[g].w[2] = hn::Xor(p0, xor2);
    out[g].w[3] = constant3;
  }

  for (int round = 2; round < 10; ++round) {
    const vec64 key0 = hn::Set(d64, k0);
    const vec64 key1 = hn::Set(d64, k1);
    for (std::size_t g = 0; g < Groups; ++g) {
      const vec64 p0 = multiply_low_halves(out[g].w[0], multiplier0);
      const vec64 p1 = multiply_low_halves(out[g].w[2], multiplier1);
      out[g].w[0] = hn::Xor3(hn::ShiftRight<32>(p1), out[g].w[1], key0);
      out[g].w[1] = p1;
      out[g].w[2] = hn::Xor3(hn::ShiftRight<32>(p0), out[g].w[3], key1);
      out[g].w[3] = p0;
    }
    next_key();
  }
}

/// 32-bit words of consecutive counters from the groups of even and odd ones.
HWY_INLINE vec32 pack_words(vec64 even, vec64 odd) {
  return hn::OddEven(hn::BitCast(d32, hn::ShiftLeft<32>(odd)), hn::BitCast(d32, even));
}

/// 64-bit words from their halves.
HWY_INLINE vec64 join_halves(vec64 low, vec64 high) {
  return hn::BitCast(d64, pack_words(low, high));
}

/// Writes the four slots of every counter: transform(vec32 words[4], vec results[4]) turns words
/// into numbers.
template <class T, class Transform>
HWY_INLINE void run_words32(const stream& words, counter_range range, T* out,
                            const Transform& transform) {
  constexpr std::size_t lanes = hn::MaxLanes(d32);
  // AVX-512 has registers for the state of four groups, the others for that of two.
  constexpr std::size_t units = lanes == 16 ? 2 : 1;
  const vec64 ramp = hn::Mul(hn::Iota(d64, 0), hn::Set(d64, 2 * range.stride));
  const auto step = [&](auto count, std::size_t unit) HWY_ATTR __attribute__((always_inline)) {
    constexpr std::size_t n = decltype(count)::value;
    vec64 index[2 * n];
    philox_words random[2 * n];
    for (std::size_t u = 0; u < n; ++u) {
      const std::uint64_t start = range.first + range.stride * (unit + u) * lanes;
      index[2 * u] = hn::Add(ramp, hn::Set(d64, start));
      index[2 * u + 1] = hn::Add(ramp, hn::Set(d64, start + range.stride));
    }
    philox(words, index, random);
    for (std::size_t u = 0; u < n; ++u) {
      const std::size_t counter = (unit + u) * lanes;
      T* block = out + counter / 16 * 64 + counter % 16;
      vec32 packed[4];
      for (int j = 0; j < 4; ++j) {
        packed[j] = pack_words(random[2 * u].w[j], random[2 * u + 1].w[j]);
      }
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
  const vec64 ramp = hn::Mul(hn::Iota(d64, 0), hn::Set(d64, range.stride));
  const std::size_t total = range.blocks * 16 / lanes;
  const auto step = [&](auto count, std::size_t group) HWY_ATTR {
    constexpr std::size_t n = decltype(count)::value;
    vec64 index[n];
    philox_words random[n];
    for (std::size_t g = 0; g < n; ++g) {
      index[g] = hn::Add(ramp, hn::Set(d64, range.first + range.stride * (group + g) * lanes));
    }
    philox(words, index, random);
    for (std::size_t g = 0; g < n; ++g) {
      const std::size_t counter = (group + g) * lanes;
      T* block = out + counter / 16 * 32 + counter % 16;
      const vec64 joined[2] = {join_halves(random[g].w[0], random[g].w[1]),
                               join_halves(random[g].w[2], random[g].w[3])};
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
