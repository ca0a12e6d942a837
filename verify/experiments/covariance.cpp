#include "verify/experiments/covariance.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <variant>

#include "simulate/algebra/spectrum.hpp"
#include "verify/statistics/block_field.hpp"

namespace loranoise::verify {
namespace {

std::array<Eigen::MatrixXd, 3> structures_of(const Eigen::MatrixXd& g) {
  const Eigen::Index n = g.rows();
  const Eigen::Index size = g.size();
  std::array<Eigen::MatrixXd, 3> parts;
  for (Eigen::MatrixXd& part : parts) part = Eigen::MatrixXd::Zero(size, size);
  const Eigen::MatrixXd inner = g * g.transpose();
  for (Eigen::Index p = 0; p < size; ++p) {
    for (Eigen::Index q = 0; q < size; ++q) {
      const auto [k, i] = std::pair{p % n, p / n};
      const auto [l, j] = std::pair{q % n, q / n};
      if (i == j) parts[0](p, q) = inner(k, l);
      parts[1](p, q) = g(k, j) * g(l, i);
      if (i == j) parts[2](p, q) = g(k, i) * g(l, i);
    }
  }
  return parts;
}

double inner(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  return a.cwiseProduct(b).sum();
}

// Trials are gathered as columns and multiplied out together.
struct product_block {
  Eigen::MatrixXd sum;
  std::uint64_t count = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.sum, self.count);
  }
};

struct product_trials {
  const Eigen::MatrixXd& g;
  any_sketch sketch;

  void operator()(const simulate::stream& first, std::uint64_t trials, product_block& block) const {
    std::visit([&](const auto& s) { add(s, first, trials, block.sum); }, sketch);
    block.count += trials;
  }

 private:
  template <class Sketch>
  void add(const Sketch& drawn, const simulate::stream& first, std::uint64_t trials,
           Eigen::MatrixXd& sum) const {
    constexpr std::uint64_t together = 64;
    Eigen::MatrixXd a(drawn.rank, drawn.width);
    Eigen::MatrixXd gathered(g.size(), static_cast<Eigen::Index>(together));
    for (std::uint64_t done = 0; done < trials; done += together) {
      const std::uint64_t count = std::min(together, trials - done);
      for (std::uint64_t t = 0; t < count; ++t) {
        drawn.fill({first.seed, first.experiment, first.trial + done + t}, a);
        gathered.col(static_cast<Eigen::Index>(t)) =
            Eigen::MatrixXd((g * a.transpose()) * a - g).reshaped();
      }
      const auto filled = gathered.leftCols(static_cast<Eigen::Index>(count));
      sum.noalias() += filled * filled.transpose();
    }
  }
};

}  // namespace

covariance_block::covariance_block(const simulate::gradient& from, int rows, int columns)
    : gradient(strongest_block(from, rows, columns)), structures(structures_of(gradient.values)) {
  Eigen::Matrix3d gram;
  for (int a = 0; a < 3; ++a) {
    for (int b = 0; b < 3; ++b) {
      gram(a, b) =
          inner(structures[static_cast<std::size_t>(a)], structures[static_cast<std::size_t>(b)]);
    }
  }
  constexpr double worst_condition = 1e4;
  const Eigen::VectorXd spectrum = simulate::symmetric_eigenvalues(gram);
  determined_ = spectrum[0] * worst_condition > spectrum[2];
  if (!determined_) return;
  const Eigen::Matrix3d inverse = gram.inverse();
  for (int a = 0; a < 3; ++a) {
    Eigen::MatrixXd& dual = weights[static_cast<std::size_t>(a)];
    dual = Eigen::MatrixXd::Zero(structures[0].rows(), structures[0].cols());
    for (int b = 0; b < 3; ++b) dual += inverse(a, b) * structures[static_cast<std::size_t>(b)];
  }
}

std::string name(const covariance_experiment& what) {
  std::string all = "covariance/";
  all.append(what.block->gradient.name).append("/rank ").append(std::to_string(what.rank));
  if (what.sketch != sketch_family::gaussian) all.append("/").append(name(what.sketch));
  return all;
}

double cost(const covariance_experiment& what) {
  const auto entries = static_cast<double>(what.block->gradient.values.size());
  return static_cast<double>(what.trials) *
         (300 + 8.0 * what.rank * static_cast<double>(what.block->gradient.values.cols()) +
          0.3 * entries * entries);
}

covariance_result run(const covariance_experiment& what, const sweep_settings& settings) {
  const covariance_block& block = *what.block;
  const Eigen::MatrixXd& g = block.gradient.values;
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  block_field products(g.size(), g.size());
  covariance_result result;
  result.trials = plan.trials;
  const auto width = static_cast<int>(g.cols());
  simulate::run_blocks(
      plan, settings.threads,
      [&] { return product_block{Eigen::MatrixXd::Zero(g.size(), g.size())}; },
      product_trials{g, make_unit_sketch(what.sketch, what.rank, width)},
      [&](std::uint64_t, const product_block& sums) {
        const Eigen::MatrixXd mean = sums.sum / static_cast<double>(sums.count);
        products.add(mean.array());
        for (std::size_t s = 0; s < block.weights.size(); ++s) {
          result.coefficients[s].push_back(what.rank * inner(block.weights[s], mean));
        }
      },
      as_increments(settings));
  result.products = products.mean();
  result.products_error = products.standard_error();
  return result;
}

}  // namespace loranoise::verify
