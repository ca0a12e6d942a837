#include "verify/experiments/injector_family.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "simulate/gradients/convolution.hpp"
#include "simulate/noise/injectors.hpp"
#include "simulate/random/normal.hpp"
#include "simulate/sketch/structured.hpp"
#include "theory/coordinate/law.hpp"
#include "theory/numerics/normal.hpp"
#include "theory/sketches/haar_law.hpp"
#include "theory/sketches/injector_laws.hpp"
#include "theory/sketches/injectors.hpp"
#include "theory/sketches/moments.hpp"

namespace loranoise::verify {
namespace {

// The shapes at which the injectors are looked at.
constexpr int rank = 4;
constexpr int width = 16;
constexpr int frame_rank = 7;
constexpr int frame_width = 14;
constexpr int osnap_entries = 2;
constexpr double keep = 0.25;
constexpr double gate_spread = 0.5;
constexpr double sampler_deviation = 0.2;
constexpr int channels = 2;
constexpr int kernel = 3;
constexpr int patch_width = channels * kernel * kernel;
constexpr int loralib_rank = kernel;  // an adapter of rank 1
constexpr int loralib_width = channels * kernel;

constexpr double both_sides = 0.5;  // of a deviation: the central event of a continuous law
constexpr double rounding = 1e-9;   // to either side of an atom

template <class Injector>
injector_draw drawn(Injector injector) {
  static_assert(simulate::injector<Injector>);
  return [injector = std::move(injector)](const simulate::stream& words, const Eigen::MatrixXd& G,
                                          Eigen::Index row, Eigen::RowVectorXd& noise) {
    injector.draw(words, G, row, noise);
  };
}

template <class Sketch, int Rank, int Width>
injector_draw sketched() {
  return drawn(simulate::row_sketch(Sketch(Rank, Width)));
}

double norm_of(const Eigen::MatrixXd& G, Eigen::Index row) {
  return G.row(row).squaredNorm();
}

double columns_inner(const Eigen::MatrixXd& G, Eigen::Index i, Eigen::Index j) {
  return G.col(i).dot(G.col(j));
}

// Covariances, by kind; (k, i) and (k, j).

template <int Rank>
double normal_entries_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i,
                                 Eigen::Index j) {
  return theory::noise_covariance(norm_of(G, k), G(k, i), G(k, j), G(k, i), G(k, j), i == j, Rank);
}

double haar_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::haar_noise_variance(norm_of(G, k), G(k, i), rank, width)
                : theory::haar_noise_covariance(G(k, i), G(k, j), rank, width);
}

template <int Rank, int Width>
double flat_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::flat_projector_variance(norm_of(G, k), G(k, i), Rank, Width)
                : theory::flat_projector_covariance(G(k, i), G(k, j), Rank, Width);
}

double unit_columns(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::unit_column_variance(norm_of(G, k), G(k, i), rank)
                : theory::unit_column_covariance(G(k, i), G(k, j), rank);
}

double exact_mask(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::fixed_mask_variance(G(k, i), rank, width)
                : theory::fixed_mask_covariance(G(k, i), G(k, j), rank, width);
}

double chance_mask(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::random_mask_variance(G(k, i), keep) : 0;
}

double gates(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::gate_noise_variance(G(k, i), theory::gate_variance(gate_spread)) : 0;
}

double sampler(const Eigen::MatrixXd& /*G*/, Eigen::Index /*k*/, Eigen::Index i, Eigen::Index j) {
  return i == j ? sampler_deviation * sampler_deviation : 0;
}

double directions(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::zero_order_variance(norm_of(G, k), G(k, i), rank)
                : normal_entries_covariance<rank>(G, k, i, j);
}

double on_sphere(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::sphere_direction_variance(norm_of(G, k), G(k, i), rank, width)
                : theory::sphere_direction_covariance(G(k, i), G(k, j), rank, width);
}

double from_left(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::left_sketch_variance(columns_inner(G, i, i), G(k, i), rank)
                : theory::left_sketch_covariance(columns_inner(G, i, j), G(k, i), G(k, j), rank);
}

double from_both(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::orthogonal_initialisation_variance(norm_of(G, k), columns_inner(G, i, i),
                                                             G(k, i), rank)
                : theory::orthogonal_initialisation_covariance(columns_inner(G, i, j), G(k, i),
                                                               G(k, j), rank);
}

// Laws.

std::optional<injector_law> no_closed_law() {
  return std::nullopt;
}

double normal_between(double low, double high, double deviation) {
  return theory::normal_cdf(high / deviation) - theory::normal_cdf(low / deviation);
}

// The atoms of a discrete law times `unit`.
std::vector<injector_event> atoms_of(const theory::discrete_law& law, double unit) {
  std::vector<injector_event> all;
  all.reserve(law.size());
  double variance = 0;
  for (const auto& [value, probability] : law) variance += value * value * probability;
  for (const auto& [value, probability] : law) {
    const double low = (value - rounding) * unit;
    const double high = (value + rounding) * unit;
    all.push_back({"N = " + std::to_string(value * unit), low, high, probability,
                   normal_between(low, high, std::sqrt(variance) * unit)});
  }
  return all;
}

// A row with one entry, seen beside it: N is an entry of A'A off the diagonal.
std::optional<injector_law> beside_one_hot(const theory::discrete_law& law, int columns) {
  Eigen::MatrixXd G = Eigen::MatrixXd::Zero(injector_height, columns);
  G.col(0).setOnes();
  return injector_law{{"one-hot, 4x" + std::to_string(columns), G}, 1, atoms_of(law, 1)};
}

// A continuous law by its distribution function.
template <class Distribution>
std::optional<injector_law> continuous(simulate::gradient gradient, double deviation,
                                       const Distribution& distribution) {
  const auto event = [&](std::string label, double low, double high) {
    return injector_event{std::move(label), low, high, distribution(high) - distribution(low),
                          normal_between(low, high, deviation)};
  };
  const double near = both_sides * deviation;
  const double far = 1e3 * deviation;
  return injector_law{
      std::move(gradient),
      0,
      {event("N within half a deviation", -near, near), event("N at most 0", -far, 0),
       event("N above two deviations", 2 * deviation, far)}};
}

// Ours at rank r for a vector of which the watched entry is the share rho.
std::optional<injector_law> our_law(simulate::gradient gradient, int of_rank, double norm,
                                    double rho) {
  const auto law = theory::coordinate_law<double>::noise(of_rank, rho, norm);
  const double deviation = std::sqrt((1 + rho * rho) / of_rank) * norm;
  return continuous(std::move(gradient), deviation,
                    [law](double x) { return theory::cdf(law, x); });
}

std::optional<injector_law> our_flat_law() {
  return our_law(flat_gradient(width), rank, 1, 1 / std::sqrt(static_cast<double>(width)));
}

std::optional<injector_law> our_column_law() {
  const double entry = 1 / std::sqrt(static_cast<double>(width));
  const double height = std::sqrt(static_cast<double>(injector_height));
  return our_law(flat_gradient(width), rank, entry * height, 1 / height);
}

std::optional<injector_law> haar_law() {
  const theory::haar_coordinate_law law(rank, width, 1 / std::sqrt(static_cast<double>(width)));
  return continuous(flat_gradient(width), std::sqrt(theory::variance(law)),
                    [law](double x) { return theory::cdf(law, x); });
}

std::optional<injector_law> sampler_law() {
  return continuous(flat_gradient(width), sampler_deviation,
                    [](double x) { return theory::normal_cdf(x / sampler_deviation); });
}

std::optional<injector_law> masked_law() {
  const double entry = 1 / std::sqrt(static_cast<double>(width));
  return injector_law{flat_gradient(width), 0, atoms_of(theory::mask_law(keep), entry)};
}

std::optional<injector_law> gate_law() {
  const double entry = 1 / std::sqrt(static_cast<double>(width));
  const double shut = theory::gate_shut_probability(gate_spread);
  const double deviation = std::sqrt(theory::gate_variance(gate_spread)) * entry;
  const auto end = [&](std::string label, double value) {
    const double low = (value - rounding) * entry;
    const double high = (value + rounding) * entry;
    return injector_event{std::move(label), low, high, shut, normal_between(low, high, deviation)};
  };
  return injector_law{
      flat_gradient(width), 0, {end("the gate is shut", -1), end("the gate is 2", 1)}};
}

// A convolution of 3 x 3 with 2 channels and 4 outputs on a small image.
Eigen::MatrixXd convolution_of_noise() {
  constexpr int side = 6;
  constexpr int seen = side - kernel + 1;
  const auto normals = [](std::uint64_t trial, Eigen::Index rows, Eigen::Index columns) {
    Eigen::MatrixXd all(rows, columns);
    simulate::fill_normal({1, simulate::experiment_id("injector/convolution"), trial}, 0,
                          {all.data(), static_cast<std::size_t>(all.size())});
    return all;
  };
  const simulate::image input{side, side, normals(0, channels, Eigen::Index{side} * side)};
  return simulate::convolution_gradient(input, kernel,
                                        normals(1, injector_height, Eigen::Index{seen} * seen));
}

Eigen::MatrixXd of_unit_rows(Eigen::MatrixXd G) {
  G.rowwise().normalize();
  return G;
}

std::vector<simulate::gradient> peft_convolution() {
  return {{"convolution, 4x18", of_unit_rows(convolution_of_noise())}};
}

std::vector<simulate::gradient> loralib_convolution() {
  const Eigen::MatrixXd laid = simulate::loralib_layout(convolution_of_noise(), kernel);
  return {{"convolution, 12x6", of_unit_rows(laid)}};
}

template <int Rank>
std::optional<injector_law> convolution_law(std::vector<simulate::gradient> gradients) {
  simulate::gradient& only = gradients.front();
  const double rho = only.values(0, 0);
  return our_law(std::move(only), Rank, 1, rho);
}

}  // namespace

simulate::gradient flat_gradient(int columns) {
  return {"flat, 4x" + std::to_string(columns),
          Eigen::MatrixXd::Constant(injector_height, columns,
                                    1 / std::sqrt(static_cast<double>(columns)))};
}

const std::vector<injector_family>& injector_table() {
  using namespace simulate;
  static const std::vector<injector_family> all{
      {"gaussian", "LoRA, A frozen or redrawn (FLORA)", rank, width,
       sketched<gaussian_sketch, rank, width>, rank, normal_entries_covariance<rank>, our_flat_law},
      {"haar", "orthonormal rows (GaLore's random projections)", rank, width,
       sketched<haar_sketch, rank, width>, static_cast<double>(rank) / width, haar_covariance,
       haar_law},
      {equiangular_sketch::name, "equiangular tight frames", frame_rank, frame_width,
       sketched<equiangular_sketch, frame_rank, frame_width>, 0.5,
       flat_covariance<frame_rank, frame_width>,
       [] {
         return beside_one_hot(theory::equiangular_entry_law(frame_rank, frame_width), frame_width);
       }},
      {hadamard_sketch::name, "SRHT", rank, width, sketched<hadamard_sketch, rank, width>,
       static_cast<double>(rank) / width, flat_covariance<rank, width>,
       [] { return beside_one_hot(theory::hadamard_entry_law(rank, width), width); }},
      {repeated_hadamard_sketch::name, "SRHT, rows drawn with replacement", rank, width,
       sketched<repeated_hadamard_sketch, rank, width>, static_cast<double>(rank) / width,
       unit_columns,
       [] { return beside_one_hot(theory::repeated_hadamard_entry_law(rank), width); }},
      {count_sketch::name, "CountSketch", rank, width, sketched<count_sketch, rank, width>, rank,
       unit_columns, [] { return beside_one_hot(theory::column_sign_entry_law(rank, 1), width); }},
      {osnap_sketch::name, "OSNAP, sparse Johnson-Lindenstrauss", rank, width,
       [] { return drawn(row_sketch(osnap_sketch(rank, width, osnap_entries))); }, osnap_entries,
       unit_columns,
       [] { return beside_one_hot(theory::column_sign_entry_law(rank, osnap_entries), width); }},
      {fixed_mask_sketch::name, "a mask of exactly k coordinates", rank, width,
       sketched<fixed_mask_sketch, rank, width>, static_cast<double>(rank) / width, exact_mask,
       masked_law},
      {"random_mask", "SIFT", rank, width, [] { return drawn(random_mask(keep)); }, keep,
       chance_mask, masked_law},
      {"gates", "FineGates", rank, width, [] { return drawn(stochastic_gates(gate_spread)); }, 0.5,
       gates, gate_law},
      {"sampled_gradient", "GradSamp", rank, width,
       [] { return drawn(sampled_gradient(sampler_deviation)); }, 0, sampler, sampler_law},
      {"zero_order", "zero-order descent, normal directions", rank, width,
       [] { return drawn(simulate::zero_order(rank)); }, rank, directions, our_flat_law},
      {sphere_sketch::name, "zero-order descent, directions on the sphere", rank, width,
       sketched<sphere_sketch, rank, width>, 1.0 / width, on_sphere, no_closed_law},
      {"left_sketch", "B frozen, A trained (DEeR's other half)", rank, width,
       [] { return drawn(simulate::left_sketch(rank)); }, rank, from_left, our_column_law},
      {"orthogonal_initialisation", "PEFT's init_lora_weights=\"orthogonal\", both factors", rank,
       width, [] { return drawn(simulate::orthogonal_initialisation(rank)); }, rank / 100.0,
       from_both, no_closed_law},
      {"convolution", "convolutions in PEFT and ConvLoRA (im2col)", rank, patch_width,
       sketched<gaussian_sketch, rank, patch_width>, rank, normal_entries_covariance<rank>,
       [] { return convolution_law<rank>(peft_convolution()); }, peft_convolution},
      {"loralib_convolution", "convolutions in loralib, rank 1", loralib_rank, loralib_width,
       sketched<gaussian_sketch, loralib_rank, loralib_width>, loralib_rank,
       normal_entries_covariance<loralib_rank>,
       [] { return convolution_law<loralib_rank>(loralib_convolution()); }, loralib_convolution},
  };
  return all;
}

}  // namespace loranoise::verify
