
#include <cmath>
#include <vector>

#include "tests/catch.hpp"
#include "theory/row/law.hpp"
#include "verify/claims/row/whole_row_event.hpp"

using namespace loranoise::verify;

namespace {

constexpr int side = whole_row_counts::side;

claims::whole_row_event event_of(const std::vector<bool>& cells) {
  claims::whole_row_event event;
  event.cells = cells;
  return event;
}

}  // namespace

TEST_CASE("the whole plane has probability 1 under the noise") {
  for (const int rank : {1, 2, 16}) {
    for (const Eigen::Index width : {2, 16, 4096}) {
      CAPTURE(rank, width);
      const auto all = event_of(std::vector<bool>(side * side, true));
      CHECK(claims::exact_probability(all, rank, width) ==
            Approx(1).margin(loranoise::theory::row_event_error));
    }
  }
}

TEST_CASE("an event chosen on the even blocks is counted on the odd ones alone") {
  whole_row_counts counts{std::vector<std::uint64_t>(side * side, 1),
                          std::vector<std::uint64_t>(side * side, 10)};
  counts.even[7] = 5;
  counts.odd[7] = 3;
  const claims::whole_row_event event = claims::choose_event(counts);
  CHECK(event.cells[7]);
  CHECK(event.hits == 3);
  CHECK(event.trials == 10 * (side * side - 1) + 3);
  CHECK(event.gaussian == Approx(1.0 / (side * side)));
}

TEST_CASE("a chosen event holds nearly all of the joint total variation, and never more") {
  for (const auto& [width, rank] : {std::pair{8, 1}, {64, 4}, {64, 16}}) {
    const probe_row row = flat_row(width);
    const whole_row_result r = run(whole_row_experiment{row, rank, 60000}, {11, 2, {}});
    const claims::whole_row_event event = claims::choose_event(r.counts);
    const double excess = claims::exact_probability(event, rank, width) - event.gaussian;
    const double exact = loranoise::theory::row_total_variation(rank, width);
    CAPTURE(width, rank, excess, exact);
    CHECK(excess <= exact + loranoise::theory::row_event_error);
    CHECK(excess >= 0.95 * exact);
  }
}

// False alarms: 1e-6 an interval, and two intervals of three cells each.
TEST_CASE("both measures of the joint distance cover the exact one, literally and in law") {
  for (const auto& [width, rank] : {std::pair{2, 1}, {64, 2}, {300, 1}}) {
    const probe_row row = flat_row(width);
    const whole_row_result r = run(whole_row_experiment{row, rank, 30000}, {5, 2, {}});
    const claims::whole_row_event event = claims::choose_event(r.counts);
    const double excess = claims::exact_probability(event, rank, width) - event.gaussian;
    CAPTURE(width, rank);
    CHECK(event.excess().interval_at(1e-6).contains(excess));
    const interval averaged = estimate::from_blocks(r.overlap_loss).interval_at(1e-6);
    CHECK(averaged.contains(loranoise::theory::row_total_variation(rank, width)));
    CHECK_FALSE(averaged.contains(loranoise::theory::row_total_variation(rank + 1, width)));
  }
}
