#include "verify/experiments/scaled_row.hpp"

#include "tests/catch.hpp"
#include "verify/statistics/estimate.hpp"

using namespace loranoise::verify;

// r E N_i^2/C^2 = |u|^2 + u_i^2 in units of C. False alarms: 1e-6 an interval.
TEST_CASE("scaling brings every row to the norm C, clipping the longer ones alone") {
  const probe_row row = cosine_row(8, 0.6);  // of length 1
  const auto noise = [&](norm_control how, double threshold) {
    const scaled_row_result r =
        run(scaled_row_experiment{row, how, threshold, 4, 20000}, {6, 2, {}});
    return estimate::from_blocks(r.squares.front()).interval_at(1e-6);
  };
  CHECK(noise(norm_control::scaled, 0.5).contains(1.36));
  CHECK(noise(norm_control::scaled, 2).contains(1.36));
  CHECK(noise(norm_control::clipped, 0.5).contains(1.36));
  CHECK(noise(norm_control::clipped, 2).contains(0.34));
}
