// Gradient descent on a quadratic loss (1/2) <e, H e> seen through sketches, step by step and by
// the literal product: e' = e - rate A'A H e; and with Gaussian noise in the sketch's place.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string_view>

#include "simulate/random/stream.hpp"
#include "simulate/sketch/sketch.hpp"

namespace loranoise::simulate {

/// What a step does to the gradient g = H e. frozen: one A for all steps; redrawn: a new A for each
/// step, both Gaussian with E[A'A] = I. matched: g + (|g| z + z_0 g)/sqrt(rank), z and z_0 standard
/// normal; diagonal: g + noise with the variances of that alone, entry by entry; fixed: g plus
/// normals of one standard deviation, as DP-SGD has it.
enum class descent_noise { frozen, redrawn, matched, diagonal, fixed };

std::string_view name(descent_noise kind);

/// One row e of the weights and its loss.
struct quadratic_loss {
  Eigen::MatrixXd hessian;  ///< symmetric; empty for the identity
  Eigen::VectorXd start;    ///< e_0
  double rate;
};

/// Runs one trial after the other. One object serves one thread.
class quadratic_descent {
 public:
  /// `deviation` is that of the fixed noise. Throws std::invalid_argument unless 1 <= rank <=
  /// width, steps >= 1, and the hessian has the width of the start.
  quadratic_descent(quadratic_loss loss, descent_noise kind, int rank, int steps,
                    double deviation = 0);

  /// Begins a trial at e_0. Trials of one object draw from streams that no other trial has: number
  /// `steps` times the trial's, and one for each step.
  void begin(const stream& words);
  /// The next step of this trial; e() is where it leads.
  void advance();
  [[nodiscard]] const Eigen::VectorXd& e() const { return e_; }

 private:
  [[nodiscard]] stream of_step() const;
  void add_noise();

  quadratic_loss loss_;
  descent_noise kind_;
  int rank_;
  int steps_;
  double deviation_;
  gaussian_sketch sketch_;
  stream words_;
  int step_ = 0;
  Eigen::VectorXd e_;
  Eigen::VectorXd gradient_;
  Eigen::VectorXd normals_;  // one more than the width
  Eigen::VectorXd projected_;
  Eigen::MatrixXd a_;
};

}  // namespace loranoise::simulate
