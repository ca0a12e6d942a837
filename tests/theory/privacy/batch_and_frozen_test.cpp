#include <array>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "theory/privacy/batch_size.hpp"
#include "theory/privacy/frozen_releases.hpp"

using namespace loranoise::theory;

namespace {

using row = std::vector<double>;

row draw(std::mt19937& words, std::size_t width) {
  std::normal_distribution<double> normal;
  row x(width);
  for (double& entry : x) {
    entry = normal(words);
  }
  return x;
}

row scaled(const row& x, double factor) {
  row y = x;
  for (double& entry : y) {
    entry *= factor;
  }
  return y;
}

// v = A'A u for one literal A of the rank.
row released(const std::vector<row>& A, const row& u) {
  row v(u.size(), 0.0);
  for (const row& a : A) {
    double inner = 0;
    for (std::size_t i = 0; i < u.size(); ++i) {
      inner += a[i] * u[i];
    }
    for (std::size_t i = 0; i < u.size(); ++i) {
      v[i] += inner * a[i] / static_cast<double>(A.size());
    }
  }
  return v;
}

}  // namespace

TEST_CASE("batch size: cosine and norm ratio are those of the vectors") {
  std::mt19937 words(5);
  const row u = draw(words, 20);
  const row d = draw(words, 20);  // g' - g
  double uu = 0;
  double ud = 0;
  double dd = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    uu += u[i] * u[i];
    ud += u[i] * d[i];
    dd += d[i] * d[i];
  }
  for (const double batch : {1.0, 4.0, 64.0}) {
    const double ww = uu + 2 * ud / batch + dd / (batch * batch);
    const double cosine = (uu + ud / batch) / std::sqrt(uu * ww);
    const auto pair = replaced_example(ud / uu, std::sqrt((dd - ud * ud / uu) / uu), batch);
    CHECK(pair.cosine == near{cosine, 1e-13});
    CHECK(pair.norm_ratio == near{std::sqrt(uu / ww), 1e-13});
    CHECK(pair.cosine_below_one == near{1 - cosine, 1e-9, 1e-13});
    CHECK(pair.log_norm_ratio == near{0.5 * std::log(uu / ww), 1e-11});
  }
}

TEST_CASE("batch size: without a mean gradient a wide row turns by 1 - rho = 1/b, exactly") {
  for (const double batch : {2.0, 8.0, 1000.0}) {
    const auto pair = typical_replacement(0, batch);
    CHECK(pair.cosine_below_one == near{1 / batch, 1e-13});
    CHECK(pair.norm_ratio == near{1, 1e-13});
    // u and u' share b - 1 of b examples: correlation 1 - 1/b of each pair of entries.
    const double deviation = log_norm_ratio_deviation(0, batch, 100);
    CHECK(deviation * deviation == near{(1 - std::pow(1 - 1 / batch, 2)) / 100, 1e-12});
  }
  // With a mean gradient 1 - rho tends to (noise/mean)/b^2.
  CHECK(typical_replacement(4, 1e4).cosine_below_one * 1e8 == near{0.25, 1e-3});
  CHECK(typical_replacement(4, 1e4).norm_ratio == near{1, 1e-13});
  CHECK_THROWS_AS(typical_replacement(-1, 8), std::domain_error);
  CHECK_THROWS_AS(typical_replacement(1, 0), std::domain_error);
  CHECK_THROWS_AS(log_norm_ratio_deviation(1, 8, 0), std::domain_error);
}

// Literal batches of wide rows: 1 - rho within 6 standard errors, the square of the logarithm
// within 4 (7 % each, by its chi-squared law of 400 draws).
TEST_CASE("batch size: the typical pair is that of literal wide rows") {
  std::mt19937 words(6);
  constexpr std::size_t width = 200;
  constexpr int batch = 8;
  for (const double mean : {0.0, 1.5}) {
    double below = 0;
    double squared_log = 0;
    constexpr int draws = 400;
    for (int t = 0; t < draws; ++t) {
      row u(width, mean * batch);
      row other = u;
      for (int k = 0; k <= batch; ++k) {
        const row noise = draw(words, width);
        for (std::size_t i = 0; i < width; ++i) {
          u[i] += k < batch ? noise[i] : 0;
          other[i] += k > 0 ? noise[i] : 0;
        }
      }
      double uu = 0;
      double uw = 0;
      double ww = 0;
      for (std::size_t i = 0; i < width; ++i) {
        uu += u[i] * u[i];
        uw += u[i] * other[i];
        ww += other[i] * other[i];
      }
      below += (1 - uw / std::sqrt(uu * ww)) / draws;
      squared_log += std::pow(0.5 * std::log(uu / ww), 2) / draws;
    }
    CAPTURE(mean);
    CHECK(below == near{typical_replacement(mean * mean, batch).cosine_below_one, 0.03});
    CHECK(below != near{typical_replacement(mean * mean, batch + 1).cosine_below_one, 0.03});
    const double deviation = log_norm_ratio_deviation(mean * mean, batch, width);
    CHECK(squared_log == near{deviation * deviation, 0.3});
  }
}

TEST_CASE("batch size: the cosine is second order in 1/batch, the norm first order") {
  const auto at = [](double batch) { return replaced_example(0.3, 0.8, batch); };
  for (const double batch : {1e3, 1e6, 1e9}) {
    CHECK(at(batch).cosine_below_one * batch * batch == near{0.32, 2 / batch, 1e-9});
    CHECK(at(batch).log_norm_ratio * batch == near{-0.3, 2 / batch, 1e-9});
  }
  CHECK(changed_row(-2, 0).cosine == -1);
  CHECK(changed_row(0, 0).cosine_below_one == 0);
  CHECK_THROWS_AS(changed_row(-1, 0), std::domain_error);
  CHECK_THROWS_AS(changed_row(0, -1), std::domain_error);
  CHECK_THROWS_AS(replaced_example(0, 1, 0.5), std::domain_error);
}

TEST_CASE("frozen sketch: two releases separate all candidates but two families") {
  std::mt19937 words(7);
  const row u_1 = draw(words, 6);
  const row u_2 = draw(words, 6);
  const row w = draw(words, 6);
  CHECK_FALSE(frozen_pairs_separate(u_1, u_2, u_1, u_2));
  CHECK_FALSE(frozen_pairs_separate(u_1, u_2, scaled(u_1, 3), scaled(u_2, 3)));
  CHECK_FALSE(frozen_pairs_separate(u_1, scaled(u_1, 2), w, scaled(w, 2)));
  // Parallel candidates are not safe: another ratio separates.
  CHECK(frozen_pairs_separate(u_1, scaled(u_1, 2), w, scaled(w, 3)));
  CHECK(frozen_pairs_separate(u_1, u_2, scaled(u_1, 3), scaled(u_2, -3)));
  CHECK(frozen_pairs_separate(u_1, u_2, u_2, u_1));
  CHECK(frozen_pairs_separate(u_1, u_2, w, u_2));  // one row differs, the other is public
  row close = u_1;
  close[0] += 1e-6;
  CHECK(frozen_pairs_separate(u_1, u_2, close, u_2));
  CHECK_THROWS_AS(frozen_pairs_separate(u_1, u_2, row(5, 1.0), u_2), std::domain_error);
  CHECK_THROWS_AS(frozen_pairs_separate(u_1, u_2, row(6, 0.0), u_2), std::domain_error);
}

TEST_CASE("frozen sketch: the statistic is 0 for the true rows and for nobody else, at any rank") {
  std::mt19937 words(11);
  const row u_1 = draw(words, 32);
  const row u_2 = draw(words, 32);
  row close = u_1;
  close[3] += 1e-3;
  for (const std::size_t rank : {1U, 4U, 16U}) {
    std::vector<row> A;
    for (std::size_t k = 0; k < rank; ++k) {
      A.push_back(draw(words, 32));
    }
    const row v_1 = released(A, u_1);
    const row v_2 = released(A, u_2);
    CHECK(std::abs(frozen_statistic(v_1, v_2, u_1, u_2)) < 1e-11);
    CHECK(std::abs(frozen_statistic(v_1, v_2, close, u_2)) > 1e-7);
    const row parallel = scaled(u_1, 2);
    const row other = draw(words, 32);
    CHECK(std::abs(frozen_statistic(v_1, released(A, parallel), other, scaled(other, 2))) < 1e-10);
    CHECK(std::abs(frozen_statistic(v_1, released(A, parallel), other, scaled(other, 3))) > 1e-7);
  }
}
