// The noise that a sketch A puts on a gradient: N = G A'A - G, by the literal product.
#pragma once

#include <Eigen/Core>

namespace loranoise::simulate {

/// N = (G A') A - G for G n x m, A r x m, N n x m. A'A is never formed: the cost is 4 n m r
/// operations. Throws std::invalid_argument when the shapes do not fit.
void noise(const Eigen::Ref<const Eigen::MatrixXd>& G, const Eigen::Ref<const Eigen::MatrixXd>& A,
           Eigen::Ref<Eigen::MatrixXd> N);
[[nodiscard]] Eigen::MatrixXd noise(const Eigen::Ref<const Eigen::MatrixXd>& G,
                                    const Eigen::Ref<const Eigen::MatrixXd>& A);

/// The same for one row g of m entries, held as a column: A'(A g) - g.
void noise_row(const Eigen::Ref<const Eigen::VectorXd>& g,
               const Eigen::Ref<const Eigen::MatrixXd>& A, Eigen::Ref<Eigen::VectorXd> out);
[[nodiscard]] Eigen::VectorXd noise_row(const Eigen::Ref<const Eigen::VectorXd>& g,
                                        const Eigen::Ref<const Eigen::MatrixXd>& A);

}  // namespace loranoise::simulate
