#include "simulate/gradients/gradient.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "simulate/random/normal.hpp"
#include "simulate/random/stream.hpp"

namespace loranoise::simulate {
namespace {

// Numbers of a synthetic gradient: each part of each shape has a stream of its own.
stream words_of(const std::string& part, std::uint64_t seed) {
  return {seed, experiment_id("synthetic gradient/" + part), 0};
}

Eigen::MatrixXd normals(const std::string& part, std::uint64_t seed, Eigen::Index rows,
                        Eigen::Index cols) {
  Eigen::MatrixXd values(rows, cols);
  fill_normal(words_of(part, seed), 0,
              std::span(values.data(), static_cast<std::size_t>(values.size())));
  return values;
}

// A whole number in 0 .. count - 1.
Eigen::Index pick(const stream& words, Eigen::Index element, Eigen::Index count) {
  return static_cast<Eigen::Index>(words.word64(static_cast<std::uint64_t>(element)) %
                                   static_cast<std::uint64_t>(count));
}

Eigen::MatrixXd sparse(Eigen::Index rows, Eigen::Index width, std::uint64_t seed) {
  constexpr Eigen::Index one_in = 16;
  const stream words = words_of("sparse/kept", seed);
  const Eigen::MatrixXd dense = normals("sparse", seed, rows, width);
  Eigen::MatrixXd values = Eigen::MatrixXd::Zero(rows, width);
  for (Eigen::Index k = 0; k < rows; ++k) {
    const Eigen::Index always = pick(words, rows * width + k, width);
    for (Eigen::Index i = 0; i < width; ++i) {
      const bool kept = i == always || pick(words, k * width + i, one_in) == 0;
      if (kept) values(k, i) = dense(k, i);
    }
  }
  return values;
}

Eigen::MatrixXd one_hot(Eigen::Index rows, Eigen::Index width, std::uint64_t seed) {
  const stream words = words_of("one_hot", seed);
  Eigen::MatrixXd values = Eigen::MatrixXd::Zero(rows, width);
  for (Eigen::Index k = 0; k < rows; ++k) values(k, pick(words, k, width)) = 1;
  return values;
}

}  // namespace

std::vector<gradient> synthetic_gradients(Eigen::Index rows, Eigen::Index width,
                                          std::uint64_t seed) {
  if (rows < 1 || width < 1) {
    throw std::invalid_argument("a synthetic gradient needs at least one row and one column");
  }
  const auto inner = std::min<Eigen::Index>({2, rows, width});
  const Eigen::MatrixXd left = normals("low_rank/left", seed, rows, inner);
  const Eigen::MatrixXd right = normals("low_rank/right", seed, inner, width);
  const Eigen::ArrayXXd above = normals("heavy_tailed/above", seed, rows, width);
  const Eigen::ArrayXXd below = normals("heavy_tailed/below", seed, rows, width);
  return {{"dense", normals("dense", seed, rows, width)},
          {"sparse", sparse(rows, width, seed)},
          {"low_rank", left * right},
          {"heavy_tailed", above / below},
          {"one_hot", one_hot(rows, width, seed)}};
}

}  // namespace loranoise::simulate
