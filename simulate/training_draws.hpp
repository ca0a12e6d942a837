// Random numbers of the training code: each is a function of (seed, purpose, index, element).
#pragma once

#include <Random123/philox.h>

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

namespace loranoise::simulate::draws {

// Separates the streams: no two purposes share a counter.
enum class purpose : std::uint32_t {
  split = 1,
  first_layer = 2,
  second_layer = 3,
  batch_order = 4,
  first_sketch = 5,
  second_sketch = 6,
};

// Two 64-bit words.
inline std::pair<std::uint64_t, std::uint64_t> words(std::uint64_t seed, purpose what,
                                                     std::uint32_t index, std::uint64_t element) {
  const r123::Philox4x32::ctr_type counter = {{static_cast<std::uint32_t>(element),
                                               static_cast<std::uint32_t>(element >> 32), index,
                                               static_cast<std::uint32_t>(what)}};
  const r123::Philox4x32::key_type key = {
      {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
  const auto out = r123::Philox4x32{}(counter, key);
  return {(static_cast<std::uint64_t>(out[0]) << 32) | out[1],
          (static_cast<std::uint64_t>(out[2]) << 32) | out[3]};
}

// Uniform in (0, 1): the midpoints of 2^53 cells, so that its logarithm is finite.
inline double open_uniform(std::uint64_t word) {
  return (static_cast<double>(word >> 11) + 0.5) * 0x1p-53;
}

// rows x cols of iid N(0, deviation^2): Box and Muller, a fresh pair of words per entry.
inline Eigen::MatrixXd normal_matrix(Eigen::Index rows, Eigen::Index cols, double deviation,
                                     std::uint64_t seed, purpose what) {
  Eigen::MatrixXd out(rows, cols);
  for (Eigen::Index k = 0; k < out.size(); ++k) {
    const auto [u, v] = words(seed, what, 0, static_cast<std::uint64_t>(k));
    const double radius = std::sqrt(-2.0 * std::log(open_uniform(u)));
    out.data()[k] = deviation * radius * std::cos(2.0 * std::numbers::pi * open_uniform(v));
  }
  return out;
}

// A permutation of 0 .. size - 1 (Fisher and Yates). The remainder of a 64-bit word favours small
// numbers by less than size / 2^64.
inline std::vector<Eigen::Index> permutation(Eigen::Index size, std::uint64_t seed, purpose what,
                                             std::uint32_t index) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(size));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  for (std::size_t last = order.size(); last > 1; --last) {
    const std::uint64_t pick = words(seed, what, index, last).first % last;
    std::swap(order[last - 1], order[pick]);
  }
  return order;
}

}  // namespace loranoise::simulate::draws
