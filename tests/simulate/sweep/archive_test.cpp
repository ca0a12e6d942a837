#include "simulate/sweep/archive.hpp"

#include <cmath>
#include <limits>

#include "simulate/sweep/accumulate.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

struct inner {
  bool flag = false;
  std::vector<bool> flags;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.flag, self.flags);
  }
};

struct outer {
  std::uint64_t count = 0;
  std::vector<double> values;
  std::vector<inner> parts;
  Eigen::ArrayXXd field;
  std::string text;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.count, self.values, self.parts, self.field, self.text);
  }
};

outer example() {
  outer x;
  x.count = 1ULL << 60;
  x.values = {0.1, -0.0, std::numeric_limits<double>::infinity(),
              std::numeric_limits<double>::denorm_min()};
  x.parts = {{true, {true, false, true}}, {false, {}}};
  x.field = Eigen::ArrayXXd::Constant(2, 3, 1.0 / 3);
  x.text = "two words";
  return x;
}

}  // namespace

TEST_CASE("a value comes back from its bytes bit for bit") {
  const outer x = example();
  outer y;
  from_bytes(to_bytes(x), y);
  CHECK(y.count == x.count);
  CHECK(y.values == x.values);
  CHECK(std::signbit(y.values[1]));
  REQUIRE(y.parts.size() == 2);
  CHECK(y.parts[0].flag);
  CHECK(y.parts[0].flags == x.parts[0].flags);
  CHECK((y.field == x.field).all());
  CHECK(y.text == x.text);
}

TEST_CASE("bytes cut short anywhere, or with something left over, are refused") {
  const std::string bytes = to_bytes(example());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    outer y;
    CHECK_THROWS_AS(from_bytes(bytes.substr(0, size), y), std::runtime_error);
  }
  outer y;
  CHECK_THROWS_AS(from_bytes(bytes + "x", y), std::runtime_error);
}

namespace {

// 40 numbers whose sums round, so that what a compensated sum has lost shows later.
template <class Accumulator, class Add>
void fill(Accumulator& x, const Add& add) {
  for (int k = 0; k < 40; ++k) add(x, 0.1 + k % 7);
}

/// `copy`, made otherwise, overwritten with the bytes of `original`; then both go on alike, and
/// what they are read as must agree.
template <class Accumulator, class Add, class Read>
void check_travels(Accumulator original, Accumulator copy, const Add& add, const Read& read) {
  fill(original, add);
  from_bytes(to_bytes(original), copy);
  CHECK(read(copy) == read(original));
  fill(original, add);
  fill(copy, add);
  original.merge(original);
  copy.merge(copy);
  CHECK(read(copy) == read(original));
}

}  // namespace

TEST_CASE("every accumulator comes back from its bytes and goes on as the original") {
  using numbers = std::vector<double>;
  check_travels(
      moments(), moments(), [](moments& m, double x) { m.add(x); },
      [](const moments& m) {
        return numbers{static_cast<double>(m.count()), m.mean(), m.sum2(), m.sum3(), m.sum4()};
      });
  check_travels(
      moment_field(1, 2, 4), moment_field(3, 3, 2),
      [](moment_field& m, double x) { m.add(Eigen::RowVector2d(x, 0.3)); },
      [](const moment_field& m) {
        numbers all{static_cast<double>(m.count()), static_cast<double>(m.order())};
        for (int p = 1; p <= m.order(); ++p) {
          all.push_back(m.power_sum(p)(0, 0));
          all.push_back(m.power_sum(p)(0, 1));
        }
        return all;
      });
  check_travels(
      histogram(0, 6, 5), histogram(-1, 1, 2), [](histogram& h, double x) { h.add(x - 1); },
      [](const histogram& h) {
        numbers all(h.counts().begin(), h.counts().end());
        for (const double x : {h.low(), h.high(), h.edge(1), static_cast<double>(h.underflow()),
                               static_cast<double>(h.overflow())}) {
          all.push_back(x);
        }
        return all;
      });
}

TEST_CASE("types without bytes are told apart where they are asked for") {
  struct opaque {};
  STATIC_REQUIRE(archivable<moment_field>);
  STATIC_REQUIRE(archivable<std::vector<outer>>);
  STATIC_REQUIRE_FALSE(archivable<opaque>);
  STATIC_REQUIRE_FALSE(archivable<std::vector<opaque>>);
  STATIC_REQUIRE_FALSE(archivable<std::vector<histogram>>);  // no element to read into
}
