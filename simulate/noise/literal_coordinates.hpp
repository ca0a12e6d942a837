// Chosen coordinates of the literal noise of one gradient row: for experiments that watch a few
// numbers of each trial and not the whole of N.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "simulate/noise/literal.hpp"
#include "simulate/random/stream.hpp"
#include "simulate/sketch/sketch.hpp"

namespace loranoise::simulate {

/// N_ki = (A'A u)_i / c - u_i at the columns i asked for, with c = unit_mean of the sketch (so that
/// E N = 0). The whole A is drawn and A u formed in single precision, as in literal_kernel<float>:
/// an entry has a relative error of about 1e-6. 2 rank width operations a trial. One object serves
/// one thread.
class literal_coordinates {
 public:
  /// Throws std::invalid_argument for a rank outside 1 .. width or a column outside the row.
  literal_coordinates(const Eigen::Ref<const Eigen::VectorXd>& row,
                      std::span<const Eigen::Index> columns, int rank);

  /// The noise of this trial, one number for each column. Throws std::invalid_argument when the
  /// sketch's shape or the output's size does not fit.
  template <sketch Sketch>
  void draw(const Sketch& sketch, const stream& words, std::span<double> noise) {
    check(sketch.rank, sketch.width, noise.size());
    sketch.panels(words, std::span<float>(panels_));
    multiply(sketch.scale * sketch.scale / sketch.unit_mean(), noise);
  }

 private:
  void check(int rank, int width, std::size_t outputs) const;
  void multiply(double scale, std::span<double> noise);

  int rank_;
  int width_;
  std::vector<Eigen::Index> columns_;
  std::vector<double> entries_;      // of the row, at the columns
  aligned_vector<float> row_;        // padded to whole panels
  aligned_vector<float> panels_;     // A / scale
  aligned_vector<float> projected_;  // A u / scale, and workspace
};

}  // namespace loranoise::simulate
