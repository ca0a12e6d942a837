// A real number known to lie in a ball: FLINT's arb (Johansson 2017) with operators. Every
// operation encloses the result for all numbers of its operands' balls.
#pragma once

#include <string>

#include "certify/flint.hpp"

namespace loranoise::certify {

/// Bits of every midpoint.
inline constexpr slong precision = 128;

class ball {
 public:
  ball() { arb_init(x_); }
  ball(int n) : ball() { arb_set_si(x_, n); }    // NOLINT(google-explicit-constructor)
  ball(double x) : ball() { arb_set_d(x_, x); }  // NOLINT(google-explicit-constructor)
  ball(const ball& other) : ball() { arb_set(x_, other.x_); }
  ball(ball&& other) noexcept : ball() { arb_swap(x_, other.x_); }
  ball& operator=(const ball& other) {
    arb_set(x_, other.x_);
    return *this;
  }
  ball& operator=(ball&& other) noexcept {
    arb_swap(x_, other.x_);
    return *this;
  }
  ~ball() { arb_clear(x_); }

  /// "0.35" or "[0.35 +/- 1e-10]", rounded outwards; std::invalid_argument otherwise.
  static ball parse(const std::string& text);
  /// All numbers from `low` to `high`, exactly these doubles.
  static ball between(double low, double high);
  static ball pi();

  [[nodiscard]] arb_ptr get() { return x_; }
  [[nodiscard]] arb_srcptr get() const { return x_; }

  [[nodiscard]] double middle() const;
  /// A double at least as large as the radius.
  [[nodiscard]] double radius() const;
  /// The least and the largest number of the ball, as balls without radius, rounded outwards.
  [[nodiscard]] ball low() const;
  [[nodiscard]] ball high() const;
  /// Doubles around the ball.
  [[nodiscard]] double low_double() const;
  [[nodiscard]] double high_double() const;
  [[nodiscard]] bool contains_zero() const { return arb_contains_zero(x_) != 0; }
  [[nodiscard]] bool is_finite() const { return arb_is_finite(x_) != 0; }
  [[nodiscard]] bool overlaps(const ball& other) const { return arb_overlaps(x_, other.x_) != 0; }
  /// "[0.350075037603730 +/- 3.1e-16]".
  [[nodiscard]] std::string text(int digits = 20) const;
  /// The ball with `extra` (its largest absolute value) added to the radius.
  [[nodiscard]] ball widened(const ball& extra) const;

  ball& operator+=(const ball& b) {
    arb_add(x_, x_, b.x_, precision);
    return *this;
  }
  ball& operator-=(const ball& b) {
    arb_sub(x_, x_, b.x_, precision);
    return *this;
  }
  ball& operator*=(const ball& b) {
    arb_mul(x_, x_, b.x_, precision);
    return *this;
  }
  ball& operator/=(const ball& b) {
    arb_div(x_, x_, b.x_, precision);
    return *this;
  }
  friend ball operator+(ball a, const ball& b) { return a += b; }
  friend ball operator-(ball a, const ball& b) { return a -= b; }
  friend ball operator*(ball a, const ball& b) { return a *= b; }
  friend ball operator/(ball a, const ball& b) { return a /= b; }
  friend ball operator-(ball a) {
    arb_neg(a.x_, a.x_);
    return a;
  }
  /// Certainly: for all numbers of both balls.
  friend bool operator<(const ball& a, const ball& b) { return arb_lt(a.x_, b.x_) != 0; }
  friend bool operator>(const ball& a, const ball& b) { return arb_gt(a.x_, b.x_) != 0; }
  friend bool operator<=(const ball& a, const ball& b) { return arb_le(a.x_, b.x_) != 0; }

 private:
  arb_t x_;
};

ball abs(const ball& a);
ball sqrt(const ball& a);
ball exp(const ball& a);
ball log(const ball& a);
ball log1p(const ball& a);
ball sin(const ball& a);
ball cos(const ball& a);
ball atan(const ball& a);
ball asin(const ball& a);
ball gamma(const ball& a);
ball log_gamma(const ball& a);
ball power(const ball& a, unsigned n);
ball max(const ball& a, const ball& b);
ball min(const ball& a, const ball& b);

}  // namespace loranoise::certify
