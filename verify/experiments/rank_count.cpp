#include "rank_count.hpp"

#include <Eigen/SVD>
#include <stdexcept>

#include "simulate/noise.hpp"
#include "simulate/sketch.hpp"
#include "symmetry.hpp"

namespace loranoise::verify {
namespace {

constexpr double sparse_density = 0.25;

template <class Sketch>
struct rank_trial {
  Sketch sketch;
  Eigen::MatrixXd g;
  Eigen::MatrixXd a{sketch.rank, sketch.width};
  Eigen::MatrixXd y = g;

  void operator()(const simulate::stream& words, std::vector<std::uint64_t>& of_rank) {
    sketch.fill(words, a);
    simulate::noise(g, a, y);
    y += g;
    ++of_rank[static_cast<std::size_t>(numerical_rank(y))];
  }
};

template <class Sketch>
rank_result count(const rank_experiment& what, const Sketch& sketch,
                  const sweep_settings& settings) {
  const Eigen::MatrixXd g = watched_rows(what.gradient->values);
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const auto sizes = static_cast<std::size_t>(std::min(g.rows(), g.cols())) + 1;
  rank_result result{plan.trials, std::vector<std::uint64_t>(sizes)};
  simulate::run_blocks(
      plan, settings.threads, [&] { return std::vector<std::uint64_t>(sizes); },
      rank_trial<Sketch>{sketch, g},
      [&](std::uint64_t, const std::vector<std::uint64_t>& block) {
        for (std::size_t k = 0; k < sizes; ++k) result.of_rank[k] += block[k];
      },
      as_increments(settings));
  return result;
}

}  // namespace

Eigen::Index numerical_rank(const Eigen::MatrixXd& y) {
  using tall_svd = Eigen::JacobiSVD<Eigen::MatrixXd, Eigen::HouseholderQRPreconditioner>;
  const Eigen::MatrixXd tall = y.rows() < y.cols() ? y.transpose() : y;
  const Eigen::VectorXd values = tall_svd(tall).singularValues();
  return (values.array() > rank_experiment::tolerance * values.maxCoeff()).count();
}

std::string name(sketch_family family) {
  switch (family) {
    case sketch_family::gaussian:
      return "gaussian";
    case sketch_family::uniform:
      return "uniform";
    case sketch_family::rademacher:
      return "rademacher";
    case sketch_family::sparse_sign:
      return "sparse sign";
    case sketch_family::haar:
      return "haar";
    case sketch_family::peft_default:
      return "PEFT default";
    case sketch_family::peft_gaussian:
      return "PEFT gaussian";
    case sketch_family::lora_fa_projector:
      return "LoRA-FA projector";
  }
  throw std::invalid_argument("unknown sketch family");
}

std::uint64_t rank_result::above(int rank) const {
  std::uint64_t sum = 0;
  for (std::size_t k = static_cast<std::size_t>(rank) + 1; k < of_rank.size(); ++k) {
    sum += of_rank[k];
  }
  return sum;
}

std::string name(const rank_experiment& what) {
  return "rank/" + what.gradient->name + "/" + name(what.family) + "/rank " +
         std::to_string(what.rank);
}

double cost(const rank_experiment& what) {
  const auto width = static_cast<double>(what.gradient->values.cols());
  const auto rows = static_cast<double>(std::min(what.gradient->values.rows(), most_watched));
  return static_cast<double>(what.trials) *
         (width * (3.0 * what.rank + 0.3 * rows * (what.rank + rows)) + 20 * rows * rows * rows);
}

rank_result run(const rank_experiment& what, const sweep_settings& settings) {
  const int rank = what.rank;
  const auto width = static_cast<int>(what.gradient->values.cols());
  switch (what.family) {
    case sketch_family::gaussian:
      return count(what, simulate::gaussian_sketch(rank, width), settings);
    case sketch_family::uniform:
      return count(what, simulate::uniform_sketch(rank, width), settings);
    case sketch_family::rademacher:
      return count(what, simulate::rademacher_sketch(rank, width), settings);
    case sketch_family::sparse_sign:
      return count(what, simulate::sparse_sign_sketch(rank, width, sparse_density), settings);
    case sketch_family::haar:
      return count(what, simulate::haar_sketch(rank, width), settings);
    case sketch_family::peft_default:
      return count(what, simulate::peft_default_sketch(rank, width), settings);
    case sketch_family::peft_gaussian:
      return count(what, simulate::peft_gaussian_sketch(rank, width), settings);
    case sketch_family::lora_fa_projector:
      return count(what, simulate::lora_fa_projector_sketch(rank, width), settings);
  }
  throw std::invalid_argument("unknown sketch family");
}

}  // namespace loranoise::verify
