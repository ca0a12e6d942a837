#include "catch.hpp"
TEST_CASE("builds") {
  REQUIRE(sizeof(double) == 8);
}
