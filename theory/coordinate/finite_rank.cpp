#include "theory/coordinate/finite_rank.hpp"

#include <boost/math/special_functions/bessel.hpp>
#include <cmath>
#include <numbers>

namespace loranoise::theory::detail {
namespace {

// Past it t^rank overflows; the general formula goes on.
constexpr double largest_t = 1e8;
// Boost's K_0 and K_1 underflow near 700.
constexpr double largest_bessel_argument = 600;
// Below it alpha^k may underflow.
constexpr double least_alpha = 1e-8;

bool even(double rank) {
  return std::fmod(rank, 2) == 0;
}

}  // namespace

bool recurrence_applies(const standard_law<double>& law, const point<double>& x) {
  const double t = std::fabs(x.t);
  if (law.rank > recurrence_rank || law.s == 0 || !(t < largest_t)) {
    return false;
  }
  return even(law.rank) || (t > 0 && t < largest_bessel_argument * law.s && t > 1e-280);
}

double log_density_recurrence(const standard_law<double>& law, const point<double>& x) {
  const double t = std::fabs(x.t);
  const double z = t / law.s;
  const double side = x.t * law.rho >= 0 ? 1 + std::fabs(law.rho) : 1 - std::fabs(law.rho);
  const double first = even(law.rank) ? 1.5 : 1;
  const int steps = static_cast<int>((law.rank - 1) / 2 - first);  // to nu; none for ranks 1 to 4
  double before = 0;
  double here = 0;
  if (even(law.rank)) {  // P_(1/2)/sqrt(pi s/2) = 1, P_(3/2) = |t| + s, in units of the first
    before = 1;
    here = t + law.s;
    if (law.rank == 2) {
      here = 1;
    }
  } else {
    const double scale = std::exp(z);
    before = scale * boost::math::cyl_bessel_k(0, z);
    here = law.rank == 1 ? before : t * scale * boost::math::cyl_bessel_k(1, z);
  }
  for (int j = 0; j < steps; ++j) {
    const double next = 2 * (first + j) * law.s * here + t * t * before;
    before = here;
    here = next;
  }
  return law.log_recurrence + std::log(here) - t / side;
}

bool finite_tail_applies(const standard_law<double>& law, const point<double>& x) {
  return law.rank <= recurrence_rank && even(law.rank) && x.t >= 0 && x.t < largest_t &&
         law.plus > 2 * least_alpha;
}

double log_upper_tail_even(const standard_law<double>& law, const point<double>& x) {
  const int k = static_cast<int>(law.rank) / 2;
  const double tau = x.t / law.plus;
  const double beta = law.minus / 2;
  double mass = law.alpha_power;  // P(N = i)
  double below = mass;            // P(N <= i)
  double sum = below;
  for (int i = 1; i < k; ++i) {
    mass *= beta * (k - 1 + i) / i;
    below += mass;
    sum = sum * tau / (k - i) + below;
  }
  return std::log(sum) - tau;
}

}  // namespace loranoise::theory::detail
