// Eigenvalues and singular values. Eigen's decompositions are templates that take a compiler
// seconds: they are instantiated here alone.
#pragma once

#include <Eigen/Core>

namespace loranoise::simulate {

/// Of a symmetric matrix, ascending. Only the lower triangle is read.
[[nodiscard]] Eigen::VectorXd symmetric_eigenvalues(const Eigen::MatrixXd& symmetric);

/// Orthonormal columns, in the order of the eigenvalues above.
[[nodiscard]] Eigen::MatrixXd symmetric_eigenvectors(const Eigen::MatrixXd& symmetric);

/// Of any matrix, descending, as many as its shorter side. By rotations: the small ones are as
/// accurate as the rounding of the largest allows.
[[nodiscard]] Eigen::VectorXd singular_values(const Eigen::MatrixXd& x);

}  // namespace loranoise::simulate
