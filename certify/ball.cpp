#include "certify/ball.hpp"

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace loranoise::certify {
namespace {

class bound {
 public:
  bound() { arf_init(x_); }
  bound(const bound&) = delete;
  bound& operator=(const bound&) = delete;
  ~bound() { arf_clear(x_); }
  [[nodiscard]] arf_ptr get() { return x_; }

 private:
  arf_t x_;
};

template <auto Function>
ball of(const ball& a) {
  ball b;
  Function(b.get(), a.get(), precision);
  return b;
}

}  // namespace

ball ball::parse(const std::string& text) {
  ball b;
  if (arb_set_str(b.x_, text.c_str(), precision) != 0) {
    throw std::invalid_argument("\"" + text + "\" is not a number or a ball");
  }
  return b;
}

ball ball::between(double low, double high) {
  ball b;
  bound from;
  bound to;
  arf_set_d(from.get(), low);
  arf_set_d(to.get(), high);
  arb_set_interval_arf(b.x_, from.get(), to.get(), precision);
  return b;
}

ball ball::pi() {
  ball b;
  arb_const_pi(b.x_, precision);
  return b;
}

double ball::middle() const {
  return arf_get_d(arb_midref(x_), ARF_RND_NEAR);
}

double ball::radius() const {
  return mag_get_d(arb_radref(x_));
}

ball ball::low() const {
  ball b;
  bound x;
  arb_get_lbound_arf(x.get(), x_, precision);
  arb_set_arf(b.x_, x.get());
  return b;
}

ball ball::high() const {
  ball b;
  bound x;
  arb_get_ubound_arf(x.get(), x_, precision);
  arb_set_arf(b.x_, x.get());
  return b;
}

double ball::low_double() const {
  bound x;
  arb_get_lbound_arf(x.get(), x_, precision);
  return arf_get_d(x.get(), ARF_RND_FLOOR);
}

double ball::high_double() const {
  bound x;
  arb_get_ubound_arf(x.get(), x_, precision);
  return arf_get_d(x.get(), ARF_RND_CEIL);
}

std::string ball::text(int digits) const {
  const std::unique_ptr<char, void (*)(void*)> written(arb_get_str(x_, digits, 0), flint_free);
  return written.get();
}

ball ball::widened(const ball& extra) const {
  ball b = *this;
  arb_add_error(b.x_, extra.x_);
  return b;
}

ball abs(const ball& a) {
  ball b;
  arb_abs(b.get(), a.get());
  return b;
}

ball sqrt(const ball& a) {
  return of<arb_sqrt>(a);
}

ball exp(const ball& a) {
  return of<arb_exp>(a);
}

ball log(const ball& a) {
  return of<arb_log>(a);
}

ball log1p(const ball& a) {
  return of<arb_log1p>(a);
}

ball sin(const ball& a) {
  return of<arb_sin>(a);
}

ball cos(const ball& a) {
  return of<arb_cos>(a);
}

ball asin(const ball& a) {
  return of<arb_asin>(a);
}

ball atan(const ball& a) {
  return of<arb_atan>(a);
}

ball gamma(const ball& a) {
  return of<arb_gamma>(a);
}

ball log_gamma(const ball& a) {
  return of<arb_lgamma>(a);
}

ball power(const ball& a, unsigned n) {
  ball b;
  arb_pow_ui(b.get(), a.get(), n, precision);
  return b;
}

ball max(const ball& a, const ball& b) {
  ball c;
  arb_max(c.get(), a.get(), b.get(), precision);
  return c;
}

ball min(const ball& a, const ball& b) {
  ball c;
  arb_min(c.get(), a.get(), b.get(), precision);
  return c;
}

}  // namespace loranoise::certify
