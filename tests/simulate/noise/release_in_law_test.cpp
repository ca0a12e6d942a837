#include "simulate/noise/release_in_law.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "simulate/sketch/sketch.hpp"
#include "tests/catch.hpp"
#include "tests/simulate/noise/same_law.hpp"

using namespace loranoise::simulate;

namespace {

constexpr std::uint64_t trials = 40000;
constexpr double cosine = 0.8;
constexpr double norm_ratio = 1.25;

// along, along_other, length, and a mix that sees how they go together.
using samples = std::vector<std::vector<double>>;

void add(samples& all, const seen_release& v) {
  all[0].push_back(v.along);
  all[1].push_back(v.along_other);
  all[2].push_back(v.length);
  all[3].push_back(v.along * v.length - v.along_other);
}

samples literal(int rank, int width) {
  samples all(4);
  const gaussian_sketch sketch(rank, width);
  Eigen::MatrixXd A(rank, width);
  const Eigen::VectorXd u = Eigen::VectorXd::Ones(width).normalized();
  const Eigen::VectorXd across = Eigen::VectorXd::LinSpaced(width, -1, 1).normalized();
  const Eigen::VectorXd other = (cosine * u + std::sqrt(1 - cosine * cosine) * across) / norm_ratio;
  for (std::uint64_t t = 0; t < trials; ++t) {
    sketch.fill({5, experiment_id("literal release"), t}, A);
    const Eigen::VectorXd v = A.transpose() * (A * u);
    add(all, {u.dot(v), other.dot(v) / other.squaredNorm(), v.norm()});
  }
  return all;
}

samples in_law(int rank, int width) {
  samples all(4);
  const release_in_law draw(rank, width, cosine, norm_ratio);
  for (std::uint64_t t = 0; t < trials; ++t) {
    add(all, draw({5, experiment_id("release in law"), t}, t % 3));
  }
  return all;
}

double worst_of(const samples& a, const samples& b) {
  double worst = 0;
  for (std::size_t f = 0; f < a.size(); ++f) {
    worst = std::max(worst, kolmogorov_distance(a[f], b[f]));
  }
  return worst;
}

}  // namespace

TEST_CASE("what two rows see of a release drawn by its law is what they see of the literal one") {
  for (const auto& [rank, width] : {std::pair{1, 2}, {2, 3}, {4, 12}}) {
    CAPTURE(rank, width);
    const samples a = literal(rank, width);
    CHECK(worst_of(a, in_law(rank, width)) < same_law_limit(trials));
    CHECK(worst_of(a, in_law(rank + 1, width)) > same_law_limit(trials));
    CHECK(worst_of(a, in_law(rank, 2 * width)) > same_law_limit(trials));
  }
}

TEST_CASE("releases of one trial take numbers of their own") {
  const release_in_law draw(4, 16, cosine, norm_ratio);
  const stream words{1, experiment_id("own"), 0};
  CHECK(draw(words, 0).along == draw(words, 0).along);
  CHECK(draw(words, 0).along != draw(words, 1).along);
  CHECK(draw(words, 0).length != draw(words, 1).length);
}

TEST_CASE("a release in law refuses what is no pair of rows") {
  CHECK_THROWS_AS(release_in_law(0, 4, 0.5, 1), std::invalid_argument);
  CHECK_THROWS_AS(release_in_law(1, 1, 0.5, 1), std::invalid_argument);
  CHECK_THROWS_AS(release_in_law(1, 4, 1.5, 1), std::invalid_argument);
  CHECK_THROWS_AS(release_in_law(1, 4, 0.5, 0), std::invalid_argument);
}
