#include "verify/layers/layer_noise.hpp"

#include <fmt/format.h>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "simulate/algebra/spectrum.hpp"
#include "theory/distance/distance.hpp"
#include "theory/privacy/row_release.hpp"
#include "theory/row/law.hpp"
#include "theory/sketches/moments.hpp"
#include "theory/sketches/peft.hpp"
#include "verify/experiments/matrix.hpp"

namespace loranoise::verify {
namespace {

double predicted_noise_to_signal(sketch_family sketch, int rank, Eigen::Index width) {
  const auto m = static_cast<double>(width);
  return orthonormal(sketch) ? theory::haar_noise_energy(1, m, rank)
                             : theory::noise_energy(1, m, rank, excess_kurtosis(sketch));
}

// s^2 E[A'A], with A as the sketch is drawn: PEFT's own laws have a scale of their own.
double effective_rate(const noise_question& q, int rank, Eigen::Index width) {
  using namespace theory;
  const auto initialisation =
      q.sketch == family_of<simulate::peft_default_sketch>    ? peft_initialisation::kaiming_uniform
      : q.sketch == family_of<simulate::peft_gaussian_sketch> ? peft_initialisation::gaussian
                                                              : peft_initialisation::unit_gaussian;
  const double alpha = q.alpha.value_or(rank);
  return peft_effective_scaling(rank, static_cast<double>(width), alpha, initialisation,
                                q.rank_stabilised ? peft_rule::rank_stabilised : peft_rule::lora)
      .effective_rate;
}

void add_exact_laws(const layer_facts& facts, const noise_question& q, rank_noise& out) {
  if (!normal_entries(q.sketch)) return;
  const auto width = static_cast<double>(facts.width);
  out.tv_coordinate_median = theory::total_variation(out.rank, facts.cosine.median);
  out.tv_coordinate_worst = theory::total_variation(out.rank, facts.cosine.max);
  out.tv_row = theory::row_total_variation(out.rank, width);
  if (facts.width == 1) return;  // rows of one number have no cosine but 1
  out.privacy_floor = theory::privacy_floor(out.rank, q.cosine);
  out.epsilon_at_delta =
      theory::privacy_epsilon({static_cast<double>(out.rank), width, q.cosine}, q.delta);
}

std::uint64_t affordable_trials(matrix_experiment e) {
  constexpr double most_nanoseconds = 4e8;
  constexpr std::uint64_t fewest = 2 * std::uint64_t{sweep_blocks};
  constexpr std::uint64_t enough = 8192;
  e.trials = sweep_blocks;
  const double one = cost(e) / sweep_blocks;
  return std::clamp(static_cast<std::uint64_t>(most_nanoseconds / one), fewest, enough);
}

void measure(const shared<simulate::gradient>& sample, const noise_question& q, rank_noise& out) {
  matrix_experiment e{sample, out.rank, q.trials, q.sketch};
  if (e.trials == 0) e.trials = affordable_trials(e);
  const matrix_result r = run(e, {q.seed, q.threads, {}, {}});
  std::vector<double> ratios = r.energy;
  const double signal = sample->values.squaredNorm();
  for (double& ratio : ratios) ratio /= signal;
  // Less of the spread: <G, N> has mean 0 and goes with the energy.
  out.measured = estimate::from_blocks_with_control(ratios, r.along, 0);
  out.trials = r.trials;
}

// Up to the rounding of single precision: rows u, -u as a file stores them are one direction.
bool has_two_directions(const Eigen::MatrixXd& rows) {
  constexpr double rounding = 1e-5;
  if (rows.rows() < 2 || rows.cols() < 2) return false;
  const Eigen::VectorXd values = simulate::symmetric_eigenvalues(rows * rows.transpose());
  return values[values.size() - 2] > rounding * rounding * values[values.size() - 1];
}

void check_rank(int rank, const layer_facts& facts) {
  if (rank < 1 || rank > facts.width) {
    throw std::invalid_argument(
        fmt::format("rank {} is outside 1 to {}, the width of {}: choose --rank within it", rank,
                    facts.width, facts.name));
  }
}

}  // namespace

layer_noise noise_of_layer(const simulate::stored_matrix& stored, const noise_question& question) {
  layer_noise layer;
  layer.facts = look_at_layer(stored);
  const shared<simulate::gradient> sample(layer.facts.sample);
  layer.gives_itself_away = has_two_directions(sample->values);
  for (const int rank : question.ranks) {
    check_rank(rank, layer.facts);
    rank_noise at;
    at.rank = rank;
    at.noise_to_signal = predicted_noise_to_signal(question.sketch, rank, layer.facts.width);
    at.effective_rate = effective_rate(question, rank, layer.facts.width);
    add_exact_laws(layer.facts, question, at);
    measure(sample, question, at);
    layer.ranks.push_back(at);
  }
  return layer;
}

std::vector<double> noise_of_model(const std::vector<layer_noise>& layers) {
  std::vector<double> ratios(layers.empty() ? 0 : layers.front().ranks.size(), 0.0);
  double largest = 0;
  for (const layer_noise& layer : layers) largest = std::max(largest, layer.facts.norm);
  double signal = 0;
  for (const layer_noise& layer : layers) {
    const double share = std::pow(layer.facts.norm / largest, 2);
    signal += share;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
      ratios[i] += share * layer.ranks[i].noise_to_signal;
    }
  }
  for (double& ratio : ratios) ratio /= signal;
  return ratios;
}

}  // namespace loranoise::verify
