#include <cmath>
#include <set>

#include "certify/two_term/arc_cover.hpp"
#include "certify/two_term/density_cover.hpp"
#include "certify/two_term/far_ranks.hpp"
#include "tests/catch.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"

using namespace loranoise;
using namespace loranoise::certify;

TEST_CASE("arcs cover every cosine at ranks from 8 on") {
  for (const int rank : {8, 33, 1000, 10000}) {
    CAPTURE(rank);
    const cover c = cover_by_arcs({}, rank);
    CHECK(c.pieces > 3);
    CHECK(c.ratio < ball(1));
    // At rho = 1 at least it is as large as theory's ratio.
    CHECK(c.ratio.high_double() > theory::total_variation(rank, 1) / theory::two_term_tv(rank, 1));
  }
}

TEST_CASE("a bound that is too small resists") {
  CHECK_THROWS_AS(cover_by_arcs({"0.350076", "0.11"}, 1000), resisting_rank);
  CHECK_THROWS_AS(cover_by_arcs({"0.35", "0.125835"}, 1000), resisting_rank);
  CHECK_THROWS_AS(cover_by_boxes({"0.2", "0.125835"}, 2), resisting_rank);
}

TEST_CASE("an arc that is too wide is not certified") {
  const circle on = circle_for(1000);
  CHECK(arc_holds({}, 1000, on, 0.2, 0.21));
  CHECK(!arc_holds({}, 1000, on, 0.2, 0.7));
}

TEST_CASE("densities from below bound the distance at every cosine of a box") {
  for (const int rank : {1, 2, 7}) {
    const density_bound law(rank);
    for (const double low : {0.0, 0.3, 0.9}) {
      CAPTURE(rank, low);
      const double width = 0.01;
      const double bound = law.distance(low, low + width, 500).high_double();
      for (const double rho : {low, low + width / 2, low + width}) {
        CHECK(bound > theory::total_variation(rank, rho));
      }
      const double closer = law.distance(low, low, 2000).high_double();
      CHECK(closer < bound);
      CHECK(closer < 1.05 * theory::total_variation(rank, low));
    }
  }
}

TEST_CASE("the last box reaches cosine 1, where the law has one side only") {
  for (const int rank : {1, 3}) {
    const density_bound law(rank);
    const double bound = law.distance(0.999, 1, 1000).high_double();
    CHECK(bound > theory::total_variation(rank, 1));
    CHECK(bound < 1.1 * theory::total_variation(rank, 1) + 0.02);
  }
}

TEST_CASE("both ways agree where both work") {
  const circle on = circle_for(8);
  const double arc = wrapped_law(8, on, 0.4).distance(0).high_double();
  const double box = density_bound(8).distance(std::tan(0.4), std::tan(0.4), 4000).high_double();
  CHECK(box == Approx(arc).epsilon(0.02));
}

TEST_CASE("from rank 10000 on the expansion leaves room, from rank 1000 on it does not") {
  const far_margins far = margins(far_ranks_from({}, 10000), 10000);
  CHECK(far.near_zero > ball(0));
  CHECK(far.elsewhere > ball(0));
  const far_margins near = margins(far_ranks_from({}, 1000), 1000);
  CHECK(near.elsewhere < ball(0));
  // A smaller constant leaves less, by as much.
  const far_ranks tight = far_ranks_from({"0.1", "0.125835"}, 10000);
  CHECK(margins(tight, 10000).near_zero < ball(0));
}

TEST_CASE("what the expansion says of far ranks holds for theory's distances") {
  const ball c3 = cubic_remainder(10000);
  for (const int rank : {10000, 40000, 1000000}) {
    for (const double rho : {0.02, 0.3, 1.0}) {
      CAPTURE(rank, rho);
      const double angle = std::atan(rho);
      const double d = 1 / std::sqrt(rank);
      const double m = (6 * std::sin(angle) - 4 * std::pow(std::sin(angle), 3)) / (6 * d);
      const double room = least_slack({}, m, angle).middle() * d * d;
      const double left = theory::two_term_tv(rank, rho) - theory::total_variation(rank, rho);
      CHECK(left > room - c3.high_double() * d * d * d / 2);
      CHECK(left < 1.2 * room + c3.high_double() * d * d * d / 2);
    }
  }
}
