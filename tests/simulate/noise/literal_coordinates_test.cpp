#include "simulate/noise/literal_coordinates.hpp"

#include <array>
#include <vector>

#include "simulate/noise/noise.hpp"
#include "simulate/random/normal.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

// The literal product of the very same A, from its panels.
template <class Sketch>
Eigen::VectorXd whole_row(const Sketch& sketch, const stream& words, const Eigen::VectorXd& u) {
  std::vector<float> narrow(panel_size(sketch.rank, sketch.width));
  sketch.panels(words, std::span<float>(narrow));
  const std::vector<double> panels(narrow.begin(), narrow.end());
  Eigen::MatrixXd a(sketch.rank, sketch.width);
  unpack_panels(panels, sketch.scale, a);
  return (a.transpose() * (a * u)) / sketch.unit_mean() - u;
}

Eigen::VectorXd some_row(Eigen::Index width) {
  Eigen::VectorXd u(width);
  fill_normal({4, 4, 4}, 0, {u.data(), static_cast<std::size_t>(width)});
  return u;
}

template <class Sketch>
void check_against_product(const Sketch& sketch) {
  const Eigen::VectorXd u = some_row(sketch.width);
  const std::array<Eigen::Index, 3> columns{0, 17, sketch.width - 1};
  literal_coordinates kernel(u, columns, sketch.rank);
  std::array<double, 3> noise{};
  for (std::uint64_t trial = 0; trial < 20; ++trial) {
    const stream words{9, 2, trial};
    kernel.draw(sketch, words, noise);
    const Eigen::VectorXd all = whole_row(sketch, words, u);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      CAPTURE(Sketch::name, trial, c);
      CHECK(noise[c] == Approx(all[columns[c]]).margin(1e-5 * u.norm()));
    }
  }
}

}  // namespace

TEST_CASE("watched coordinates are those of the literal product, for every kind of sketch") {
  check_against_product(gaussian_sketch(5, 40));
  check_against_product(gaussian_sketch(8, 64));
  check_against_product(sparse_sign_sketch(3, 37, 0.25));
  check_against_product(haar_sketch(4, 33));
  check_against_product(peft_default_sketch(2, 50));
  check_against_product(lora_fa_projector_sketch(7, 20));
}

TEST_CASE("watched coordinates name what does not fit") {
  const Eigen::VectorXd u = some_row(8);
  const std::array<Eigen::Index, 1> outside{8};
  CHECK_THROWS_WITH(literal_coordinates(u, outside, 2), Catch::Contains("column 8"));
  const std::array<Eigen::Index, 1> inside{7};
  literal_coordinates kernel(u, inside, 2);
  std::array<double, 2> two{};
  std::array<double, 1> one{};
  CHECK_THROWS_AS(kernel.draw(gaussian_sketch(2, 8), stream{}, two), std::invalid_argument);
  CHECK_THROWS_AS(kernel.draw(gaussian_sketch(3, 8), stream{}, one), std::invalid_argument);
}
