// Long sums against sums of the same terms in long double, themselves compensated: exact but for
// 1e-19 relative. Each test shows that plain sums of doubles would not pass.
#include "simulate/sweep/compensated.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "simulate/random/normal.hpp"
#include "simulate/sweep/accumulate.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

constexpr std::uint64_t terms = std::uint64_t{1} << 21;
// A rounded value is off by half a unit; what is made of several rounded sums, by some more.
constexpr double few_units = 4;

class exact_sum {
 public:
  void add(long double x) {
    const long double sum = high_ + x;
    const long double part = sum - high_;
    low_ += (high_ - (sum - part)) + (x - part);
    high_ = sum;
  }
  [[nodiscard]] long double value() const { return high_ + low_; }

 private:
  long double high_ = 0, low_ = 0;
};

double units_off(double got, long double exact) {
  const auto rounded = static_cast<double>(std::abs(exact));
  const double unit = std::nextafter(rounded, std::numeric_limits<double>::infinity()) - rounded;
  return static_cast<double>(std::abs(got - exact) / unit);
}

// Numbers around one: their plain sums lose about log2(terms) / 2 digits in every way of adding
// them singly.
std::vector<double> numbers() {
  std::vector<double> x(terms);
  fill_normal({5, 5, 5}, 0, x);
  for (double& each : x) each = std::exp(0.3 * each);
  return x;
}

}  // namespace

TEST_CASE("a compensated sum of two million terms is right to its last place, a plain one is not") {
  compensated_sum sum;
  exact_sum exact;
  double plain = 0;
  for (const double x : numbers()) {
    sum.add(x);
    exact.add(x);
    plain += x;
  }
  CHECK(units_off(sum.value(), exact.value()) <= 0.51);
  CHECK(units_off(plain, exact.value()) > few_units);
}

TEST_CASE("a compensated sum keeps what a large term would swallow, and infinity") {
  compensated_sum sum;
  for (const double x : {1.0, 1e100, 1.0, -1e100}) sum.add(x);
  CHECK(sum.value() == 2);
  sum.add(std::numeric_limits<double>::infinity());
  CHECK(std::isinf(sum.value()));
  compensated_array array(1, 1);
  array.add_flat(Eigen::ArrayXd::Constant(1, std::numeric_limits<double>::infinity()));
  array.add_flat(Eigen::ArrayXd::Constant(1, 1.0));
  CHECK(std::isinf(array.value()(0, 0)));
}

TEST_CASE("power sums of a field stay right to a few last places over two million additions") {
  moment_field field(2, 1, 4);
  exact_sum exact[2][4];
  double plain = 0;
  const std::vector<double> x = numbers();
  for (std::uint64_t t = 0; t < terms; t += 2) {
    field.add(Eigen::Map<const Eigen::MatrixXd>(&x[t], 2, 1));
    for (std::uint64_t i = 0; i < 2; ++i) {
      const long double y = x[t + i];
      const long double powers[4] = {y, y * y, y * y * y, y * y * y * y};
      for (int p = 0; p < 4; ++p) exact[i][p].add(powers[p]);
    }
    plain += x[t] * x[t];
  }
  for (int p = 1; p <= 4; ++p) {
    for (int i = 0; i < 2; ++i) {
      CAPTURE(p, i);
      CHECK(units_off(field.power_sum(p)(i, 0), exact[i][p - 1].value()) <= few_units);
    }
  }
  CHECK(units_off(plain, exact[0][1].value()) > few_units);
}

TEST_CASE("power sums of a field stay right to a few last places over a million merges") {
  constexpr std::uint64_t blocks = 64;
  const std::vector<double> x = numbers();
  std::vector<moment_field> parts(blocks, moment_field(1, 1, 2));
  for (std::uint64_t b = 0; b < blocks; ++b) {
    for (std::uint64_t t = 0; t < 3; ++t) {
      parts[b].add(Eigen::MatrixXd::Constant(1, 1, x[3 * b + t]));
    }
  }
  moment_field sum(1, 1, 2);
  exact_sum exact;
  double plain = 0;
  for (std::uint64_t m = 0; m < terms / 2; ++m) {
    const std::uint64_t b = m % blocks;
    sum.merge(parts[b]);
    for (std::uint64_t t = 0; t < 3; ++t) exact.add(x[3 * b + t]);
    plain += parts[b].power_sum(1)(0, 0);
  }
  CHECK(units_off(sum.power_sum(1)(0, 0), exact.value()) <= few_units);
  CHECK(units_off(plain, exact.value()) > few_units);
}

TEST_CASE("moments stay right to a few last places over two million additions and merges") {
  const std::vector<double> x = numbers();
  exact_sum mean_sum;
  for (const double each : x) mean_sum.add(each);
  const long double mean = mean_sum.value() / static_cast<long double>(terms);
  exact_sum central[3];
  moments added;
  moments merged;
  moments block;
  double plain_mean = 0;
  double plain_sum2 = 0;
  for (std::uint64_t t = 0; t < terms; ++t) {
    const long double d = x[t] - mean;
    central[0].add(d * d);
    central[1].add(d * d * d);
    central[2].add(d * d * d * d);
    added.add(x[t]);
    block.add(x[t]);
    if (t % 2 == 1) {
      merged.merge(block);
      block = moments();
    }
    const double step = x[t] - plain_mean;
    plain_mean += step / static_cast<double>(t + 1);
    plain_sum2 += step * (x[t] - plain_mean);
  }
  for (const moments& m : {added, merged}) {
    CHECK(units_off(m.mean(), mean) <= few_units);
    CHECK(units_off(m.sum2(), central[0].value()) <= few_units);
    CHECK(units_off(m.sum3(), central[1].value()) <= few_units);
    CHECK(units_off(m.sum4(), central[2].value()) <= few_units);
  }
  CHECK(units_off(plain_sum2, central[0].value()) > few_units);
}
