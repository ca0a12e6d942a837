#include "matrix.hpp"

#include "block_field.hpp"
#include "simulate/accumulate.hpp"
#include "simulate/literal.hpp"
#include "simulate/sketch.hpp"

namespace loranoise::verify {
namespace {

// Least squares of y_ki = a |g_k|^2 + b g_ki^2 over all entries, each weighted by 1/|g_k|^4 so that
// rows of any size count alike. Rows of zeros have no noise and no weight.
class variance_regression {
 public:
  explicit variance_regression(const Eigen::MatrixXd& g)
      : share_(Eigen::ArrayXXd::Zero(g.rows(), g.cols())),
        inverse_(Eigen::ArrayXd::Zero(g.rows())) {
    for (Eigen::Index k = 0; k < g.rows(); ++k) {
      const double norm = g.row(k).squaredNorm();
      if (norm == 0) continue;
      inverse_[k] = 1 / norm;
      share_.row(k) = g.row(k).array().square() / norm;
      entries_ += static_cast<double>(g.cols());
    }
    share_sum_ = share_.sum();
    share_squares_ = share_.square().sum();
  }

  /// {a, b} for the field y.
  [[nodiscard]] std::pair<double, double> fit(const Eigen::ArrayXXd& y) const {
    const Eigen::ArrayXXd scaled = y.colwise() * inverse_;
    const double sum = scaled.sum();
    const double shared = (scaled * share_).sum();
    const double determinant = entries_ * share_squares_ - share_sum_ * share_sum_;
    return {(share_squares_ * sum - share_sum_ * shared) / determinant,
            (entries_ * shared - share_sum_ * sum) / determinant};
  }

 private:
  Eigen::ArrayXXd share_;
  Eigen::ArrayXd inverse_;
  double entries_ = 0;
  double share_sum_ = 0;
  double share_squares_ = 0;
};

// All trials of a block, by the literal product with the powers of N summed as they appear.
struct matrix_block {
  const Eigen::MatrixXd& g;
  simulate::gaussian_sketch sketch;

  void operator()(const simulate::stream& first, std::uint64_t trials,
                  simulate::moment_field& sums) {
    constexpr int order = 2;
    simulate::literal_kernel<double>(g, sketch.rank, order).run(sketch, first, trials, sums);
  }
};

}  // namespace

std::string name(const matrix_experiment& what) {
  return "matrix/" + what.gradient->name + "/rank " + std::to_string(what.rank);
}

double cost(const matrix_experiment& what) {
  const auto entries = static_cast<double>(what.gradient->values.size());
  const auto width = static_cast<double>(what.gradient->values.cols());
  return static_cast<double>(what.trials) *
         (what.rank * (1.7 * width + 0.08 * entries) + 0.4 * entries);
}

matrix_result run(const matrix_experiment& what, const sweep_settings& settings) {
  const Eigen::MatrixXd& g = what.gradient->values;
  const simulate::gaussian_sketch sketch(what.rank, static_cast<int>(g.cols()));
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const variance_regression regression(g);
  const double energy = g.squaredNorm();
  block_field means(g.rows(), g.cols());
  block_field squares(g.rows(), g.cols());
  matrix_result result;
  result.trials = plan.trials;

  simulate::run_blocks(
      plan, settings.threads, [&] { return simulate::moment_field(g.rows(), g.cols(), 2); },
      matrix_block{g, sketch},
      [&](std::uint64_t, const simulate::moment_field& sums) {
        const Eigen::ArrayXXd mean = sums.raw_moment(1);
        const Eigen::ArrayXXd square = sums.raw_moment(2);
        means.add(mean);
        squares.add(square);
        result.energy.push_back(square.sum());
        result.along.push_back((mean * g.array()).sum() / energy);
        const auto [a, b] = regression.fit(what.rank * square);
        result.norm_part.push_back(a);
        result.square_part.push_back(b);
      },
      as_increments(settings));
  result.mean = means.mean();
  result.mean_error = means.standard_error();
  result.square = squares.mean();
  result.square_error = squares.standard_error();
  return result;
}

}  // namespace loranoise::verify
