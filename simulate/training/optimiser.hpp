// Gradient steps on one matrix of parameters.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <cstdint>

namespace loranoise::simulate {

enum class optimiser_kind : std::uint8_t { sgd, momentum, adam };

/// What an optimiser keeps of one parameter. Momentum is PyTorch's: v = 0.9 v + g, w -= rate v;
/// Adam has the defaults of Kingma and Ba (2015): 0.9, 0.999, 1e-8, with bias correction.
struct optimiser_memory {
  Eigen::MatrixXf first;
  Eigen::MatrixXf second;
  int steps = 0;

  template <class Parameter, class Gradient>
  void step(optimiser_kind kind, float rate, Parameter&& w, const Gradient& g) {
    if (kind == optimiser_kind::sgd) {
      w -= rate * g;
      return;
    }
    if (steps++ == 0) {
      first = Eigen::MatrixXf::Zero(w.rows(), w.cols());
      second = first;
    }
    if (kind == optimiser_kind::momentum) {
      first = 0.9F * first + g;
      w -= rate * first;
      return;
    }
    first = 0.9F * first + 0.1F * g;
    second = 0.999F * second + 0.001F * g.cwiseAbs2();
    const auto t = static_cast<float>(steps);
    const float unbiased = rate / (1 - std::pow(0.9F, t));
    const float spread = 1 / std::sqrt(1 - std::pow(0.999F, t));
    w.array() -= unbiased * first.array() / (spread * second.array().sqrt() + 1e-8F);
  }

  /// The same for the gradient factor * left * right, which SGD adds to w as it comes.
  template <class Parameter, class Left, class Right>
  void step(optimiser_kind kind, float rate, Parameter&& w, float factor, const Left& left,
            const Right& right) {
    if (kind == optimiser_kind::sgd) {
      w.noalias() -= rate * factor * left * right;
      return;
    }
    const Eigen::MatrixXf gradient = factor * left * right;
    step(kind, rate, w, gradient);
  }
};

}  // namespace loranoise::simulate
