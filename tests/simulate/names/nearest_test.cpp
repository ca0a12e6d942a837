#include "simulate/names/nearest.hpp"

#include "tests/catch.hpp"

using loranoise::simulate::nearest_name;

TEST_CASE("the nearest name is fewer than three letters away, and fewer than the word has") {
  const std::vector<std::string> known{"verify", "dense 8x256, rank 1", "dense 8x256, rank 16"};
  CHECK(nearest_name("verfiy", known) == "verify");
  CHECK(nearest_name("dense 8x256, rank 17", known) == "dense 8x256, rank 1");
  CHECK(nearest_name("dense 8x256, rank 16x", known) == "dense 8x256, rank 16");
  CHECK(nearest_name("verimold", known) == std::nullopt);
  CHECK(nearest_name("v", {"ab", "b"}) == std::nullopt);
  CHECK(nearest_name("verify", {}) == std::nullopt);
  CHECK(nearest_name("", known) == std::nullopt);
}
