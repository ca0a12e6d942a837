#include "tests/theory/accuracy/rows_accuracy.hpp"

#include "tests/catch.hpp"

TEST_CASE("accuracy: every figure of rows, privacy and the Haar law meets its bar") {
  for (const auto& row : rows_accuracy()) {
    CAPTURE(row.quantity, row.against, row.where, row.cells);
    CHECK(row.worst <= row.bar);
    CHECK(row.cells > 0);
  }
}
