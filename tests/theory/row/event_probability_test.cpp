#include "theory/row/event_probability.hpp"

#include "tests/catch.hpp"
#include "theory/row/law.hpp"

using namespace loranoise::theory;

TEST_CASE("the whole plane has probability 1, and an event and the rest add up to it") {
  row_event event{{0.5, 1.0, 2.0}, {3.0, 8.0}, std::vector<bool>(12, true)};
  CHECK(row_event_probability(event, 4, 9) == Approx(1).margin(2 * row_event_error));
  row_event rest = event;
  for (std::size_t c = 0; c < event.inside.size(); ++c) {
    event.inside[c] = c % 3 == 0 || c == 7;
    rest.inside[c] = !event.inside[c];
  }
  CHECK(row_event_probability(event, 4, 9) + row_event_probability(rest, 4, 9) ==
        Approx(1).margin(2 * row_event_error));
}

TEST_CASE("a strip along s has the probability of the row's norm") {
  // All w, s above 1.5 or below 0.5: the tails of chi^2_rank/rank.
  const row_event above{{1.5}, {5.0}, {false, false, true, true}};
  const row_event below{{0.5}, {5.0}, {true, true, false, false}};
  for (const double rank : {1.0, 3.0, 16.0}) {
    CAPTURE(rank);
    CHECK(row_event_probability(above, rank, 32) ==
          Approx(norm_upper_tail(rank, 0.5)).margin(2 * row_event_error));
    CHECK(row_event_probability(below, rank, 32) ==
          Approx(norm_lower_tail(rank, 0.5)).margin(2 * row_event_error));
  }
}

TEST_CASE("given s the part across is s times a chi-square of width - 1 degrees") {
  // P(w <= 2) at width 3: w = s times an exponential of mean 2, so 1 - E exp(-1/s). At rank 2 s is
  // exponential of mean 1: E exp(-1/s) = 2 K_1(2) = 0.279731763633044.
  const row_event event{{}, {2.0}, {true, false}};
  CHECK(row_event_probability(event, 2, 3) ==
        Approx(1 - 0.279731763633044).margin(2 * row_event_error));
}

TEST_CASE("an event needs a word for every cell, and a row a direction across") {
  CHECK_THROWS_AS(row_event_probability({{1.0}, {}, {true}}, 4, 9), std::domain_error);
  CHECK_THROWS_AS(row_event_probability({{}, {}, {true}}, 4, 1), std::domain_error);
}
