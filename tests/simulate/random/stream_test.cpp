#include "simulate/random/stream.hpp"

#include <set>

#include "tests/catch.hpp"

#if __has_include(<Random123/philox.h>)
#include <Random123/philox.h>
#define LORANOISE_HAS_RANDOM123 1
#endif

using namespace loranoise::simulate;

TEST_CASE("philox agrees with the known answers of Random123") {
  // kat_vectors of the Random123 distribution, lines "philox4x32 10".
  REQUIRE(philox4x32_10({0, 0, 0, 0}, {0, 0}) ==
          philox_counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  REQUIRE(
      philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
      philox_counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  REQUIRE(
      philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
      philox_counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

#ifdef LORANOISE_HAS_RANDOM123
TEST_CASE("words of a stream are those of Random123's scalar code") {
  const stream words{0x0123456789abcdef, experiment_id("random123"), 0xfedcba9876543210};
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const r123::Philox4x32::ctr_type counter = {
        {index, 0x76543210, 0xfedcba98, experiment_id("random123")}};
    const r123::Philox4x32::key_type key = {{0x89abcdef, 0x01234567}};
    const auto expected = r123::Philox4x32()(counter, key);
    const auto got = words.words(index);
    for (std::size_t j = 0; j < 4; ++j) {
      REQUIRE(got[j] == expected[j]);
    }
  }
}
#endif

TEST_CASE("elements run over the sixteen counters of a block first") {
  const stream words{7, 8, 9};
  for (std::uint64_t block = 0; block < 3; ++block) {
    for (std::uint64_t l = 0; l < 16; ++l) {
      const auto four = words.words(16 * block + l);
      for (std::uint64_t j = 0; j < 4; ++j) {
        REQUIRE(words.word32(64 * block + 16 * j + l) == four[j]);
      }
      for (std::uint64_t j = 0; j < 2; ++j) {
        const auto high = static_cast<std::uint64_t>(four[2 * j + 1]);
        REQUIRE(words.word64(32 * block + 16 * j + l) == ((high << 32) | four[2 * j]));
      }
    }
  }
}

TEST_CASE("every part of every trial has a stream of its own") {
  constexpr std::uint64_t parts = 3;
  std::set<std::uint64_t> trials;
  for (std::uint64_t t = 0; t < 5; ++t) {
    for (std::uint64_t p = 0; p < parts; ++p) {
      const stream own = stream{7, 8, t}.part(p, parts);
      CHECK(own.seed == 7);
      CHECK(own.experiment == 8);
      trials.insert(own.trial);
    }
  }
  CHECK(trials.size() == 5 * parts);
}

TEST_CASE("experiment ids are FNV-1a hashes") {
  // Test vectors of the authors of FNV, draft-eastlake-fnv appendix C.
  REQUIRE(experiment_id("") == 0x811c9dc5);
  REQUIRE(experiment_id("a") == 0xe40c292c);
  REQUIRE(experiment_id("foobar") == 0xbf9cf968);
}
