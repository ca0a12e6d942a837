// The part of a large gradient that whole-matrix experiments look at, and the scale of a gradient.
#pragma once

#include <string>

#include "simulate/gradients/gradient.hpp"
#include "simulate/gradients/stored_matrix.hpp"
#include "verify/study/profile.hpp"

namespace loranoise::verify {

/// Whether a gradient has more rows or columns than whole-matrix experiments take.
[[nodiscard]] bool is_too_large(Eigen::Index rows, Eigen::Index columns, const profile& budget);

/// The rows of a stored gradient, all of them, or where there are more than most_matrix_rows the
/// sampled_rows longest; they keep their order and their width. The others are read, and refused
/// where they hold a NaN or an infinity, but not kept. Named by the file and the tensor's key, and
/// by what is left out.
[[nodiscard]] simulate::gradient read_rows(const simulate::stored_matrix& stored,
                                           const profile& budget);

/// The most_matrix_columns columns with the most energy, in their order; all where there are no
/// more.
[[nodiscard]] simulate::gradient strongest_columns(const simulate::gradient& g,
                                                   const profile& budget);

/// What was taken, as a sentence for the run's log.
[[nodiscard]] std::string describe_sample(const simulate::stored_matrix& whole,
                                          const simulate::gradient& part);

/// Divides by a power of two, which rounds nothing, so that the largest entry lies in [1, 2):
/// squares of squares of entries of any size are then numbers. Returns the power's exponent; 0 for
/// a gradient of zeros.
int bring_to_order_one(Eigen::MatrixXd& g);

}  // namespace loranoise::verify
