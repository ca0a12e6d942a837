#include "verify/statistics/estimate.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/lambert_w.hpp>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace loranoise::verify {
namespace {

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

double sum_of_products(std::span<const double> x, std::span<const double> y) {
  const double x_mean = mean_of(x);
  const double y_mean = mean_of(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - x_mean) * (y[i] - y_mean);
  return sum;
}

// Weights w_i with slope = sum w_i log y_i.
std::vector<double> slope_weights(std::span<const double> x) {
  if (x.size() < 2) throw std::invalid_argument("a slope needs two points or more");
  std::vector<double> weights(x.size());
  std::transform(x.begin(), x.end(), weights.begin(), [](double v) { return std::log(v); });
  const double mean = mean_of(weights);
  double squares = 0;
  for (double& w : weights) {
    w -= mean;
    squares += w * w;
  }
  for (double& w : weights) w /= squares;
  return weights;
}

}  // namespace

estimate estimate::from_standard_error(double value, double standard_error, double degrees) {
  estimate result;
  result.method_ = method::student;
  result.value_ = value;
  result.standard_error_ = standard_error;
  result.degrees_ = degrees;
  return result;
}

estimate estimate::from_blocks(std::span<const double> block_values) {
  if (block_values.size() < 2) throw std::invalid_argument("block means need two blocks or more");
  const auto blocks = static_cast<double>(block_values.size());
  const double squares = sum_of_products(block_values, block_values);
  return from_standard_error(mean_of(block_values), std::sqrt(squares / (blocks - 1) / blocks),
                             blocks - 1);
}

estimate estimate::from_blocks_with_control(std::span<const double> block_values,
                                            std::span<const double> controls, double control_mean) {
  if (block_values.size() < 4 || controls.size() != block_values.size()) {
    throw std::invalid_argument("a control variate needs four blocks or more, one value a block");
  }
  const auto blocks = static_cast<double>(block_values.size());
  const double spread = sum_of_products(controls, controls);
  constexpr double rounding = 1e-6;  // of a control that is constant but for single precision
  if (spread <= rounding * rounding * (blocks - 1)) return from_blocks(block_values);
  const double shared = sum_of_products(block_values, controls);
  const double beta = shared / spread;
  const double offset = mean_of(controls) - control_mean;
  const double residual =
      std::max(0.0, sum_of_products(block_values, block_values) - beta * shared) / (blocks - 2);
  // The value of the fitted line at control_mean, with the line's usual variance there.
  const double variance = residual * (1 / blocks + offset * offset / spread);
  return from_standard_error(mean_of(block_values) - beta * offset, std::sqrt(variance),
                             blocks - 2);
}

estimate estimate::from_binomial(std::uint64_t successes, std::uint64_t trials) {
  if (trials == 0 || successes > trials) {
    throw std::invalid_argument("a probability needs trials, and no more successes than trials");
  }
  estimate result;
  result.method_ = method::binomial;
  result.successes_ = static_cast<double>(successes);
  result.trials_ = static_cast<double>(trials);
  result.value_ = result.successes_ / result.trials_;
  result.standard_error_ = std::sqrt(result.value_ * (1 - result.value_) / result.trials_);
  return result;
}

estimate estimate::from_supremum(double distance, std::uint64_t trials) {
  if (trials == 0) throw std::invalid_argument("an empirical distribution needs trials");
  estimate result;
  result.method_ = method::supremum;
  result.value_ = distance;
  result.trials_ = static_cast<double>(trials);
  result.standard_error_ = 0.5 / std::sqrt(result.trials_);
  return result;
}

double anderson_darling_reach(double alpha) {
  // sqrt(3/(pi z)) exp(-z) = alpha, so that 2 z exp(2 z) = 6/(pi alpha^2).
  return std::sqrt(boost::math::lambert_w0(6 / (std::numbers::pi * alpha * alpha)) / 2);
}

estimate estimate::from_anderson_darling(double distance, std::uint64_t trials) {
  estimate result = from_supremum(distance, trials);
  result.method_ = method::anderson_darling;
  return result;
}

estimate estimate::from_exact(double value, double error) {
  estimate result;
  result.value_ = value;
  result.standard_error_ = error;
  return result;
}

estimate estimate::from_computation(double value, double error) {
  estimate result = from_exact(value, error);
  result.computed_ = true;
  return result;
}

estimate estimate::from_enclosure(double low, double high) {
  estimate result = from_computation((low + high) / 2, (high - low) / 2);
  result.enclosed_ = true;
  return result;
}

estimate estimate::shifted(double shift) const {
  estimate result = *this;
  result.shift_ += shift;
  return result;
}

estimate difference(const estimate& a, const estimate& b) {
  return estimate::from_standard_error(a.value() - b.value(),
                                       std::hypot(a.standard_error(), b.standard_error()),
                                       std::min(a.degrees(), b.degrees()));
}

estimate estimate::picked_from(double count) const {
  estimate result = *this;
  result.multiplicity_ *= count;
  return result;
}

interval estimate::interval_at(double family_alpha) const {
  const double alpha = family_alpha / multiplicity_;
  switch (method_) {
    case method::student: {
      const boost::math::students_t t(degrees_);
      const double reach =
          boost::math::quantile(boost::math::complement(t, alpha / 2)) * standard_error_;
      return {value() - reach, value() + reach};
    }
    case method::binomial: {
      using boost::math::binomial;
      return {binomial::find_lower_bound_on_p(trials_, successes_, alpha / 2) + shift_,
              binomial::find_upper_bound_on_p(trials_, successes_, alpha / 2) + shift_};
    }
    case method::supremum: {
      const double reach = std::sqrt(std::log(2 / alpha) / (2 * trials_));
      return {std::max(0.0, value_ - reach) + shift_, value_ + reach + shift_};
    }
    case method::anderson_darling: {
      const double reach = anderson_darling_reach(alpha) / std::sqrt(trials_);
      return {std::max(0.0, value_ - reach) + shift_, value_ + reach + shift_};
    }
    case method::exact:
      break;
  }
  return {value() - standard_error_, value() + standard_error_};
}

estimate log_log_slope(std::span<const double> x, std::span<const estimate> y) {
  const std::vector<double> weights = slope_weights(x);
  double slope = 0;
  double variance = 0;
  double degrees = y.front().degrees();
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(y[i].value() > 0)) throw std::invalid_argument("a log-log slope needs positive values");
    slope += weights[i] * std::log(y[i].value());
    variance += std::pow(weights[i] * y[i].standard_error() / y[i].value(), 2);
    degrees = std::min(degrees, y[i].degrees());
  }
  return estimate::from_standard_error(slope, std::sqrt(variance), degrees);
}

double log_log_slope(std::span<const double> x, std::span<const double> y) {
  const std::vector<double> weights = slope_weights(x);
  double slope = 0;
  for (std::size_t i = 0; i < x.size(); ++i) slope += weights[i] * std::log(y[i]);
  return slope;
}

}  // namespace loranoise::verify
