#include "simulate/noise/injectors.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "simulate/random/normal_matrix.hpp"

namespace loranoise::simulate {
namespace {

constexpr double peft_orthogonal_scale = 0.1;

[[noreturn]] void refuse_value(const std::string& what, double value, const std::string& mend) {
  throw std::invalid_argument(what + " " + std::to_string(value) + ": " + mend);
}

}  // namespace

random_mask::random_mask(double keep) : keep_(keep) {
  if (!(keep > 0 && keep <= 1)) {
    refuse_value("no mask keeps a share of", keep, "choose one above 0, at most 1");
  }
}

void random_mask::draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
                       Eigen::RowVectorXd& noise) const {
  noise.resize(G.cols());
  for (Eigen::Index i = 0; i < G.cols(); ++i) {
    const bool kept = open_unit(words.word64(static_cast<std::uint64_t>(i))) < keep_;
    noise[i] = G(row, i) * ((kept ? 1 / keep_ : 0) - 1);
  }
}

stochastic_gates::stochastic_gates(double spread) : spread_(spread) {
  if (!(spread >= 0)) refuse_value("gates of spread", spread, "choose 0 or more");
}

void stochastic_gates::draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
                            Eigen::RowVectorXd& noise) const {
  noise.resize(G.cols());
  fill_normal(words, 0, {noise.data(), static_cast<std::size_t>(noise.size())});
  for (Eigen::Index i = 0; i < G.cols(); ++i) {
    const double gate = 2 * std::clamp(0.5 + spread_ * noise[i], 0.0, 1.0);
    noise[i] = G(row, i) * (gate - 1);
  }
}

sampled_gradient::sampled_gradient(double deviation) : deviation_(deviation) {
  if (!(deviation >= 0)) refuse_value("a sampler of deviation", deviation, "choose 0 or more");
}

void sampled_gradient::draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index /*row*/,
                            Eigen::RowVectorXd& noise) const {
  noise.resize(G.cols());
  fill_normal(words, 0, {noise.data(), static_cast<std::size_t>(noise.size())});
  noise *= deviation_;
}

zero_order::zero_order(int directions) : directions_(directions) {
  if (directions < 1) {
    refuse_value("no zero-order estimate has directions", directions, "choose 1 or more");
  }
}

void zero_order::draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
                      Eigen::RowVectorXd& noise) const {
  const Eigen::MatrixXd z = normal_matrix(words, G.cols(), directions_);
  noise = -G.row(row);
  for (int k = 0; k < directions_; ++k) {
    const double along = G.row(row).dot(z.col(k)) / directions_;
    noise += along * z.col(k).transpose();
  }
}

left_sketch::left_sketch(int rank) : rank_(rank) {
  if (rank < 1) refuse_value("a frozen B of rank", rank, "choose 1 or more");
}

void left_sketch::draw(const stream& words, const Eigen::MatrixXd& G, Eigen::Index row,
                       Eigen::RowVectorXd& noise) const {
  const Eigen::MatrixXd B = normal_matrix(words, G.rows(), rank_);
  noise = B.row(row) * (B.transpose() * G) / rank_ - G.row(row);
}

orthogonal_initialisation::orthogonal_initialisation(int rank) : rank_(rank) {
  if (rank < 2 || rank % 2 != 0) {
    refuse_value("no orthogonal initialisation has rank", rank, "choose an even rank");
  }
}

orthogonal_initialisation::factors orthogonal_initialisation::initial(const stream& words,
                                                                      Eigen::Index height,
                                                                      Eigen::Index width) const {
  const Eigen::Index half = rank_ / 2;
  std::vector<double> normals(
      static_cast<std::size_t>(Eigen::Index{rank_} * rank_ + half * (width + height)));
  fill_normal(words, 0, normals);
  const double* next = normals.data();
  const auto take = [&next](Eigen::Index rows, Eigen::Index cols) {
    const Eigen::Map<const Eigen::MatrixXd> matrix(next, rows, cols);
    next += matrix.size();
    return matrix;
  };
  const Eigen::MatrixXd Q =
      Eigen::HouseholderQR<Eigen::MatrixXd>(take(rank_, rank_)).householderQ();
  const Eigen::MatrixXd even = Q(Eigen::seqN(0, half, 2), Eigen::all);
  const Eigen::MatrixXd odd = Q(Eigen::seqN(1, half, 2), Eigen::all);
  const auto W = take(width, half);
  const auto V = take(height, half);
  return {peft_orthogonal_scale * (W * even).transpose(), peft_orthogonal_scale * (V * odd)};
}

void orthogonal_initialisation::draw(const stream& words, const Eigen::MatrixXd& G,
                                     Eigen::Index row, Eigen::RowVectorXd& noise) const {
  const factors start = initial(words, G.rows(), G.cols());
  const double mean = rank_ * peft_orthogonal_scale * peft_orthogonal_scale;
  noise =
      (G.row(row) * start.A.transpose() * start.A + start.B.row(row) * (start.B.transpose() * G)) /
          mean -
      G.row(row);
}

}  // namespace loranoise::simulate
