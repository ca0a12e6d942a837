#include "theory/privacy/wishart_paper.hpp"

#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/privacy/row_release.hpp"

using namespace loranoise::theory;

TEST_CASE("Wishart paper: both forms of Theorem 1 agree with the table") {
  const auto rows = read_reference("hu_bound.csv");
  CHECK(rows.size() == 12);
  for (auto row : rows) {
    const double rank = row["rank"];
    const double width = row["width"];
    CAPTURE(rank, width, row["cosine"]);
    CHECK(privacy_epsilon({rank, width, row["cosine"]}, row["delta"]) ==
          near{row["epsilon_exact"], 1e-10});
    CHECK(wishart_paper_epsilon(rank, width, row["cosine"], row["delta"], theorem_form::proved) ==
          near{row["theorem1_corrected"], 1e-10});
    CHECK(
        wishart_paper_epsilon(rank, width, row["cosine"], row["delta"], theorem_form::as_printed) ==
        near{row["theorem1_as_printed"], 1e-10});
  }
}

TEST_CASE("Wishart paper: the proved form is a bound everywhere, the printed one fails at r = m") {
  for (const double width : {16.0, 64.0, 256.0}) {
    for (const double share : {0.0, 0.25, 1.0}) {
      const double rank = std::fmax(1, share * width);
      for (const double cosine : {0.3, 0.9, 0.999}) {
        for (const double delta : {1e-2, 1e-4}) {
          const double exact = privacy_epsilon({rank, width, cosine}, delta);
          CAPTURE(rank, width, cosine, delta);
          CHECK(wishart_paper_epsilon(rank, width, cosine, delta, theorem_form::proved) >= exact);
        }
      }
    }
  }
  const double exact = privacy_epsilon({1024, 1024, 0.5}, 1e-3);
  CHECK(exact == near{1452.9, 0, 0.1});
  CHECK(wishart_paper_epsilon(1024, 1024, 0.5, 1e-3, theorem_form::as_printed) ==
        near{1114.8, 0, 0.1});
  CHECK(privacy_profile({1024, 1024, 0.5}, 1114.8) == near{0.22, 0, 0.01});
}

TEST_CASE("Wishart paper: silent at the floor and for rows too far apart") {
  CHECK(std::isinf(wishart_paper_epsilon(4, 16, 0.95, 1e-4, theorem_form::proved)));
  CHECK(std::isinf(wishart_paper_epsilon(8, 16, 0.0, 0.9, theorem_form::proved)));
  CHECK_THROWS_AS(wishart_paper_epsilon(4, 16, 1.1, 0.1, theorem_form::proved), std::domain_error);
  CHECK_THROWS_AS(wishart_paper_epsilon(4, 16, 0.9, 0, theorem_form::proved), std::domain_error);
}
