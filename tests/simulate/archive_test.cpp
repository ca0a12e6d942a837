#include "simulate/archive.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"

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
