#include "simulate/algebra/spectrum.hpp"
#include "simulate/gradients/gradient.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

TEST_CASE("synthetic gradients have the shapes that their names say") {
  const auto all = synthetic_gradients(8, 64, 3);
  REQUIRE(all.size() == 5);
  for (const gradient& g : all) {
    CAPTURE(g.name);
    CHECK(g.values.rows() == 8);
    CHECK(g.values.cols() == 64);
    CHECK(g.values.allFinite());
    CHECK((g.values.rowwise().norm().array() > 0).all());
  }
  CHECK(all[1].values.cwiseEqual(0).count() > 8 * 64 * 3 / 4);
  CHECK(singular_values(all[2].values)[2] < 1e-12);
  CHECK(all[3].values.cwiseAbs().maxCoeff() > 20);
  CHECK((all[4].values.rowwise().sum().array() == 1).all());
  CHECK(all[4].values.cwiseEqual(0).count() == 8 * 63);
  CHECK(synthetic_gradients(8, 64, 3)[0].values == all[0].values);
  CHECK(synthetic_gradients(8, 64, 4)[0].values != all[0].values);
  CHECK_THROWS_AS(synthetic_gradients(0, 4, 1), std::invalid_argument);
}
