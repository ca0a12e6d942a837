#include "simulate/noise/descent.hpp"

#include <cmath>
#include <stdexcept>

#include "simulate/random/normal.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

constexpr int rank = 3;
constexpr double rate = 0.3;
constexpr std::uint64_t trials = 40000;

quadratic_loss full_loss() {
  Eigen::Matrix4d hessian;
  hessian << 1.0, 0.4, 0.0, 0.2,  //
      0.4, 0.8, 0.3, 0.0,         //
      0.0, 0.3, 0.6, -0.2,        //
      0.2, 0.0, -0.2, 0.4;
  return {hessian, Eigen::Vector4d(0.8, 0.4, 0.4, -0.2), rate};
}

stream trial(std::uint64_t t) {
  return {11, experiment_id("descent"), t};
}

// Mean and covariance of what the first step does to the gradient, off by sampling alone.
struct first_step {
  Eigen::Vector4d mean = Eigen::Vector4d::Zero();
  Eigen::Matrix4d covariance = Eigen::Matrix4d::Zero();
};

first_step sample(descent_noise kind, double deviation = 0) {
  const quadratic_loss loss = full_loss();
  const Eigen::Vector4d gradient = loss.hessian * loss.start;
  quadratic_descent descent(loss, kind, rank, 1, deviation);
  first_step s;
  for (std::uint64_t t = 0; t < trials; ++t) {
    descent.begin(trial(t));
    descent.advance();
    const Eigen::Vector4d seen = (loss.start - descent.e()) / rate;
    s.mean += (seen - gradient) / static_cast<double>(trials);
    s.covariance += (seen - gradient) * (seen - gradient).transpose() / static_cast<double>(trials);
  }
  return s;
}

}  // namespace

TEST_CASE("a descent step under a sketch is e - rate A'A H e, literally") {
  const quadratic_loss loss = full_loss();
  constexpr int steps = 3;
  for (const descent_noise kind : {descent_noise::frozen, descent_noise::redrawn}) {
    quadratic_descent descent(loss, kind, rank, steps);
    for (std::uint64_t t = 0; t < 4; ++t) {
      descent.begin(trial(t));
      Eigen::VectorXd e = loss.start;
      Eigen::MatrixXd a(rank, 4);
      for (int s = 0; s < steps; ++s) {
        stream own = trial(t * steps);
        if (kind == descent_noise::redrawn) own.trial += static_cast<std::uint64_t>(s);
        gaussian_sketch(rank, 4).fill(own, a);
        e -= rate * (a.transpose() * a * (loss.hessian * e)).eval();
        descent.advance();
        CHECK((descent.e() - e).norm() < 1e-14);
      }
    }
  }
}

TEST_CASE("no hessian is the identity") {
  quadratic_loss loss = full_loss();
  loss.hessian = Eigen::Matrix4d::Identity();
  for (const descent_noise kind : {descent_noise::redrawn, descent_noise::matched}) {
    quadratic_descent with(loss, kind, rank, 2);
    quadratic_descent without({{}, loss.start, rate}, kind, rank, 2);
    with.begin(trial(5));
    without.begin(trial(5));
    for (int s = 0; s < 2; ++s) {
      with.advance();
      without.advance();
    }
    CHECK((with.e() - without.e()).norm() < 1e-14);
  }
}

// Each entry of mean and covariance within 6 standard errors, of which the largest is below 0.02:
// 80 numbers, a false alarm once in 10^7.
TEST_CASE("Gaussian noise in the sketch's place has its mean, and its covariance or variances") {
  constexpr double reach = 0.05;
  const quadratic_loss loss = full_loss();
  const Eigen::Vector4d g = loss.hessian * loss.start;
  const Eigen::Matrix4d full =
      (g * g.transpose() + g.squaredNorm() * Eigen::Matrix4d::Identity()) / rank;
  for (const descent_noise kind : {descent_noise::redrawn, descent_noise::matched}) {
    const first_step s = sample(kind);
    CAPTURE(std::string(name(kind)));
    CHECK(s.mean.cwiseAbs().maxCoeff() < reach);
    CHECK((s.covariance - full).cwiseAbs().maxCoeff() < reach);
  }
  const first_step alone = sample(descent_noise::diagonal);
  const Eigen::Matrix4d variances = full.diagonal().asDiagonal();
  CHECK((alone.covariance - variances).cwiseAbs().maxCoeff() < reach);
  CHECK((alone.covariance - full).cwiseAbs().maxCoeff() > reach);  // not the whole covariance
  const first_step fixed = sample(descent_noise::fixed, 0.5);
  CHECK((fixed.covariance - 0.25 * Eigen::Matrix4d::Identity()).cwiseAbs().maxCoeff() < reach);
}

TEST_CASE("a descent refuses what does not fit") {
  const quadratic_loss loss = full_loss();
  CHECK_THROWS_AS(quadratic_descent(loss, descent_noise::frozen, 5, 1), std::invalid_argument);
  CHECK_THROWS_AS(quadratic_descent(loss, descent_noise::frozen, rank, 0), std::invalid_argument);
  CHECK_THROWS_AS(quadratic_descent({Eigen::Matrix3d::Identity(), loss.start, rate},
                                    descent_noise::frozen, rank, 1),
                  std::invalid_argument);
}
