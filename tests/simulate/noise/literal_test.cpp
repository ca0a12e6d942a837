#include "simulate/noise/literal.hpp"

#include <cmath>
#include <span>
#include <tuple>
#include <vector>

#include "simulate/noise/noise.hpp"
#include "simulate/random/normal.hpp"
#include "simulate/sweep/sweep.hpp"
#include "tests/catch.hpp"
#include "tests/simulate/instruction_sets.hpp"

using namespace loranoise::simulate;

namespace {

Eigen::MatrixXd gaussian_matrix(Eigen::Index rows, Eigen::Index cols) {
  Eigen::MatrixXd x(rows, cols);
  fill_normal({1, 1, 1}, 0, {x.data(), static_cast<std::size_t>(x.size())});
  return x;
}

template <class T, class Sketch>
moment_field fast(const Eigen::MatrixXd& G, const Sketch& sketch, std::uint64_t trials, int order) {
  moment_field field(G.rows(), G.cols(), order);
  literal_kernel<T>(G, sketch.rank, order).run(sketch, {5, 6, 100}, trials, field);
  return field;
}

// The oracle: the product by Eigen for the same A, one trial after another.
template <class Sketch>
moment_field slow(const Eigen::MatrixXd& G, const Sketch& sketch, std::uint64_t trials, int order,
                  bool narrow) {
  moment_field field(G.rows(), G.cols(), order);
  Eigen::MatrixXd A(sketch.rank, sketch.width);
  std::vector<float> panels(panel_size(sketch.rank, sketch.width));
  for (std::uint64_t t = 0; t < trials; ++t) {
    const stream words{5, 6, 100 + t};
    if (narrow) {
      sketch.panels(words, std::span<float>(panels));
      unpack_panels(std::vector<double>(panels.begin(), panels.end()), sketch.scale, A);
    } else {
      sketch.fill(words, A);
    }
    field.add(noise(G, A));
  }
  return field;
}

template <class T, class Sketch>
void check_against_oracle(const Eigen::MatrixXd& G, const Sketch& sketch, std::uint64_t trials,
                          int order) {
  constexpr bool narrow = sizeof(T) == 4;
  const moment_field got = fast<T>(G, sketch, trials, order);
  const moment_field expected = slow(G, sketch, trials, order, narrow);
  REQUIRE(got.count() == trials);
  for (int power = 1; power <= order; ++power) {
    CAPTURE(G.rows(), sketch.rank, sketch.width, narrow, power, trials);
    const Eigen::ArrayXXd difference = got.power_sum(power) - expected.power_sum(power);
    // Against the largest sum of |x|^power: odd sums cancel.
    const double size = power % 2 == 0
                            ? expected.power_sum(power).maxCoeff()
                            : std::sqrt(static_cast<double>(trials)) *
                                  std::pow(expected.power_sum(2).maxCoeff(), power / 2.0);
    CHECK(difference.abs().maxCoeff() < (narrow ? 2e-5 : 1e-12) * size);
  }
}

}  // namespace

TEST_CASE("the fast literal kernel sums the powers of the product's noise") {
  for (const auto& [rows, width, rank] : {std::tuple{1, 16, 1},
                                          {1, 40, 8},
                                          {3, 100, 13},
                                          {6, 33, 4},
                                          {17, 64, 8},
                                          {33, 50, 9},
                                          {64, 48, 16},
                                          {70, 80, 21}}) {
    const Eigen::MatrixXd G = gaussian_matrix(rows, width);
    for (const int order : {2, 4}) {
      check_against_oracle<double>(G, gaussian_sketch(rank, width), 37, order);
      check_against_oracle<float>(G, gaussian_sketch(rank, width), 37, order);
    }
    check_against_oracle<double>(G, haar_sketch(rank, width), 5, 2);
    check_against_oracle<float>(G, sparse_sign_sketch(rank, width, 0.3), 5, 2);
  }
}

TEST_CASE("instruction sets with fused multiply-add give identical sums of the literal kernel") {
  for (const int rows : {1, 40}) {
    const Eigen::MatrixXd G = gaussian_matrix(rows, 50);
    const gaussian_sketch sketch(9, 50);
    const auto wide = fast<double>(G, sketch, 10, 4);
    const auto narrow = fast<float>(G, sketch, 10, 4);
    for (const std::int64_t target : supported_targets()) {
      if (!fuses(target)) {
        continue;
      }
      const only_target run(target);
      CAPTURE(hwy::TargetName(target));
      for (int power = 1; power <= 4; ++power) {
        CHECK((fast<double>(G, sketch, 10, 4).power_sum(power) == wide.power_sum(power)).all());
        CHECK((fast<float>(G, sketch, 10, 4).power_sum(power) == narrow.power_sum(power)).all());
      }
    }
  }
}

TEST_CASE("a sweep of the literal kernel gives the same bits on 1, 2 and 5 threads") {
  const Eigen::MatrixXd G = gaussian_matrix(9, 40);
  const gaussian_sketch sketch(4, 40);
  const auto sweep = [&](int threads) {
    moment_field sum(9, 40, 4);
    const auto block = [&sketch, kernel = literal_kernel<float>(G, 4, 4)](
                           const stream& first, std::uint64_t count, moment_field& part) mutable {
      kernel.run(sketch, first, count, part);
    };
    run_blocks(
        {3, "literal", 1000, 64}, threads, [] { return moment_field(9, 40, 4); }, block,
        [&](std::uint64_t, moment_field&& part) { sum.merge(part); });
    return sum;
  };
  const auto one = sweep(1);
  REQUIRE(one.count() == 1000);
  for (const int threads : {2, 5}) {
    const auto many = sweep(threads);
    for (int power = 1; power <= 4; ++power) {
      CHECK((many.power_sum(power) == one.power_sum(power)).all());
    }
  }
}

TEST_CASE("the literal kernel refuses what does not fit") {
  const Eigen::MatrixXd G = gaussian_matrix(2, 20);
  CHECK_THROWS_AS(literal_kernel<float>(G, 21, 2), std::invalid_argument);
  CHECK_THROWS_AS(literal_kernel<float>(G, 2, 3), std::invalid_argument);
  literal_kernel<double> kernel(G, 4, 2);
  moment_field field(2, 20, 2);
  CHECK_THROWS_AS(kernel.run(gaussian_sketch(3, 20), {}, 1, field), std::invalid_argument);
  moment_field other(2, 20, 4);
  CHECK_THROWS_AS(kernel.run(gaussian_sketch(4, 20), {}, 1, other), std::invalid_argument);
}
