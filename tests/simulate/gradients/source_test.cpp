#include "simulate/gradients/source.hpp"

#include "tests/catch.hpp"

using namespace loranoise::simulate;

TEST_CASE("a gradient's file is read by the source that its ending names") {
  const auto read = read_gradients(LORANOISE_REFERENCE_DIR "/../baseline/gradient.npy");
  REQUIRE(read.size() == 1);
  CHECK(read.front().name == "gradient.npy");
  CHECK(read.front().values == read_npy(LORANOISE_REFERENCE_DIR "/../baseline/gradient.npy"));
}

TEST_CASE("a file whose ending no source has is refused with the endings that are known") {
  CHECK_THROWS_WITH(read_gradients("gradient.pickle"),
                    "gradient.pickle has no ending that tells its kind: name a file that ends in " +
                        known_gradient_endings());
  CHECK(known_gradient_endings().substr(0, 4) == ".npy");
}
