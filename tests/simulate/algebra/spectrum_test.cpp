#include "simulate/algebra/spectrum.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

TEST_CASE("eigenvalues of a path's Laplacian are 2 - 2 cos(pi k/n), its vectors orthonormal") {
  constexpr int n = 7;
  Eigen::MatrixXd laplacian = Eigen::MatrixXd::Zero(n, n);
  for (int i = 0; i + 1 < n; ++i) {
    laplacian(i, i) += 1;
    laplacian(i + 1, i + 1) += 1;
    laplacian(i, i + 1) = laplacian(i + 1, i) = -1;
  }
  const Eigen::VectorXd values = symmetric_eigenvalues(laplacian);
  for (int k = 0; k < n; ++k) {
    CHECK(values[k] == Approx(2 - 2 * std::cos(std::acos(-1.0) * k / n)).margin(1e-14));
  }
  const Eigen::MatrixXd v = symmetric_eigenvectors(laplacian);
  CHECK((v.transpose() * v - Eigen::MatrixXd::Identity(n, n)).norm() < 1e-13);
  CHECK((laplacian * v - v * values.asDiagonal()).norm() < 1e-13);
}

TEST_CASE("singular values are the roots of the Gram matrix's, of wide and tall alike") {
  const Eigen::MatrixXd x = Eigen::MatrixXd::NullaryExpr(5, 9, [](Eigen::Index i, Eigen::Index j) {
    return std::sin(1.0 + static_cast<double>(3 * i * j + j * j));
  });
  const Eigen::VectorXd values = singular_values(x);
  REQUIRE(values.size() == 5);
  CHECK((singular_values(x.transpose()) - values).norm() < 1e-14);
  const Eigen::VectorXd squares = symmetric_eigenvalues(x * x.transpose());
  for (int k = 0; k < 5; ++k) {
    CHECK(values[k] == Approx(std::sqrt(squares[4 - k])).epsilon(1e-12));
  }
  // A rank of one leaves rounding errors alone.
  CHECK(singular_values(x.col(0) * x.row(0))[1] < 1e-14);
}
