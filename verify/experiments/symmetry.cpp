#include "verify/experiments/symmetry.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "simulate/noise/noise.hpp"
#include "simulate/random/normal.hpp"
#include "simulate/sketch/sketch.hpp"

namespace loranoise::verify {
namespace {

std::vector<Eigen::Index> watched(const Eigen::MatrixXd& g, Eigen::Index most) {
  const Eigen::VectorXd norms = g.rowwise().norm();
  std::vector<Eigen::Index> order(static_cast<std::size_t>(g.rows()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Eigen::Index a, Eigen::Index b) { return norms[a] > norms[b]; });
  order.resize(static_cast<std::size_t>(std::min(g.rows(), most)));
  std::erase_if(order, [&](Eigen::Index k) { return norms[k] == 0; });
  std::sort(order.begin(), order.end());
  return order;
}

void fill(const simulate::stream& words, Eigen::MatrixXd& z) {
  simulate::fill_normal(words, 0, std::span<double>(z.data(), static_cast<std::size_t>(z.size())));
}

// |Y H' - H Y'| / (2 |Y||H|), between 0 and 1.
double asymmetry(const Eigen::MatrixXd& y, const Eigen::MatrixXd& h) {
  const Eigen::MatrixXd product = y * h.transpose();
  return (product - product.transpose()).norm() / (2 * y.norm() * h.norm());
}

bool is_symmetric(double asymmetry) {
  return asymmetry <= symmetry_experiment::tolerance;
}

struct symmetry_trial {
  simulate::gaussian_sketch sketch;
  std::uint32_t noise_stream;
  Eigen::MatrixXd g, h, stretched;
  Eigen::ArrayXXd deviation;  // of the noise's entries
  Eigen::MatrixXd a{sketch.rank, sketch.width};
  Eigen::MatrixXd y = g;
  Eigen::MatrixXd z = g;

  void operator()(const simulate::stream& words, symmetry_result& block) {
    sketch.fill(words, a);
    simulate::noise(g, a, y);
    y += g;
    const double own = asymmetry(y, g);
    const double other = asymmetry(y, h);
    block.count(symmetry_result::missed, !is_symmetric(own));
    block.count(symmetry_result::confused, is_symmetric(other));
    block.count(symmetry_result::ordered, own < other);
    block.count(symmetry_result::tied, own == other);
    block.count(symmetry_result::stretched, !is_symmetric(asymmetry(y, stretched)));
    const Eigen::MatrixXd product = y * g.transpose();
    const double sum = (product + product.transpose()).norm() / (2 * y.norm() * g.norm());
    block.count(symmetry_result::skew, !is_symmetric(sum));
    fill({words.seed, noise_stream, words.trial}, z);
    z = g + (z.array() * deviation).matrix();
    block.count(symmetry_result::gaussian, is_symmetric(asymmetry(z, g)));
  }
};

// sqrt((|g_k|^2 + g_ki^2)/r), section 2.2.
Eigen::ArrayXXd noise_deviation(const Eigen::MatrixXd& g, int rank) {
  const Eigen::ArrayXd norms = g.rowwise().squaredNorm();
  return ((g.array().square().colwise() + norms) / rank).sqrt();
}

Eigen::MatrixXd perturbed(const Eigen::MatrixXd& g, const simulate::stream& words) {
  Eigen::MatrixXd z(g.rows(), g.cols());
  fill(words, z);
  return g + symmetry_experiment::perturbation * g.norm() / z.norm() * z;
}

}  // namespace

Eigen::MatrixXd watched_rows(const Eigen::MatrixXd& g, Eigen::Index most) {
  const auto rows = watched(g, most);
  return g(rows, Eigen::all);
}

std::string name(const symmetry_experiment& what) {
  return "symmetry/" + what.gradient->name + "/against " +
         (what.other == nullptr ? "perturbed" : what.other->name) + "/rank " +
         std::to_string(what.rank) + (what.most_rows == 1 ? "/one row" : "");
}

double cost(const symmetry_experiment& what) {
  const auto width = static_cast<double>(what.gradient->values.cols());
  const auto rows = static_cast<double>(std::min(what.gradient->values.rows(), what.most_rows));
  return static_cast<double>(what.trials) * width *
         (1.5 * what.rank + rows * (3 + 0.6 * what.rank + 0.6 * rows));
}

symmetry_result run(const symmetry_experiment& what, const sweep_settings& settings) {
  const auto rows = watched(what.gradient->values, what.most_rows);
  const Eigen::MatrixXd g = what.gradient->values(rows, Eigen::all);
  const std::string own = name(what);
  const simulate::stream once{settings.seed, take_stream(settings, own + "/perturbation"), 0};
  const Eigen::MatrixXd h = what.other == nullptr
                                ? perturbed(g, once)
                                : Eigen::MatrixXd(what.other->values(rows, Eigen::all));
  Eigen::MatrixXd stretched = g;
  stretched.row(0) *= symmetry_experiment::stretch;
  const simulate::gaussian_sketch sketch(what.rank, static_cast<int>(g.cols()));
  const simulate::sweep_plan plan = plan_sweep(settings, own, what.trials);
  symmetry_result sum;
  simulate::run_blocks(
      plan, settings.threads, [] { return symmetry_result{}; },
      symmetry_trial{sketch, take_stream(settings, own + "/gaussian"), g, h, stretched,
                     noise_deviation(g, what.rank)},
      [&](std::uint64_t, const symmetry_result& block) {
        for (std::size_t e = 0; e < symmetry_result::events; ++e) sum.counts[e] += block.counts[e];
      },
      as_increments(settings));
  sum.trials = plan.trials;
  return sum;
}

}  // namespace loranoise::verify
