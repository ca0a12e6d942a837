#include "theory/sketches/steps.hpp"

#include <array>

#include "tests/catch.hpp"
#include "theory/sketches/moments.hpp"

using namespace loranoise::theory;

TEST_CASE("the noise of one step has the energy of section 2.4") {
  const std::array<double, 6> g{1, 2, -1, 0.5, 3, 0};  // 2 x 3, column by column
  CHECK(shared_noise_product(g, g, 2, 4) == Approx(noise_energy(15.25, 3, 4)));
}

TEST_CASE("with one A steps add up as one step on the summed gradient does") {
  const std::array<double, 4> first{1, 0, 2, -1};
  const std::array<double, 4> second{0.5, 3, -1, 1};
  const std::array<int, 2> looks{1, 2};
  const auto p = predict_noise_over_steps({first, second}, 2, 3, looks);
  REQUIRE(p.shared.size() == 2);
  for (const double x : p.shared) CHECK(x == Approx(noise_energy(1, 2, 3)));
  // |G_1|^2 = 6, |G_2|^2 = 11.25, |G_1 + G_2|^2 = 2.25 + 9 + 1 + 0 = 12.25.
  CHECK(p.independent[0] == Approx(noise_energy(1, 2, 3)));
  CHECK(p.independent[1] == Approx(noise_energy(17.25 / 12.25, 2, 3)));
}

TEST_CASE("a steady gradient's independent noise falls as one over the steps") {
  const std::array<double, 3> g{1, -2, 0.5};
  const std::array<int, 3> looks{1, 2, 4};
  const auto p = predict_noise_over_steps({g, g, g, g}, 1, 2, looks);
  CHECK(p.independent[1] == Approx(p.independent[0] / 2));
  CHECK(p.independent[2] == Approx(p.independent[0] / 4));
}

TEST_CASE("steps of other shapes, and more steps than gradients, are refused") {
  const std::array<double, 3> g{1, -2, 0.5};
  const std::array<double, 2> h{1, 2};
  const std::array<int, 1> looks{2};
  CHECK_THROWS_AS(shared_noise_product(g, h, 1, 2), std::domain_error);
  CHECK_THROWS_AS(shared_noise_product(g, g, 2, 2), std::domain_error);
  CHECK_THROWS_AS(predict_noise_over_steps({g}, 1, 2, looks), std::domain_error);
}
