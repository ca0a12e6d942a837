#include "verify/study/profile.hpp"

#include <set>
#include <type_traits>

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

// Converts to the type of any member: so many of it make an aggregate of as many members.
struct anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor)
};

template <class T, class... Members>
constexpr std::size_t member_count() {
  if constexpr (requires { T{Members{}..., anything{}}; }) {
    return member_count<T, Members..., anything>();
  } else {
    return sizeof...(Members);
  }
}

}  // namespace

TEST_CASE("every field of a profile but its name stands in the table, once") {
  const auto table = profile_table();
  CHECK(table.size() == member_count<profile>() - 1);
  std::set<std::string> fields;
  for (const profile_decision& d : table) fields.insert(d.field);
  CHECK(fields.size() == table.size());
}

TEST_CASE("every decision of a profile says what it decides and why") {
  for (const profile_decision& d : profile_table()) {
    CAPTURE(d.field);
    CHECK_FALSE(d.meaning.empty());
    CHECK_FALSE(d.reason.empty());
  }
}

TEST_CASE("a profile takes its own column of the table") {
  CHECK(find_profile("quick").margin_scale == 2);
  CHECK(find_profile("standard").margin_scale == 1.4);
  CHECK(find_profile("full").margin_scale == 1);
  CHECK(find_profile("full").name == "full");
  CHECK(find_profile("quick").matrix_ranks == std::vector{1, 8, 64});
  CHECK_THROWS_AS(find_profile("fast"), std::invalid_argument);
}

TEST_CASE("a selection takes the first, the ends, every third, or all") {
  const auto taken = [](selection which) {
    std::string all;
    for (std::size_t i = 0; i < 6; ++i) all += takes(which, i, 6) ? 'x' : '.';
    return all;
  };
  CHECK(taken(selection::first) == "x.....");
  CHECK(taken(selection::ends) == "x....x");
  CHECK(taken(selection::ends_and_every_third) == "x..x.x");
  CHECK(taken(selection::all) == "xxxxxx");
}

TEST_CASE("trials of a flat row fall as the width, divided by the margins' scale") {
  profile p = find_profile("full");
  CHECK(p.flat_row_trials(16) == 400'000);
  CHECK(p.flat_row_trials(4096) == 200'000'000 / 4096);
  p.margin_scale = 2;
  CHECK(p.flat_row_trials(16) == 200'000);
}
