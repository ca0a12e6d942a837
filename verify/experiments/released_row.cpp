#include "verify/experiments/released_row.hpp"

#include "simulate/noise/noise.hpp"

namespace loranoise::verify {
namespace {

constexpr int moment_order = 2;  // of a field that is not used here

}  // namespace

released_row::released_row(const Eigen::RowVectorXd& u, int rank)
    : u_(u.transpose() / u.norm()), v_(u.size()), sketch_(rank, static_cast<int>(u.size())) {
  if (is_literal(u.size(), rank)) {
    a_.resize(rank, u.size());
  } else if (rank >= fewest_for_float && u.size() >= narrowest_for_float) {
    wide_float_.emplace(u_, rank, moment_order);
    noise_.resize(static_cast<std::size_t>(u.size()));
  } else {
    wide_.emplace(u_, rank, moment_order);
  }
}

const Eigen::VectorXd& released_row::draw(const simulate::stream& words) {
  if (wide_float_) {
    wide_float_->draw(words, noise_);
    v_ = u_ + Eigen::Map<const Eigen::VectorXf>(noise_.data(), v_.size()).cast<double>();
  } else if (wide_) {
    wide_->draw(words, {v_.data(), static_cast<std::size_t>(v_.size())});
    v_ += u_;
  } else {
    sketch_.fill(words, a_);
    simulate::noise_row(u_, a_, v_);
    v_ += u_;
  }
  return v_;
}

double released_row::cost(Eigen::Index width, int rank) {
  const auto w = static_cast<double>(width);
  if (is_literal(width, rank)) return 2.2 * w * rank + 200;
  return (width >= narrowest_for_float && rank >= fewest_for_float ? 1.5 : 4.0) * w + 300;
}

}  // namespace loranoise::verify
