// The part of a large gradient that whole-matrix experiments look at, and the scale of a gradient.
#pragma once

#include <string>

#include "simulate/gradients/gradient.hpp"
#include "verify/study/profile.hpp"

namespace loranoise::verify {

/// Whether the gradient has more rows or columns than whole-matrix experiments take.
[[nodiscard]] bool is_too_large(const simulate::gradient& g, const profile& budget);

/// The part of a gradient that is too large: its sampled_rows longest rows if it has more than
/// most_matrix_rows, and of these the most_matrix_columns columns with the most energy if it has
/// more than that. Rows and columns keep their order; the part's name says what it is of.
[[nodiscard]] simulate::gradient sample_of(const simulate::gradient& g, const profile& budget);

/// The same as a sentence for the run's log.
[[nodiscard]] std::string describe_sample(const simulate::gradient& whole,
                                          const simulate::gradient& part);

/// Divides by a power of two, which rounds nothing, so that the largest entry lies in [1, 2):
/// squares of squares of entries of any size are then numbers. Returns the power's exponent; 0 for
/// a gradient of zeros.
int bring_to_order_one(Eigen::MatrixXd& g);

}  // namespace loranoise::verify
