#include "verify/experiments/matrix.hpp"

#include <cmath>
#include <variant>

#include "simulate/noise/literal.hpp"
#include "simulate/sweep/accumulate.hpp"
#include "verify/statistics/block_field.hpp"
#include "verify/statistics/variance_regression.hpp"

namespace loranoise::verify {
namespace {

constexpr Eigen::Index most_watched_entries = 16384;
constexpr int highest_entry_rank = 16;

// Powers of two that bring every row's norm to the order of one, so that rows of any size have
// their squares in single precision.
Eigen::ArrayXd row_scales(const Eigen::MatrixXd& g) {
  return g.rowwise().norm().array().unaryExpr(
      [](double norm) { return norm > 0 ? std::ldexp(1.0, -std::ilogb(norm)) : 1.0; });
}

// All trials of a block, by the literal product with the powers of N summed as they appear.
struct matrix_block {
  const Eigen::MatrixXd& g;
  any_sketch sketch;

  void operator()(const simulate::stream& first, std::uint64_t trials,
                  simulate::moment_field& sums) const {
    constexpr int order = 2;
    std::visit(
        [&](const auto& s) {
          simulate::literal_kernel<float>(g, s.rank, order).run(s, first, trials, sums);
        },
        sketch);
  }
};

// What a block's fields of means say about the whole of N.
class block_summary {
 public:
  explicit block_summary(const Eigen::MatrixXd& g, int rank)
      : g_(g), rank_(rank), regression_(g), row_energy_(g.rowwise().squaredNorm()) {}

  void add(const Eigen::ArrayXXd& mean, const Eigen::ArrayXXd& square, matrix_result& to) const {
    const Eigen::ArrayXd along = (mean * g_.array()).rowwise().sum();
    to.energy.push_back(square.sum());
    to.along.push_back(along.sum() / row_energy_.sum());
    to.along_rows.push_back((row_energy_ > 0).select(along / row_energy_, 0).sum() /
                            static_cast<double>((row_energy_ > 0).count()));
    const auto [a, b] = regression_.fit(rank_ * square);
    to.norm_part.push_back(a);
    to.square_part.push_back(b);
  }

 private:
  const Eigen::MatrixXd& g_;
  double rank_;
  variance_regression regression_;
  Eigen::ArrayXd row_energy_;
};

}  // namespace

bool watches_entries(Eigen::Index entries, int rank) {
  return entries <= most_watched_entries && rank <= highest_entry_rank;
}

std::string name(const matrix_experiment& what) {
  std::string all = "matrix/" + what.gradient->name + "/rank " + std::to_string(what.rank);
  if (what.sketch != sketch_family::gaussian) all.append("/").append(name(what.sketch));
  return all;
}

double cost(const matrix_experiment& what) {
  constexpr double rows_at_once = 16;  // the kernel pads to whole groups of rows
  const auto width = static_cast<double>(what.gradient->values.cols());
  const double rows =
      rows_at_once * std::ceil(static_cast<double>(what.gradient->values.rows()) / rows_at_once);
  const double drawing = orthonormal(what.sketch) ? 8 + 0.5 * what.rank : 1.2;
  return static_cast<double>(what.trials) * width *
         (what.rank * (drawing + 0.06 * rows) + 0.15 * rows);
}

matrix_result run(const matrix_experiment& what, const sweep_settings& settings) {
  const Eigen::MatrixXd& g = what.gradient->values;
  const Eigen::ArrayXd scales = row_scales(g);
  const Eigen::MatrixXd scaled = scales.matrix().asDiagonal() * g;
  const auto width = static_cast<int>(g.cols());
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const block_summary summary(g, what.rank);
  const bool watched = watches_entries(g.size(), what.rank);
  block_field means(watched ? g.rows() : 0, watched ? g.cols() : 0);
  block_field squares = means;
  matrix_result result;
  result.trials = plan.trials;

  simulate::run_blocks(
      plan, settings.threads, [&] { return simulate::moment_field(g.rows(), g.cols(), 2); },
      matrix_block{scaled, make_unit_sketch(what.sketch, what.rank, width)},
      [&](std::uint64_t, const simulate::moment_field& sums) {
        const Eigen::ArrayXXd mean = sums.raw_moment(1).colwise() / scales;
        const Eigen::ArrayXXd square = sums.raw_moment(2).colwise() / scales.square();
        if (watched) {
          means.add(mean);
          squares.add(square);
        }
        summary.add(mean, square, result);
      },
      as_increments(settings));
  result.mean = means.mean();
  result.mean_error = means.standard_error();
  result.square = squares.mean();
  result.square_error = squares.standard_error();
  return result;
}

}  // namespace loranoise::verify
