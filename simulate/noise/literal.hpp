// The literal noise N = G A'A - G over many trials, and the sums of the powers of its entries, at
// the machine's speed.
//
// noise.hpp is the same in one line of Eigen for one A; this is for sweeps. A is drawn into a
// buffer that stays in the second-level cache, in panels of sixteen columns; both products run on
// them with own kernels, and the powers of N are summed in registers, so that N is never stored.
// Short sums are kept in the precision of the product and are added to double every few trials.
//
// Bits. The order of additions does not depend on the vector width, so instruction sets with fused
// multiply-add give identical results here too.
#pragma once

#include <tbb/cache_aligned_allocator.h>

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "simulate/random/stream.hpp"
#include "simulate/sketch/sketch.hpp"
#include "simulate/sweep/accumulate.hpp"

namespace loranoise::simulate {

template <class T>
using aligned_vector = std::vector<T, tbb::cache_aligned_allocator<T>>;

/// Sums of powers of N for one gradient and rank, T = float or double the precision of the product.
/// In float an entry of N has a relative error of about 1e-6 and a sketch's tails end at 6.66
/// deviations; double is for whoever needs more. One object serves one thread.
template <class T>
class literal_kernel {
 public:
  /// G is n x m; moments of order 2 or 4. Throws std::invalid_argument for a rank outside 1 .. m or
  /// another order.
  literal_kernel(const Eigen::Ref<const Eigen::MatrixXd>& G, int rank, int order);

  /// Adds the trials first.trial, first.trial + 1, ..., `trials` of them, to `field` (n x m, same
  /// order). Throws std::invalid_argument when the sketch's shape or the field's does not fit.
  template <sketch Sketch>
  void run(const Sketch& sketch, stream first, std::uint64_t trials, moment_field& field) {
    check(sketch.rank, sketch.width, field);
    for (std::uint64_t done = 0; done < trials; done += batch_) {
      const std::uint64_t count = std::min<std::uint64_t>(batch_, trials - done);
      for (std::uint64_t t = 0; t < count; ++t) {
        sketch.panels(stream{first.seed, first.experiment, first.trial + done + t}, sketch_of(t));
        if (by_rows_) {
          add_rows(sketch.scale * sketch.scale);
        }
      }
      if (!by_rows_) {
        add_batch(count, sketch.scale * sketch.scale);
      }
      flush();
    }
    deliver(trials, field);
  }

 private:
  void check(int rank, int width, const moment_field& field) const;
  [[nodiscard]] std::span<T> sketch_of(std::uint64_t t);
  void add_rows(double squared_scale);
  void add_batch(std::uint64_t trials, double squared_scale);
  void flush();
  void deliver(std::uint64_t trials, moment_field& field);

  Eigen::Index rows_;
  Eigen::Index width_;
  int rank_;
  int order_;
  bool by_rows_;         // few rows: one at a time, vectors along the width
  std::uint64_t batch_;  // trials between two flushes
  aligned_vector<T>
      gradient_;  // by rows: n x padded width; else groups of 16 rows: group, column, row
  aligned_vector<T> panels_;      // one sketch, or all of a batch
  aligned_vector<T> projected_;   // G A' of a tile of rows
  aligned_vector<T> short_sums_;  // by rows only: power, then as gradient_
  aligned_vector<double> sums_;   // power, then as gradient_
};

extern template class literal_kernel<float>;
extern template class literal_kernel<double>;

}  // namespace loranoise::simulate
