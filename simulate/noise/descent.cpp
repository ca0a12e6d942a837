#include "simulate/noise/descent.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "simulate/random/normal.hpp"

namespace loranoise::simulate {

std::string_view name(descent_noise kind) {
  switch (kind) {
    case descent_noise::redrawn:
      return "A redrawn";
    case descent_noise::matched:
      return "matched Gaussian noise";
    case descent_noise::diagonal:
      return "Gaussian noise of the variances";
    case descent_noise::fixed:
      return "noise of a fixed scale";
    case descent_noise::frozen:
      break;
  }
  return "A frozen";
}

quadratic_descent::quadratic_descent(quadratic_loss loss, descent_noise kind, int rank, int steps,
                                     double deviation)
    : loss_(std::move(loss)),
      kind_(kind),
      rank_(rank),
      steps_(steps),
      deviation_(deviation),
      sketch_(rank, static_cast<int>(loss_.start.size())) {
  const Eigen::Index width = loss_.start.size();
  const bool fits =
      loss_.hessian.size() == 0 || (loss_.hessian.rows() == width && loss_.hessian.cols() == width);
  if (steps < 1 || !fits) {
    throw std::invalid_argument("a descent of " + std::to_string(steps) + " steps from " +
                                std::to_string(width) + " entries with a hessian of " +
                                std::to_string(loss_.hessian.rows()) +
                                " rows: choose one step or more, and a hessian of the row's width");
  }
  e_.resize(width);
  gradient_.resize(width);
  normals_.resize(width + 1);
  projected_.resize(rank);
  a_.resize(rank, width);
}

void quadratic_descent::begin(const stream& words) {
  words_ = words;
  step_ = 0;
  e_ = loss_.start;
}

stream quadratic_descent::of_step() const {
  return words_.part(static_cast<std::uint64_t>(step_), static_cast<std::uint64_t>(steps_));
}

void quadratic_descent::advance() {
  if (loss_.hessian.size() == 0) {
    gradient_ = e_;
  } else {
    gradient_.noalias() = loss_.hessian * e_;
  }
  add_noise();
  e_ -= loss_.rate * gradient_;
  ++step_;
}

// Turns the gradient into what the step sees of it.
void quadratic_descent::add_noise() {
  if (kind_ == descent_noise::frozen || kind_ == descent_noise::redrawn) {
    if (step_ == 0 || kind_ == descent_noise::redrawn) sketch_.fill(of_step(), a_);
    projected_.noalias() = a_ * gradient_;
    gradient_.noalias() = a_.transpose() * projected_;
    return;
  }
  fill_normal(of_step(), 0, {normals_.data(), static_cast<std::size_t>(normals_.size())});
  const auto z = normals_.head(e_.size());
  if (kind_ == descent_noise::fixed) {
    gradient_ += deviation_ * z;
  } else if (kind_ == descent_noise::matched) {
    const double norm = gradient_.norm();
    gradient_ =
        gradient_ * (1 + normals_[e_.size()] / std::sqrt(rank_)) + z * (norm / std::sqrt(rank_));
  } else {
    const double square = gradient_.squaredNorm();
    gradient_.array() +=
        z.array() * ((gradient_.array().square() + square) / static_cast<double>(rank_)).sqrt();
  }
}

}  // namespace loranoise::simulate
