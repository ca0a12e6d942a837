// Noise put on a gradient by other means than a sketch of its rows, drawn to the letter. Every
// estimate has the mean G (theory/doc/11-injectors.md).
//
// An injector draws the noise, estimate less G, of one row of a gradient G (height x width).
// Constructors throw std::invalid_argument for parameters out of range.
#pragma once

#include <Eigen/Core>
#include <concepts>
#include <utility>

#include "simulate/random/stream.hpp"
#include "simulate/sketch/sketch.hpp"

namespace loranoise::simulate {

template <class T>
concept injector = requires(const T& i, const stream& words, const Eigen::MatrixXd& G,
                            Eigen::Index row, Eigen::RowVectorXd& noise) {
  i.draw(words, G, row, noise);
};

/// G (A'A - I), A a sketch with E[A'A] = I of G's width. Not for two threads at once; copies
/// share nothing that changes.
template <sketch Sketch>
class row_sketch {
 public:
  explicit row_sketch(Sketch drawn) : sketch_(std::move(drawn)), a_(sketch_.rank, sketch_.width) {}
  void draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
            Eigen::RowVectorXd& noise) const {
    sketch_.fill(words, a_);
    noise = G.row(row) * a_.transpose() * a_ - G.row(row);
  }

 private:
  Sketch sketch_;
  mutable Eigen::MatrixXd a_;
};

/// Every coordinate kept with probability `keep` in (0, 1], over keep (SIFT). The probability is
/// met to 2^-53.
class random_mask {
 public:
  explicit random_mask(double keep);
  void draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
            Eigen::RowVectorXd& noise) const;

 private:
  double keep_;
};

/// Stochastic gates, FineGates': every coordinate times 2 max(0, min(1, 1/2 + spread e)), e
/// standard normal.
class stochastic_gates {
 public:
  explicit stochastic_gates(double spread);
  void draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
            Eigen::RowVectorXd& noise) const;

 private:
  double spread_;
};

/// Gradients sampled from a normal law around G (GradSamp), independent coordinates of this
/// standard deviation.
class sampled_gradient {
 public:
  explicit sampled_gradient(double deviation);
  void draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
            Eigen::RowVectorXd& noise) const;

 private:
  double deviation_;
};

/// Zero-order descent: the average over `directions` normal z of z <z, u>, which is what
/// differences of the loss along z come to in the limit of small steps.
class zero_order {
 public:
  explicit zero_order(int directions);
  void draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
            Eigen::RowVectorXd& noise) const;

 private:
  int directions_;
};

/// B (height x rank) frozen at independent N(0, 1/rank), A trained: (B B' - I) G.
class left_sketch {
 public:
  explicit left_sketch(int rank);
  void draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
            Eigen::RowVectorXd& noise) const;

 private:
  int rank_;
};

/// The first step of both factors from PEFT's init_lora_weights="orthogonal", over what it is on
/// average: A = (W Q_0)'/10 and B = V Q_1/10 with normal W, V of rank/2 columns, and Q_0, Q_1 the
/// even and odd rows of the Q of a QR decomposition of rank x rank normals. B A = 0 although B is
/// not. The step in A B is G A'A + B B' G, and its mean rank/100 G.
class orthogonal_initialisation {
 public:
  /// An even rank, 2 or more.
  explicit orthogonal_initialisation(int rank);
  void draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
            Eigen::RowVectorXd& noise) const;

  struct factors {
    Eigen::MatrixXd A;  ///< rank x width
    Eigen::MatrixXd B;  ///< height x rank
  };
  [[nodiscard]] factors initial(const stream& words, Eigen::Index height, Eigen::Index width) const;

 private:
  int rank_;
};

}  // namespace loranoise::simulate
