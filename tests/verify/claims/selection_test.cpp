#include "verify/claims/selection.hpp"

#include <stdexcept>

#include "tests/catch.hpp"
#include "verify/study/program_fault.hpp"

using namespace loranoise::verify;

TEST_CASE("a plan or a formula that refuses its arguments in a cell is no fault of the input") {
  claim what;
  what.id = "X1";
  const auto refuse = [](const laboratory&) -> std::vector<check> {
    throw std::domain_error("rank 0 must be positive");
  };
  const cell in_checks{"checks", [](laboratory&) {}, refuse};
  const cell in_request{"request", [](laboratory&) { throw std::invalid_argument("no variance"); },
                        [](const laboratory&) { return std::vector<check>(); }};
  laboratory lab;
  CHECK_NOTHROW(request_all({{what, {in_checks}}}, lab));
  CHECK_THROWS_WITH(evaluate({{what, {in_checks}}}, lab),
                    Catch::Contains("a fault of this program") && Catch::Contains("rank 0"));
  CHECK_THROWS_AS(request_all({{what, {in_request}}}, lab), program_fault);
}
