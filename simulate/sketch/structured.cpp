#include "simulate/sketch/structured.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "simulate/algebra/spectrum.hpp"
#include "simulate/random/normal_matrix.hpp"

namespace loranoise::simulate {
namespace {

// Words of a trial one after another, from the first.
class word_source {
 public:
  word_source(const stream& words, std::size_t count) : drawn_(count) {
    fill_words(words, 0, std::span<std::uint32_t>(drawn_));
  }
  double sign() { return (drawn_[next_++] >> 31) != 0 ? -1 : 1; }
  // 0 .. count - 1.
  int below(int count) {
    const std::uint64_t product =
        std::uint64_t{drawn_[next_++]} * static_cast<std::uint64_t>(count);
    return static_cast<int>(product >> 32);
  }
  // The first `taken` of `places` become a random choice of all of them, in random order.
  void choose(std::vector<int>& places, int taken) {
    const auto count = static_cast<int>(places.size());
    for (int k = 0; k < taken; ++k) {
      const int other = k + below(count - k);
      std::swap(places[static_cast<std::size_t>(k)], places[static_cast<std::size_t>(other)]);
    }
  }

 private:
  std::vector<std::uint32_t> drawn_;
  std::size_t next_ = 0;
};

std::vector<int> in_order(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

bool is_prime(int n) {
  for (int d = 2; d * d <= n; ++d) {
    if (n % d == 0) return false;
  }
  return n > 1;
}

double hadamard_entry(int row, int column) {
  const auto common = static_cast<unsigned>(row) & static_cast<unsigned>(column);
  return std::popcount(common) % 2 == 0 ? 1 : -1;
}

}  // namespace

Eigen::MatrixXd conference_matrix(int width) {
  const int q = width - 1;
  if (q % 4 != 1 || !is_prime(q)) {
    throw std::invalid_argument("no conference matrix of Paley has order " + std::to_string(width) +
                                ": choose a width one above a prime of the form 4 k + 1 (6, 14, "
                                "18, 30, 38, 42, 54, 62, ...)");
  }
  std::vector<double> character(static_cast<std::size_t>(q), -1);
  character[0] = 0;
  for (std::int64_t x = 1; x < q; ++x) character[static_cast<std::size_t>(x * x % q)] = 1;
  Eigen::MatrixXd C = Eigen::MatrixXd::Zero(width, width);
  C.row(0).tail(q).setOnes();
  C.col(0).tail(q).setOnes();
  for (int i = 0; i < q; ++i) {
    for (int j = 0; j < q; ++j) {
      C(i + 1, j + 1) = character[static_cast<std::size_t>((i - j + q) % q)];
    }
  }
  return C;
}

equiangular_sketch::equiangular_sketch(int rank_, int width_) : rank(rank_), width(width_) {
  check_shape(rank, width);
  if (2 * rank != width) {
    throw std::invalid_argument("an equiangular frame of width " + std::to_string(width) +
                                " has rank " + std::to_string(width / 2) + ", not " +
                                std::to_string(rank) + ": choose a width of twice the rank");
  }
  const Eigen::MatrixXd gram = Eigen::MatrixXd::Identity(width, width) +
                               conference_matrix(width) / std::sqrt(static_cast<double>(width - 1));
  // The eigenvalues are 0 and 2, ascending, each rank times.
  frame_ = std::make_shared<const Eigen::MatrixXd>(
      scale * symmetric_eigenvectors(gram).rightCols(rank).transpose());
}

void equiangular_sketch::fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
  check_matrix(A, rank, width);
  word_source source(words, static_cast<std::size_t>(width));
  A = *frame_;
  for (int j = 0; j < width; ++j) A.col(j) *= source.sign();
}

hadamard_rows::hadamard_rows(int rank_, int width_, bool with_replacement_)
    : rank(rank_),
      width(width_),
      scale(1 / std::sqrt(static_cast<double>(rank_))),
      with_replacement(with_replacement_) {
  check_shape(rank, width);
  if (!std::has_single_bit(static_cast<unsigned>(width))) {
    throw std::invalid_argument("no Hadamard matrix of Sylvester has order " +
                                std::to_string(width) +
                                ": choose a width that is a power of two, or pad with zeros");
  }
}

void hadamard_rows::fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
  check_matrix(A, rank, width);
  word_source source(words, static_cast<std::size_t>(rank + width));
  std::vector<int> chosen = in_order(width);
  if (with_replacement) {
    for (int k = 0; k < rank; ++k) chosen[static_cast<std::size_t>(k)] = source.below(width);
  } else {
    source.choose(chosen, rank);
  }
  for (int j = 0; j < width; ++j) {
    const double sign = source.sign() * scale;
    for (int k = 0; k < rank; ++k) {
      A(k, j) = sign * hadamard_entry(chosen[static_cast<std::size_t>(k)], j);
    }
  }
}

column_signs::column_signs(int rank_, int width_, int per_column_)
    : rank(rank_),
      width(width_),
      scale(1 / std::sqrt(static_cast<double>(per_column_))),
      per_column(per_column_) {
  check_shape(rank, width);
  if (per_column < 1 || per_column > rank) {
    throw std::invalid_argument(std::to_string(per_column) + " entries do not fit in a column of " +
                                std::to_string(rank) + ": choose 1 up to the rank");
  }
}

void column_signs::fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
  check_matrix(A, rank, width);
  word_source source(words,
                     static_cast<std::size_t>(2 * per_column) * static_cast<std::size_t>(width));
  A.setZero();
  std::vector<int> places = in_order(rank);
  for (int j = 0; j < width; ++j) {
    source.choose(places, per_column);
    for (int k = 0; k < per_column; ++k) {
      A(places[static_cast<std::size_t>(k)], j) = scale * source.sign();
    }
  }
}

fixed_mask_sketch::fixed_mask_sketch(int rank_, int width_)
    : rank(rank_), width(width_), scale(std::sqrt(static_cast<double>(width_) / rank_)) {
  check_shape(rank, width);
}

void fixed_mask_sketch::fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
  check_matrix(A, rank, width);
  word_source source(words, static_cast<std::size_t>(rank));
  std::vector<int> kept = in_order(width);
  source.choose(kept, rank);
  A.setZero();
  for (int k = 0; k < rank; ++k) A(k, kept[static_cast<std::size_t>(k)]) = scale;
}

sphere_sketch::sphere_sketch(int rank_, int width_)
    : rank(rank_), width(width_), scale(1 / std::sqrt(static_cast<double>(rank_))) {
  check_shape(rank, width);
}

void sphere_sketch::fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
  check_matrix(A, rank, width);
  const Eigen::MatrixXd normals = normal_matrix(words, rank, width);
  const double radius = scale * std::sqrt(static_cast<double>(width));
  for (int k = 0; k < rank; ++k) A.row(k) = radius * normals.row(k).normalized();
}

}  // namespace loranoise::simulate
