#include "certify/two_term/wrapped_law.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "certify/flint.hpp"
#include "certify/two_term/angle_transform.hpp"

namespace loranoise::certify {
namespace {

// Bits of the Fourier transform: its balls are 10^-15 of the largest value.
constexpr slong transform_bits = 64;

class complex_vector {
 public:
  explicit complex_vector(slong size) : size_(size), x_(_acb_vec_init(size)) {}
  complex_vector(const complex_vector&) = delete;
  complex_vector& operator=(const complex_vector&) = delete;
  ~complex_vector() { _acb_vec_clear(x_, size_); }
  acb_ptr get() { return x_; }
  acb_ptr operator[](slong i) { return x_ + i; }

 private:
  slong size_;
  acb_ptr x_;
};

ball frequency(const circle& on, int k) {
  return 2 * ball::pi() * k / on.length;
}

// Up to here coefficients are summed: (1 + 2 v^2/r)^(1 - r/4) is 10^-3.5 at rank 8 and falls.
double last_frequency(int rank) {
  const double digits = std::min(12.0, 2 + 1.5 * std::log2(rank / 4.0));
  return std::sqrt(rank / 2.0 * std::expm1(digits * std::numbers::ln10 / (rank / 4.0 - 1)));
}

// The coefficients of G + i G', which are those of two real functions.
void set_coefficient(acb_ptr out, const complex_value& g, const complex_value& slope,
                     bool conjugate) {
  const ball sign = conjugate ? -1 : 1;
  acb_set_arb_arb(out, (g.real - sign * slope.imaginary).get(),
                  (sign * g.imaginary + slope.real).get());
}

ball size(const complex_value& z) {
  return sqrt(z.real * z.real + z.imaginary * z.imaginary);
}

}  // namespace

ball outside_at_most(int rank, double x) {
  const ball scale = sqrt(ball(2) / rank);
  const ball a = x / (1.5 + x * std::sqrt(2.0 / rank));
  const ball b = a * scale;
  const ball low = b / sqrt(ball(2));
  const ball exponent = (-log1p(-b) - b) + (low - log1p(low));
  return 4 * exp(ball(rank) / 2 * exponent - a * x);
}

circle circle_for(int rank) {
  circle c;
  double x = 7;
  const auto far_enough = [&] { return outside_at_most(rank, x) * rank < ball(1e-7); };
  while (!far_enough()) x += 0.25;
  c.length = 2 * x;
  c.outside = outside_at_most(rank, x);
  c.terms = static_cast<int>(std::ceil(last_frequency(rank) * c.length / 6.28)) + 1;
  constexpr int least_points = 1024;
  c.points = std::max(least_points,
                      static_cast<int>(std::bit_ceil(2U * static_cast<unsigned>(c.terms) + 2U)));
  return c;
}

wrapped_law::wrapped_law(int rank, const circle& on, const ball& angle)
    : step_(ball(on.length) / on.points) {
  const angle_transform law(rank, angle);
  complex_vector coefficients(on.points);
  ball bend = 0;
  ball bend_of_slope = 0;
  for (int k = 1; k <= on.terms; ++k) {
    const ball v = frequency(on, k);
    const angle_transform::values at = law.at(v);
    const complex_value g{at.transform.real - exp(-(v * v) / 2), at.transform.imaginary};
    set_coefficient(coefficients[k], g, at.slope, false);
    set_coefficient(coefficients[on.points - k], g, at.slope, true);
    bend += v * v * size(g);
    bend_of_slope += v * v * size(at.slope);
  }
  complex_vector grid(on.points);
  acb_dft(grid.get(), coefficients.get(), on.points, transform_bits);
  density_.resize(static_cast<std::size_t>(on.points));
  slope_.resize(density_.size());
  for (std::size_t j = 0; j < density_.size(); ++j) {
    acb_get_real(density_[j].get(), grid[static_cast<slong>(j)]);
    acb_get_imag(slope_[j].get(), grid[static_cast<slong>(j)]);
  }
  // Both signs of k; (1/2) L h^2/12 times the largest second derivative.
  const ball cells = step_ * step_ / 12;
  const transform_bounds bounds(rank, angle, angle);
  const ball from = frequency(on, on.terms);
  const ball per_unit = ball(on.length) / (2 * ball::pi());
  rule_ = cells * bend + 2 * per_unit * bounds.transform_beyond(from);
  rule_of_slope_ = cells * bend_of_slope + per_unit * bounds.slope_beyond(from);
}

ball wrapped_law::distance(const ball& s) const {
  ball sum = 0;
  for (std::size_t j = 0; j < density_.size(); ++j) sum += abs(density_[j] + s * slope_[j]);
  // h/L times the sum of the coefficients' transform.
  return sum / (2 * static_cast<int>(density_.size())) + rule_ + abs(s) * rule_of_slope_;
}

ball curvature(int rank, const circle& on, const ball& low, const ball& high) {
  const transform_bounds bounds(rank, low, high);
  ball sum = 0;
  for (int k = 1; k <= on.terms; ++k) sum += power(bounds.second_derivative(frequency(on, k)), 2);
  sum += ball(on.length) / (2 * ball::pi()) *
         bounds.squared_second_derivative_beyond(frequency(on, on.terms));
  return sqrt(2 * sum) / 2;
}

}  // namespace loranoise::certify
