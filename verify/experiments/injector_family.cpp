#include "verify/experiments/injector_family.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "simulate/gradients/convolution.hpp"
#include "simulate/noise/injectors.hpp"
#include "simulate/random/normal_matrix.hpp"
#include "simulate/sketch/structured.hpp"
#include "theory/coordinate/law.hpp"
#include "theory/numerics/normal.hpp"
#include "theory/sketches/haar_law.hpp"
#include "theory/sketches/injector_laws.hpp"
#include "theory/sketches/injectors.hpp"
#include "theory/sketches/moments.hpp"
#include "verify/experiments/injector_events.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {
namespace {

using law_if_known = std::optional<injector_law>;

// The shapes at which the injectors are looked at.
constexpr int table_rank = 4;
constexpr int table_width = 16;
constexpr int frame_rank = 7;
constexpr int frame_width = 14;
constexpr int osnap_entries = 2;
constexpr double mask_keep = 0.25;
constexpr double gate_spread = 0.5;
constexpr double sampler_deviation = 0.2;
constexpr int image_channels = 2;
constexpr int kernel_side = 3;
constexpr int patch_width = image_channels * kernel_side * kernel_side;
constexpr int loralib_rank = kernel_side;  // an adapter of rank 1
constexpr int loralib_width = image_channels * kernel_side;

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
  return i == j ? theory::haar_noise_variance(norm_of(G, k), G(k, i), table_rank, table_width)
                : theory::haar_noise_covariance(G(k, i), G(k, j), table_rank, table_width);
}

template <int Rank, int Width>
double flat_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::flat_projector_variance(norm_of(G, k), G(k, i), Rank, Width)
                : theory::flat_projector_covariance(G(k, i), G(k, j), Rank, Width);
}

double unit_columns_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i,
                               Eigen::Index j) {
  return i == j ? theory::unit_column_variance(norm_of(G, k), G(k, i), table_rank)
                : theory::unit_column_covariance(G(k, i), G(k, j), table_rank);
}

double exact_mask_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i,
                             Eigen::Index j) {
  return i == j ? theory::fixed_mask_variance(G(k, i), table_rank, table_width)
                : theory::fixed_mask_covariance(G(k, i), G(k, j), table_rank, table_width);
}

double chance_mask_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i,
                              Eigen::Index j) {
  return i == j ? theory::random_mask_variance(G(k, i), mask_keep) : 0;
}

double gates_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::gate_noise_variance(G(k, i), theory::gate_variance(gate_spread)) : 0;
}

double sampler_covariance(const Eigen::MatrixXd& /*G*/, Eigen::Index /*k*/, Eigen::Index i,
                          Eigen::Index j) {
  return i == j ? sampler_deviation * sampler_deviation : 0;
}

double directions_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i,
                             Eigen::Index j) {
  return i == j ? theory::zero_order_variance(norm_of(G, k), G(k, i), table_rank)
                : normal_entries_covariance<table_rank>(G, k, i, j);
}

double on_sphere_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i,
                            Eigen::Index j) {
  return i == j ? theory::sphere_direction_variance(norm_of(G, k), G(k, i), table_rank, table_width)
                : theory::sphere_direction_covariance(G(k, i), G(k, j), table_rank, table_width);
}

double left_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j
             ? theory::left_sketch_variance(columns_inner(G, i, i), G(k, i), table_rank)
             : theory::left_sketch_covariance(columns_inner(G, i, j), G(k, i), G(k, j), table_rank);
}

double both_covariance(const Eigen::MatrixXd& G, Eigen::Index k, Eigen::Index i, Eigen::Index j) {
  return i == j ? theory::orthogonal_initialisation_variance(norm_of(G, k), columns_inner(G, i, i),
                                                             G(k, i), table_rank)
                : theory::orthogonal_initialisation_covariance(columns_inner(G, i, j), G(k, i),
                                                               G(k, j), table_rank);
}

// Laws.

// Ours at rank r for a vector of which the watched entry is the share rho.
law_if_known our_law(simulate::gradient gradient, int of_rank, double norm, double rho) {
  const auto law = theory::coordinate_law<double>::noise(of_rank, rho, norm);
  const double deviation = std::sqrt((1 + rho * rho) / of_rank) * norm;
  return continuous_law(std::move(gradient), deviation,
                        [law](double x) { return theory::cdf(law, x); });
}

law_if_known our_flat_law() {
  return our_law(flat_gradient(table_width), table_rank, 1,
                 1 / std::sqrt(static_cast<double>(table_width)));
}

law_if_known our_column_law() {
  const double entry = 1 / std::sqrt(static_cast<double>(table_width));
  const double height = std::sqrt(static_cast<double>(injector_height));
  return our_law(flat_gradient(table_width), table_rank, entry * height, 1 / height);
}

law_if_known haar_law() {
  const theory::haar_coordinate_law law(table_rank, table_width,
                                        1 / std::sqrt(static_cast<double>(table_width)));
  return continuous_law(flat_gradient(table_width), std::sqrt(theory::variance(law)),
                        [law](double x) { return theory::cdf(law, x); });
}

law_if_known no_closed_law() {
  return std::nullopt;
}

law_if_known sampler_law() {
  return continuous_law(flat_gradient(table_width), sampler_deviation,
                        [](double x) { return theory::normal_cdf(x / sampler_deviation); });
}

law_if_known masked_law() {
  const double entry = 1 / std::sqrt(static_cast<double>(table_width));
  return injector_law{flat_gradient(table_width), 0, atoms_of(theory::mask_law(mask_keep), entry)};
}

law_if_known gate_law() {
  const double entry = 1 / std::sqrt(static_cast<double>(table_width));
  const double shut = theory::gate_shut_probability(gate_spread);
  const double deviation = std::sqrt(theory::gate_variance(gate_spread)) * entry;
  return injector_law{flat_gradient(table_width),
                      0,
                      {atom_at(-entry, shut, deviation), atom_at(entry, shut, deviation)}};
}

// A convolution of 3 x 3 with 2 channels and 4 outputs on a small image.
Eigen::MatrixXd convolution_of_noise() {
  constexpr int side = 6;
  constexpr int seen = side - kernel_side + 1;
  const auto normals = [](std::uint64_t trial, Eigen::Index rows, Eigen::Index columns) {
    return simulate::normal_matrix({1, simulate::experiment_id("injector/convolution"), trial},
                                   rows, columns);
  };
  const simulate::image input{side, side, normals(0, image_channels, Eigen::Index{side} * side)};
  return simulate::convolution_gradient(input, kernel_side,
                                        normals(1, injector_height, Eigen::Index{seen} * seen));
}

std::vector<simulate::gradient> peft_convolution() {
  return {{"convolution, 4x18", unit_rows(convolution_of_noise())}};
}

std::vector<simulate::gradient> loralib_convolution() {
  const Eigen::MatrixXd laid = simulate::loralib_layout(convolution_of_noise(), kernel_side);
  return {{"convolution, 12x6", unit_rows(laid)}};
}

template <int Rank>
law_if_known convolution_law(std::vector<simulate::gradient> gradients) {
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
      {"gaussian", table_rank, table_width, sketched<gaussian_sketch, table_rank, table_width>,
       table_rank, normal_entries_covariance<table_rank>, our_flat_law},
      {"haar", table_rank, table_width, sketched<haar_sketch, table_rank, table_width>,
       static_cast<double>(table_rank) / table_width, haar_covariance, haar_law},
      {equiangular_sketch::name, frame_rank, frame_width,
       sketched<equiangular_sketch, frame_rank, frame_width>, 0.5,
       flat_covariance<frame_rank, frame_width>,
       []() -> law_if_known {
         return beside_one_hot(theory::equiangular_entry_law(frame_rank, frame_width), frame_width);
       }},
      {hadamard_sketch::name, table_rank, table_width,
       sketched<hadamard_sketch, table_rank, table_width>,
       static_cast<double>(table_rank) / table_width, flat_covariance<table_rank, table_width>,
       []() -> law_if_known {
         return beside_one_hot(theory::hadamard_entry_law(table_rank, table_width), table_width);
       }},
      {repeated_hadamard_sketch::name, table_rank, table_width,
       sketched<repeated_hadamard_sketch, table_rank, table_width>,
       static_cast<double>(table_rank) / table_width, unit_columns_covariance,
       []() -> law_if_known {
         return beside_one_hot(theory::repeated_hadamard_entry_law(table_rank), table_width);
       }},
      {count_sketch::name, table_rank, table_width, sketched<count_sketch, table_rank, table_width>,
       table_rank, unit_columns_covariance,
       []() -> law_if_known {
         return beside_one_hot(theory::column_sign_entry_law(table_rank, 1), table_width);
       }},
      {osnap_sketch::name, table_rank, table_width,
       [] { return drawn(row_sketch(osnap_sketch(table_rank, table_width, osnap_entries))); },
       osnap_entries, unit_columns_covariance,
       []() -> law_if_known {
         return beside_one_hot(theory::column_sign_entry_law(table_rank, osnap_entries),
                               table_width);
       }},
      {fixed_mask_sketch::name, table_rank, table_width,
       sketched<fixed_mask_sketch, table_rank, table_width>,
       static_cast<double>(table_rank) / table_width, exact_mask_covariance, masked_law},
      {"random_mask", table_rank, table_width, [] { return drawn(random_mask(mask_keep)); },
       mask_keep, chance_mask_covariance, masked_law},
      {"gates", table_rank, table_width, [] { return drawn(stochastic_gates(gate_spread)); }, 0.5,
       gates_covariance, gate_law},
      {"sampled_gradient", table_rank, table_width,
       [] { return drawn(sampled_gradient(sampler_deviation)); }, 0, sampler_covariance,
       sampler_law},
      {"zero_order", table_rank, table_width,
       [] { return drawn(simulate::zero_order(table_rank)); }, table_rank, directions_covariance,
       our_flat_law},
      {sphere_sketch::name, table_rank, table_width,
       sketched<sphere_sketch, table_rank, table_width>, 1.0 / table_width, on_sphere_covariance,
       no_closed_law},
      {"left_sketch", table_rank, table_width,
       [] { return drawn(simulate::left_sketch(table_rank)); }, table_rank, left_covariance,
       our_column_law},
      {"orthogonal_initialisation", table_rank, table_width,
       [] { return drawn(simulate::orthogonal_initialisation(table_rank)); }, table_rank / 100.0,
       both_covariance, no_closed_law},
      {"convolution", table_rank, patch_width, sketched<gaussian_sketch, table_rank, patch_width>,
       table_rank, normal_entries_covariance<table_rank>,
       [] { return convolution_law<table_rank>(peft_convolution()); }, peft_convolution},
      {"loralib_convolution", loralib_rank, loralib_width,
       sketched<gaussian_sketch, loralib_rank, loralib_width>, loralib_rank,
       normal_entries_covariance<loralib_rank>,
       [] { return convolution_law<loralib_rank>(loralib_convolution()); }, loralib_convolution},
  };
  return all;
}

}  // namespace loranoise::verify
