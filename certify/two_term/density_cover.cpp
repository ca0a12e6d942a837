#include "certify/two_term/density_cover.hpp"

#include <algorithm>
#include <cmath>

#include "certify/bessel.hpp"

namespace loranoise::certify {
namespace {

ball two_to(const ball& x) {
  return exp(x * log(ball(2)));
}

// E(z) = sqrt(2 z/pi) exp(z) K_n(z).
ball shape_of_bessel(const ball& order, const ball& z) {
  constexpr slong bits = 30;
  return sqrt(2 * z / ball::pi()) * scaled_bessel_k(order, z, bits);
}

// Least density at a point of [y, y + width] of the normal laws of mean r rho and variance r (1 +
// rho^2).
class normal_box {
 public:
  normal_box(int rank, const ball& low, const ball& high)
      : mean_low_(rank * low),
        mean_high_(rank * high),
        least_variance_(rank * (1 + low * low)),
        most_(1 / sqrt(2 * ball::pi() * rank * (1 + high * high))) {}
  [[nodiscard]] ball least(const ball& from, const ball& to) const {
    const ball away = max(max(to - mean_low_, mean_high_ - from), 0);
    return most_ * exp(-(away * away) / (2 * least_variance_));
  }

 private:
  ball mean_low_;
  ball mean_high_;
  ball least_variance_;
  ball most_;
};

}  // namespace

// The cosines of [low, high].
struct density_bound::box {
  ball low;
  ball high;
  ball w_low = 1 - high * high;
  ball w_high = 1 - low * low;
  bool one_sided = arb_is_one(high.get()) != 0;  // w_low is 0, and E there 1
};

density_bound::density_bound(int rank)
    : rank_(rank),
      order_(ball(rank - 1) / 2),
      scale_(two_to(-(ball(rank) / 2)) / gamma(ball(rank) / 2)) {
  // K_n(z) = 2^(n - 1) Gamma(n) z^(-n) at its pole.
  if (rank > 1) at_zero_ = sqrt(2 / ball::pi()) * two_to(order_ - 1) * gamma(order_);
  constexpr double first = 1e-6;
  constexpr double last = 1e4;
  constexpr double ratio = 1.001;
  grid_.push_back(first);
  while (grid_.back() < last) grid_.push_back(ratio * grid_.back());
  e_.reserve(grid_.size());
  for (const double z : grid_) e_.push_back(shape_of_bessel(order_, z));
}

ball density_bound::least_e(const ball& z) const {
  if (rank_ == 1) {  // rises: the last value of the grid that is not beyond z
    const auto after = std::upper_bound(grid_.begin(), grid_.end(), z.low_double());
    return after == grid_.begin() ? ball(0)
                                  : e_[static_cast<std::size_t>(after - grid_.begin()) - 1];
  }
  const auto at = std::lower_bound(grid_.begin(), grid_.end(), z.high_double());
  return at == grid_.end() ? ball(1) : e_[static_cast<std::size_t>(at - grid_.begin())];
}

// y^(n - 1/2), n - 1/2 = (r - 2)/2.
ball density_bound::power_of(const ball& y) const {
  const ball root = sqrt(y);
  return rank_ >= 2 ? power(root, static_cast<unsigned>(rank_ - 2)) : 1 / root;
}

// Least y^(n - 1/2) E(y/w) over y of [near, far] and the w of the box.
ball density_bound::least_shape(const box& b, const ball& near, const ball& far) const {
  if (rank_ == 1) return power_of(far) * least_e(far / b.w_high);
  if (b.one_sided) return power_of(near);
  if (arb_is_zero(near.get()) != 0) return at_zero_ * power_of(b.w_low);
  return power_of(near) * least_e(near / b.w_low);
}

ball density_bound::distance(double low, double high, int panels) const {
  const box b{low, high};
  const normal_box normal(rank_, b.low, b.high);
  constexpr double reach = 4;  // standard deviations beyond the mean
  const ball width = (rank_ * high + reach * std::sqrt(rank_ * (1 + high * high))) / panels;
  ball mass = 0;
  for (int i = 0; i < panels; ++i) {
    const ball near = i * width;
    const ball far = (i + 1) * width;
    const ball shape = scale_ * least_shape(b, near, far);
    mass += min(shape * exp(-far / (1 + b.low)), normal.least(near, far));
    if (b.one_sided) continue;
    mass += min(shape * exp(-far / (1 - b.high)), normal.least(-far, -near));
  }
  return 1 - mass * width;
}

namespace {

struct point {
  int panels;
  ball distance;
};

// Panels whose error takes less than half of what the bound leaves at this cosine.
point at_cosine(const density_bound& law, int rank, double cosine, const ball& limit) {
  constexpr int most_panels = 64000;
  int panels = 250;
  ball coarse = law.distance(cosine, cosine, panels);
  while (panels < most_panels) {
    panels *= 2;
    ball fine = law.distance(cosine, cosine, panels);
    if (coarse - fine < (limit - fine) / 2) return {panels, fine};
    coarse = fine;
  }
  throw resisting_rank(rank, atan(ball(cosine)));
}

}  // namespace

cover cover_by_boxes(const two_term_bound& bound, int rank) {
  const density_bound law(rank);
  cover result{rank, 0, 0};
  double low = 0;
  double width = 0.05;
  while (low < 1) {
    const ball limit = value(bound, rank, atan(ball(low)));
    const point at = at_cosine(law, rank, low, limit);
    for (;;) {
      const double high = std::min(1.0, low + width);
      const ball distance = law.distance(low, high, at.panels);
      if (holds(distance, limit)) {
        result.ratio = max(result.ratio, distance / limit);
        ++result.pieces;
        low = high;
        width *= 1.5;
        break;
      }
      // What a box adds grows with its width.
      const double free = (limit - at.distance).middle();
      width *= 0.8 * free / (distance - at.distance).middle();
      if (!(width > 1e-6)) throw resisting_rank(rank, atan(ball(low)));
    }
  }
  return result;
}

}  // namespace loranoise::certify
