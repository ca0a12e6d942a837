#include "simulate/noise/noise.hpp"

#include <stdexcept>
#include <string>

namespace loranoise::simulate {
namespace {

void check_widths(Eigen::Index gradient, Eigen::Index sketch) {
  if (gradient != sketch) {
    throw std::invalid_argument("the gradient has width " + std::to_string(gradient) +
                                " and A has width " + std::to_string(sketch) +
                                ": give both the same width");
  }
}

void check_output(bool fits) {
  if (!fits) {
    throw std::invalid_argument("the output has another shape than the gradient: give it the same");
  }
}

}  // namespace

void noise(const Eigen::Ref<const Eigen::MatrixXd>& G, const Eigen::Ref<const Eigen::MatrixXd>& A,
           Eigen::Ref<Eigen::MatrixXd> N) {
  check_widths(G.cols(), A.cols());
  check_output(N.rows() == G.rows() && N.cols() == G.cols());
  const Eigen::MatrixXd projected = G * A.transpose();
  N.noalias() = projected * A;
  N -= G;
}

Eigen::MatrixXd noise(const Eigen::Ref<const Eigen::MatrixXd>& G,
                      const Eigen::Ref<const Eigen::MatrixXd>& A) {
  Eigen::MatrixXd N(G.rows(), G.cols());
  noise(G, A, N);
  return N;
}

void noise_row(const Eigen::Ref<const Eigen::VectorXd>& g,
               const Eigen::Ref<const Eigen::MatrixXd>& A, Eigen::Ref<Eigen::VectorXd> out) {
  check_widths(g.size(), A.cols());
  check_output(out.size() == g.size());
  const Eigen::VectorXd projected = A * g;
  out.noalias() = A.transpose() * projected;
  out -= g;
}

Eigen::VectorXd noise_row(const Eigen::Ref<const Eigen::VectorXd>& g,
                          const Eigen::Ref<const Eigen::MatrixXd>& A) {
  Eigen::VectorXd out(g.size());
  noise_row(g, A, out);
  return out;
}

}  // namespace loranoise::simulate
