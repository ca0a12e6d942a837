// Laws of single entries, before scaling: what the sketches with independent entries are made of.
//
// A law draws from a stream in rows of sixteen elements. `rows` draws whole rows, `lane` one
// element of each row, and both give the same numbers. Float and double are different draws from
// the same stream: 32-bit and 64-bit words.
#pragma once

#include <cstdint>
#include <span>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// Standard normal.
struct normal_entries {
  void rows(const stream& words, std::uint64_t first_row, std::span<float> out) const;
  void rows(const stream& words, std::uint64_t first_row, std::span<double> out) const;
  void lane(const stream& words, std::uint64_t first_row, std::size_t lane,
            std::span<double> out) const;
};

/// Uniform on (-1, 1), variance 1/3: the midpoints of 2^24 (float) or 2^53 (double) equal cells.
struct uniform_entries {
  void rows(const stream& words, std::uint64_t first_row, std::span<float> out) const;
  void rows(const stream& words, std::uint64_t first_row, std::span<double> out) const;
  void lane(const stream& words, std::uint64_t first_row, std::size_t lane,
            std::span<double> out) const;
};

/// -1 or 1 with equal probability.
struct sign_entries {
  void rows(const stream& words, std::uint64_t first_row, std::span<float> out) const;
  void rows(const stream& words, std::uint64_t first_row, std::span<double> out) const;
  void lane(const stream& words, std::uint64_t first_row, std::size_t lane,
            std::span<double> out) const;
};

/// 0 with probability 1 - density, else -1 or 1 with equal probability. The density is met to 2^-31
/// (float) or 2^-53.
struct sparse_sign_entries {
  double density;
  void rows(const stream& words, std::uint64_t first_row, std::span<float> out) const;
  void rows(const stream& words, std::uint64_t first_row, std::span<double> out) const;
  void lane(const stream& words, std::uint64_t first_row, std::size_t lane,
            std::span<double> out) const;
};

}  // namespace loranoise::simulate
