#include "simulate/noise/bidiagonal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "simulate/random/gamma.hpp"

namespace loranoise::simulate {
namespace {

// Blocks of the stream for one chi-square: 128 tries, of which one is enough 19 times in 20.
constexpr std::uint64_t blocks_per_draw = 9;

double squared_norm(const std::vector<double>& x) {
  double sum = 0;
  for (const double entry : x) {
    sum += entry * entry;
  }
  return sum;
}

}  // namespace

bidiagonal_sketch::bidiagonal_sketch(const stream& words, int rank, int width, int steps)
    : rank_(rank), steps_(steps) {
  if (rank < 1 || width < 1 || steps < 0) {
    throw std::invalid_argument("rank " + std::to_string(rank) + ", width " +
                                std::to_string(width) + ", steps " + std::to_string(steps) +
                                ": choose rank and width 1 or more, and no negative steps");
  }
  std::uint64_t block = 0;
  const auto chi = [&](int degrees) {
    const double value = std::sqrt(chi_squared(words, block, degrees) / rank);
    block += blocks_per_draw;
    return value;
  };
  const int reached = std::min({steps, rank, width});
  for (int i = 0; i < reached; ++i) {
    diagonal_.push_back(chi(rank - i));
    if (width - 1 - i > 0) {
      above_.push_back(chi(width - 1 - i));
    }
  }
}

frozen_path bidiagonal_sketch::run(double step, int steps) const {
  if (steps < 0 || steps > steps_) {
    throw std::invalid_argument(std::to_string(steps) + " steps of a sketch drawn for " +
                                std::to_string(steps_) + ": draw it for as many as are run");
  }
  std::vector<double> e(above_.size() + 1, 0.0);
  e.resize(std::max(e.size(), diagonal_.size()), 0.0);
  e[0] = 1;
  std::vector<double> projected(diagonal_.size());
  frozen_path path{{1.0}, {1.0}};
  for (int t = 0; t < steps; ++t) {
    // After t steps only the first t + 1 entries differ from 0.
    const std::size_t rows = std::min(diagonal_.size(), static_cast<std::size_t>(t) + 1);
    for (std::size_t i = 0; i < rows; ++i) {
      projected[i] = diagonal_[i] * e[i] + (i < above_.size() ? above_[i] * e[i + 1] : 0);
    }
    for (std::size_t i = 0; i < rows; ++i) {
      e[i] -= step * diagonal_[i] * projected[i];
      if (i < above_.size()) {
        e[i + 1] -= step * above_[i] * projected[i];
      }
    }
    path.inner.push_back(e[0]);
    path.squared.push_back(squared_norm(e));
  }
  return path;
}

double bidiagonal_sketch::kept_share() const {
  if (steps_ < rank_) {
    throw std::invalid_argument("the kept share of a sketch of rank " + std::to_string(rank_) +
                                " drawn for " + std::to_string(steps_) +
                                " steps: draw it for at least as many steps as its rank");
  }
  if (above_.size() < diagonal_.size()) {
    return 0;  // A has as many independent rows as columns
  }
  // B x = 0 is x_(i+1) = -diagonal_i x_i/above_i.
  double entry = 1;
  double squared = 1;
  for (std::size_t i = 0; i < diagonal_.size(); ++i) {
    entry *= diagonal_[i] / above_[i];
    squared += entry * entry;
  }
  return 1 / squared;
}

}  // namespace loranoise::simulate
