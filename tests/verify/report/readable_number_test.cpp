#include "verify/report/readable_number.hpp"

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

judged_check seen(double value, interval range, relation rel, double prediction) {
  judged_check c;
  c.measured = estimate::from_standard_error(value, 1, 10);
  c.range = range;
  c.rel = rel;
  c.prediction = prediction;
  return c;
}

}  // namespace

TEST_CASE("an observed number has four digits, its interval as many as tell the ends apart") {
  const judged_check c = seen(1.0231234, {0.9691234, 1.0771234}, relation::equals, 1);
  CHECK(observed_text(c) == "1.023 [0.9691, 1.077]");
  CHECK(against_text(c) == "vs 1");
  CHECK(observed_text(seen(0.99998, {0.99978, 1.00018}, relation::equals, 1)) ==
        "0.99998 [0.99978, 1.0002]");
}

TEST_CASE("an interval that is narrower than the digits is written by its half-width") {
  const judged_check c =
      seen(1.9079412e-7, {1.9079410e-7, 1.9079414e-7}, relation::at_most, 1.90802e-7);
  CHECK(observed_text(c) == "1.9079e-07 ± 2e-14");
  CHECK(against_text(c) == "<= 1.908e-07");
}

TEST_CASE("a number near its bound has the digits that tell it from the bound") {
  const judged_check c = seen(0.350075037, {0.350075037, 0.350075037}, relation::at_most, 0.350076);
  CHECK(observed_text(c) == "0.350075");
  CHECK(against_text(c) == "<= 0.350076");
  const judged_check same = seen(0.25, {0.25, 0.25}, relation::at_most, 0.25);
  CHECK(observed_text(same) == "0.25");
}

TEST_CASE("small and large numbers give the exponent's place a digit") {
  const judged_check c = seen(2.981e-15, {-9.702e-14, 1.0298e-13}, relation::at_most, 1e-12);
  CHECK(observed_text(c) + ' ' + against_text(c) == "2.98e-15 [-9.7e-14, 1.03e-13] <= 1e-12");
}
