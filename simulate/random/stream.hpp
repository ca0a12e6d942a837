// Random words addressed by (seed, experiment, trial, element): Philox4x32-10 of Salmon, Moraes,
// Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). There is no state: any word
// can be drawn alone, in any order, on any thread, and is always the same.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace loranoise::simulate {

using philox_counter = std::array<std::uint32_t, 4>;
using philox_key = std::array<std::uint32_t, 2>;

inline constexpr std::uint64_t philox_multiplier_0 = 0xD2511F53;
inline constexpr std::uint64_t philox_multiplier_1 = 0xCD9E8D57;
inline constexpr std::uint32_t philox_weyl_0 = 0x9E3779B9;  // what a round adds to the key
inline constexpr std::uint32_t philox_weyl_1 = 0xBB67AE85;

/// The Philox4x32-10 bijection of `counter` under `key`; equal to Random123's r123::Philox4x32.
[[nodiscard]] constexpr philox_counter philox4x32_10(philox_counter counter, philox_key key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product_0 = philox_multiplier_0 * counter[0];
    const std::uint64_t product_1 = philox_multiplier_1 * counter[2];
    const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
    const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
    counter = {high(product_1) ^ counter[1] ^ key[0], low(product_1),
               high(product_0) ^ counter[3] ^ key[1], low(product_0)};
    key[0] += philox_weyl_0;
    key[1] += philox_weyl_1;
  }
  return counter;
}

/// FNV-1a hash of an experiment's name, the `experiment` of its streams.
[[nodiscard]] constexpr std::uint32_t experiment_id(std::string_view name) {
  std::uint32_t hash = 0x811C9DC5;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193;
  }
  return hash;
}

/// A number in (0, 1) of a 64-bit word: the midpoint of one of 2^53 equal cells.
[[nodiscard]] constexpr double open_unit(std::uint64_t word) {
  return (static_cast<double>(word >> 11) + 0.5) * 0x1p-53;
}

/// The random words of one trial.
///
/// Key = seed (low, high half); counter = (index, trial low, trial high, experiment). The layout of
/// words to elements serves vectors of any width: sixteen counters make a block, and the elements
/// of a block run over the counters first.
///   32-bit: block of 64 elements, element 64 b + 16 j + l is word j of counter 16 b + l.
///   64-bit: block of 32 elements, element 32 b + 16 j + l is words (2 j, 2 j + 1) = (low, high) of
///   counter 16 b + l.
/// Words of both widths come from the same counters, so a trial that needs both takes them from two
/// experiments. The index has 32 bits: a trial has 2^34 32-bit elements, 2^33 64-bit elements, and
/// they repeat beyond.
struct stream {
  std::uint64_t seed = 0;
  std::uint32_t experiment = 0;
  std::uint64_t trial = 0;

  static constexpr std::uint64_t counters_per_block = 16;
  static constexpr std::uint64_t words32_per_block = 64;
  static constexpr std::uint64_t words64_per_block = 32;

  /// The stream of part `index` of a trial that is cut in `parts` (steps, releases): every part of
  /// every trial of an experiment has one of its own. Such an experiment draws nothing from the
  /// trial's stream itself.
  [[nodiscard]] constexpr stream part(std::uint64_t index, std::uint64_t parts) const {
    return {seed, experiment, trial * parts + index};
  }

  [[nodiscard]] constexpr philox_key key() const {
    return {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  }

  /// The four words of counter `index`.
  [[nodiscard]] constexpr philox_counter words(std::uint64_t index) const {
    return philox4x32_10({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(trial),
                          static_cast<std::uint32_t>(trial >> 32), experiment},
                         key());
  }

  [[nodiscard]] constexpr std::uint32_t word32(std::uint64_t element) const {
    const std::uint64_t within = element % words32_per_block;
    const std::uint64_t index =
        element / words32_per_block * counters_per_block + within % counters_per_block;
    return words(index)[within / counters_per_block];
  }

  [[nodiscard]] constexpr std::uint64_t word64(std::uint64_t element) const {
    const std::uint64_t within = element % words64_per_block;
    const std::uint64_t index =
        element / words64_per_block * counters_per_block + within % counters_per_block;
    const philox_counter four = words(index);
    const std::uint64_t pair = within / counters_per_block;
    return four[2 * pair] | static_cast<std::uint64_t>(four[2 * pair + 1]) << 32;
  }
};

}  // namespace loranoise::simulate
