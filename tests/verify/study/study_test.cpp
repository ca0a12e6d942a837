#include "verify/study/study.hpp"

#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"

using namespace loranoise::verify;

TEST_CASE("ranks of the user take the place of all lists of the profile, ascending and once each") {
  study s = small_study();  // its gradient is 24 wide
  restrict_ranks(s, {8, 2, 8});
  const std::vector<int> expected{2, 8};
  CHECK(s.budget.matrix_ranks == expected);
  CHECK(s.budget.row_ranks == expected);
  CHECK(s.budget.column_ranks == expected);
  CHECK(s.budget.release_ranks == expected);
}

TEST_CASE("a rank that does not fit a gradient is refused with its name and width") {
  for (const int rank : {0, -1, 25}) {
    study s = small_study();
    CAPTURE(rank);
    CHECK_THROWS_WITH(
        restrict_ranks(s, {1, rank}),
        "rank " + std::to_string(rank) +
            " is outside 1 to 24, the width of gradient random: choose --ranks within "
            "it");
  }
}
