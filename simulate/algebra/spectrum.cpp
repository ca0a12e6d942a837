#include "simulate/algebra/spectrum.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>

namespace loranoise::simulate {

using symmetric_solver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;

Eigen::VectorXd symmetric_eigenvalues(const Eigen::MatrixXd& symmetric) {
  return symmetric_solver(symmetric, Eigen::EigenvaluesOnly).eigenvalues();
}

Eigen::MatrixXd symmetric_eigenvectors(const Eigen::MatrixXd& symmetric) {
  return symmetric_solver(symmetric).eigenvectors();
}

Eigen::VectorXd singular_values(const Eigen::MatrixXd& x) {
  using tall_svd = Eigen::JacobiSVD<Eigen::MatrixXd, Eigen::HouseholderQRPreconditioner>;
  return tall_svd(x.rows() < x.cols() ? x.transpose() : x).singularValues();
}

}  // namespace loranoise::simulate
