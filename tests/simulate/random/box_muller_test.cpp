#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "simulate/random/normal.hpp"
#include "tests/catch.hpp"
#include "tests/simulate/instruction_sets.hpp"
#include "tests/simulate/random/exact_box_muller.hpp"

using namespace loranoise::simulate;

namespace {

template <class T>
std::vector<T> normals(std::size_t count) {
  std::vector<T> out(count);
  fill_normal({77, 88, 99}, 5, out);
  return out;
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

}  // namespace

TEST_CASE(
    "instruction sets with fused multiply-add give identical normals, words are the same on all") {
  constexpr std::size_t count = 10000;
  const auto wide = normals<double>(count);
  const auto narrow = normals<float>(count);
  std::vector<double> lane(40);
  fill_normal_lane({1, 2, 3}, 7, 11, lane);
  int fused = 0;
  for (const std::int64_t target : supported_targets()) {
    const only_target run(target);
    CAPTURE(hwy::TargetName(target));
    std::vector<std::uint64_t> words(100);
    fill_words({4, 5, 6}, 3, words);
    for (std::size_t k = 0; k < words.size(); ++k) {
      REQUIRE(words[k] == stream{4, 5, 6}.word64(3 + k));
    }
    const auto again = normals<double>(count);
    const auto again_narrow = normals<float>(count);
    if (fuses(target)) {
      ++fused;
      CHECK(same_bits(again, wide));
      CHECK(same_bits(again_narrow, narrow));
      std::vector<double> lane_again(40);
      fill_normal_lane({1, 2, 3}, 7, 11, lane_again);
      CHECK(same_bits(lane_again, lane));
    } else {
      for (std::size_t k = 0; k < count; ++k) {
        REQUIRE(std::abs(again[k] - wide[k]) < 1e-14);
        REQUIRE(std::abs(again_narrow[k] - narrow[k]) < 1e-5F);
      }
    }
  }
  CAPTURE(fused);
  SUCCEED();
}

TEST_CASE("the transform has the exact one's digits: double") {
  const stream words{123, 456, 789};
  worst_error worst;
  for (std::uint64_t block = 0; block < 20000; ++block) {
    std::vector<double> x(32);
    fill_normal(words, 32 * block, x);
    for (std::uint64_t l = 0; l < 16; ++l) {
      const auto exact =
          exact_transform(words.word64(32 * block + l), words.word64(32 * block + 16 + l), 64);
      worst.see(x[l], exact.cosine, exact.radius);
      worst.see(x[16 + l], exact.sine, exact.radius);
    }
  }
  CAPTURE(static_cast<double>(worst.units));
  CHECK(worst.units < 3.5e-16L);
}

TEST_CASE("the transform has the exact one's digits: float") {
  const stream words{123, 456, 789};
  worst_error worst;
  for (std::uint64_t block = 0; block < 20000; ++block) {
    std::vector<float> x(64);
    fill_normal(words, 64 * block, x);
    for (std::uint64_t j = 0; j < 4; j += 2) {
      for (std::uint64_t l = 0; l < 16; ++l) {
        const std::uint64_t first = 16 * j + l;
        const auto exact = exact_transform(words.word32(64 * block + first),
                                           words.word32(64 * block + first + 16), 32);
        worst.see(x[first], exact.cosine, exact.radius);
        worst.see(x[first + 16], exact.sine, exact.radius);
      }
    }
  }
  CAPTURE(static_cast<double>(worst.units));
  CHECK(worst.units < 2.2e-7L);
}

TEST_CASE("a lane of the stream is every sixteenth element") {
  const stream words{7, 7, 7};
  for (const std::uint64_t first_row : {0, 1, 2, 5, 33}) {
    for (const std::size_t lane : {0, 3, 15}) {
      std::vector<double> wide(45);
      std::vector<float> narrow(45);
      std::vector<std::uint64_t> random(45);
      fill_normal_lane(words, first_row, lane, wide);
      fill_normal_lane(words, first_row, lane, narrow);
      fill_word_lane(words, first_row, lane, random);
      for (std::size_t k = 0; k < wide.size(); ++k) {
        const std::uint64_t element = 16 * (first_row + k) + lane;
        REQUIRE(wide[k] == normal(words, element));
        REQUIRE(narrow[k] == normal_float(words, element));
        REQUIRE(random[k] == words.word64(element));
      }
    }
  }
}
