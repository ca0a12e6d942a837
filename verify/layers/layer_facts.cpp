#include "verify/layers/layer_facts.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "simulate/algebra/spectrum.hpp"
#include "verify/study/sample.hpp"

namespace loranoise::verify {
namespace {

// Counts numbers in (0, 1] by the first bits of their single-precision form: bins of 1 part in
// 4096, evenly wide on a logarithmic scale.
class cosine_counts {
 public:
  void add(float cosine) {
    ++counts_[std::min<std::uint32_t>(std::bit_cast<std::uint32_t>(cosine) >> dropped, last)];
    ++total_;
  }

  // The middle of the bin below whose end lies this share of the numbers.
  [[nodiscard]] double quantile(double share) const {
    const double wanted = share * static_cast<double>(total_);
    double below = 0;
    for (std::uint32_t bin = 0; bin <= last; ++bin) {
      below += static_cast<double>(counts_[bin]);
      if (below < wanted) continue;
      const std::uint32_t middle = (bin << dropped) + (bin == 0 ? 0 : 1U << (dropped - 1));
      return std::min(1.0F, std::bit_cast<float>(middle));
    }
    return 0;
  }

 private:
  static constexpr unsigned dropped = 11;  // bits of the 23 of the mantissa
  static constexpr std::uint32_t last = std::bit_cast<std::uint32_t>(1.0F) >> dropped;
  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(last + 1);
  std::uint64_t total_ = 0;
};

// Calls visit(block, its first row) for all rows in turn.
void for_each_block(const simulate::stored_matrix& stored,
                    const std::function<void(const Eigen::MatrixXd&, Eigen::Index)>& visit) {
  constexpr Eigen::Index numbers = Eigen::Index{1} << 18;  // 2 MiB of them at a time
  const Eigen::Index step = std::clamp<Eigen::Index>(numbers / stored.cols(), 1, stored.rows());
  Eigen::MatrixXd block;  // one for all: fresh memory for each would be the larger part of the time
  std::vector<Eigen::Index> rows;
  for (Eigen::Index first = 0; first < stored.rows(); first += step) {
    rows.resize(static_cast<std::size_t>(std::min(step, stored.rows() - first)));
    std::iota(rows.begin(), rows.end(), first);
    stored.read_rows(rows, block);
    visit(block, first);
  }
}

// Whatever the scale of the row: no square over- or underflows. Rows whose inverse would overflow
// are as zeros.
Eigen::VectorXd row_norms(const Eigen::MatrixXd& block) {
  constexpr double smallest = 1e-300;
  const Eigen::ArrayXd largest = block.cwiseAbs().rowwise().maxCoeff();
  const Eigen::ArrayXd inverse = (largest > smallest).select(1 / largest, 0);
  return largest * (inverse.matrix().asDiagonal() * block).rowwise().norm().array();
}

// |G|_2^2 over the square of `scale`, from below, by subspace iteration on G'G.
double largest_square(const simulate::stored_matrix& stored, double scale) {
  constexpr Eigen::Index directions = 4;
  constexpr int most_passes = 12;
  constexpr double settled = 2e-3;
  const Eigen::Index width = stored.cols();
  const Eigen::Index p = std::min({directions, width, stored.rows()});
  // Any start that no layer is likely to be orthogonal to.
  Eigen::MatrixXd v = Eigen::MatrixXd::NullaryExpr(width, p, [](Eigen::Index i, Eigen::Index j) {
    return std::sin(1.0 + 0.7 * static_cast<double>(i) * static_cast<double>(j + 1)) + 0.3;
  });
  Eigen::MatrixXd scaled;
  double largest = 0;
  for (int pass = 0; pass < most_passes; ++pass) {
    v = Eigen::HouseholderQR<Eigen::MatrixXd>(v).householderQ() *
        Eigen::MatrixXd::Identity(width, p);
    Eigen::MatrixXd image = Eigen::MatrixXd::Zero(width, p);
    for_each_block(stored, [&](const Eigen::MatrixXd& block, Eigen::Index) {
      scaled = block / scale;
      image.noalias() += scaled.transpose() * (scaled * v);
    });
    const double before = largest;
    largest = simulate::symmetric_eigenvalues(v.transpose() * image).maxCoeff();
    if (largest - before < settled * largest) break;
    v = image;
  }
  return largest;
}

std::vector<Eigen::Index> longest(const Eigen::VectorXd& norms, Eigen::Index most) {
  std::vector<Eigen::Index> rows(static_cast<std::size_t>(norms.size()));
  std::iota(rows.begin(), rows.end(), Eigen::Index{0});
  std::stable_sort(rows.begin(), rows.end(),
                   [&](Eigen::Index a, Eigen::Index b) { return norms[a] > norms[b]; });
  rows.resize(static_cast<std::size_t>(std::min(most, norms.size())));
  std::erase_if(rows, [&](Eigen::Index k) { return norms[k] == 0; });
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

layer_facts look_at_layer(const simulate::stored_matrix& stored) {
  layer_facts facts;
  facts.name = stored.name.empty() ? stored.file.filename().string() : stored.name;
  facts.rows = stored.rows();
  facts.width = stored.cols();
  Eigen::VectorXd norms(stored.rows());
  cosine_counts counts;
  for_each_block(stored, [&](const Eigen::MatrixXd& block, Eigen::Index first) {
    norms.segment(first, block.rows()) = row_norms(block);
    Eigen::ArrayXd inverse = norms.segment(first, block.rows()).array();
    inverse = (inverse > 0).select(1 / inverse, 0);
    for (Eigen::Index i = 0; i < block.cols(); ++i) {
      const Eigen::ArrayXd cosines = block.col(i).array().abs() * inverse;
      facts.cosine.max = std::max(facts.cosine.max, cosines.maxCoeff());
      for (Eigen::Index k = 0; k < cosines.size(); ++k) {
        if (inverse[k] > 0) counts.add(static_cast<float>(cosines[k]));
      }
    }
  });
  facts.norm = row_norms(norms.transpose())[0];
  if (facts.norm == 0) {
    throw std::runtime_error(
        stored.described() +
        " is all zeros, to 1e-300: there is no noise on a gradient of zeros; name another");
  }
  if (!std::isfinite(facts.norm)) {
    throw std::runtime_error("the norm of " + stored.described() +
                             " is beyond double precision: scale the gradient down");
  }
  facts.cosine.max = std::min(1.0, facts.cosine.max);
  facts.cosine.median = std::min(counts.quantile(0.5), facts.cosine.max);
  facts.cosine.q90 = std::min(counts.quantile(0.9), facts.cosine.max);
  facts.stable_rank = std::max(1.0, 1 / largest_square(stored, facts.norm));
  facts.sample.values = stored.values(longest(norms, sampled_layer_rows));
  facts.sample.name = facts.name;
  (void)bring_to_order_one(facts.sample.values);
  return facts;
}

}  // namespace loranoise::verify
