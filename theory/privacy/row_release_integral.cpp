// Section 6.2 in one dimension. With t = Z/sqrt(X) = tan(theta), R = cosine + sine t depends on
// theta alone, and H = X (1 + t^2) + Q is independent of theta: given t, X (1 + t^2) is chi^2_(rank
// + 1), whatever t. So H is chi^2_K with K = rank + width - 1, theta has density C cos^(rank - 1)
// on (-pi/2, pi/2), and the loss is linear in H.
#include "theory/privacy/row_release_integral.hpp"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "theory/numerics/gamma_law.hpp"
#include "theory/numerics/quadrature.hpp"
#include "theory/numerics/stirling.hpp"

namespace loranoise::theory::detail {
namespace {

using boost::math::constants::half_pi;
using boost::math::constants::root_pi;

constexpr tolerance integral_goal = {1e-300, 1e-10};

class release_integrand {
 public:
  release_integrand(const row_release& release, double epsilon, release_part part)
      : rank_(release.rank),
        width_(release.width),
        log_tau_(std::log(release.norm_ratio)),
        epsilon_(epsilon),
        part_(part) {}

  // g = log(R/tau): the loss is offset(g) + H expm1(-g)/2.
  [[nodiscard]] double offset(double g) const {
    return (1 - rank_) * log_tau_ + 0.5 * (width_ - rank_ + 1) * g;
  }

  // g where the loss passes epsilon at H = 0, which is where q changes sign; infinite or nan if
  // there is none.
  [[nodiscard]] double turning_log_ratio() const {
    return (epsilon_ - (1 - rank_) * log_tau_) / (0.5 * (width_ - rank_ + 1));
  }

  // The part's integrand, given g and log cos(theta).
  [[nodiscard]] double operator()(double g, double log_cosine) const {
    const double log_under_u = (rank_ - 1) * log_cosine;
    const double log_under_neighbour = log_under_u + (rank_ - 1) * (g + log_tau_);
    if (g == 0) {
      const bool exceeds = offset(0) > epsilon_;
      switch (part_) {
        case release_part::advantage:
          return exceeds ? std::exp(log_under_u) - std::exp(log_under_neighbour + epsilon_) : 0;
        case release_part::false_alarm:
          return exceeds ? std::exp(log_under_neighbour) : 0;
        case release_part::miss:
          return exceeds ? 0 : std::exp(log_under_u);
      }
    }
    // H passes `crossing` where the loss passes epsilon; under u' the same H is e^-g times a
    // chi^2_K.
    const double crossing = 2 * (epsilon_ - offset(g)) / std::expm1(-g);
    const double crossing_under_neighbour = -2 * (epsilon_ - offset(g)) / std::expm1(g);
    const bool above = g < 0;  // the loss exceeds epsilon for H > crossing, else for H < crossing
    switch (part_) {
      case release_part::advantage: {
        // 0 <= P_u(part) - e^epsilon P_u'(part): what rounding or overflow leaves below 0 is 0.
        const double under_u = std::exp(log_under_u) * tail(crossing, above);
        if (!(under_u > 0)) {
          return 0;
        }
        const double under_neighbour = tail(crossing_under_neighbour, above);
        return under_neighbour > 0
                   ? std::fmax(0.0, under_u - std::exp(log_under_neighbour + epsilon_ +
                                                       std::log(under_neighbour)))
                   : under_u;
      }
      case release_part::false_alarm:
        return std::exp(log_under_neighbour) * tail(crossing_under_neighbour, above);
      case release_part::miss:
        return std::exp(log_under_u) * tail(crossing, !above);
    }
    return 0;
  }

 private:
  [[nodiscard]] double tail(double q, bool above) const {
    const double degrees = rank_ + width_ - 1;
    return above ? chi_square_sf(degrees, q) : chi_square_cdf(degrees, q);
  }

  double rank_;
  double width_;
  double log_tau_;
  double epsilon_;
  release_part part_;
};

// log sin(w), 0 < w < pi, also to high relative accuracy near pi/2.
double log_sine(double w) {
  const double off = half_pi<double>() - w;
  if (std::abs(off) > 0.5) {
    return std::log(std::sin(w));
  }
  const double sine = std::sin(off);
  return 0.5 * std::log1p(-sine * sine);
}

// What the integrand needs to know of theta: g = log(R/tau) and log cos(theta).
struct direction {
  double g;
  double log_cosine;
};

// theta in three coordinates, each of which keeps its digits near a point of its own: x from the
// lower end, where R = 0; y from theta_0, where R = tau and the slope of the loss vanishes; w from
// the upper end, where R is infinite. With phi = arccos(cosine): R = sin(x)/sin(x + phi) = sin(w +
// phi)/sin(w), cos(theta) = sin(x + phi) = sin(w).
class angle {
 public:
  angle(const row_release& release)
      : tau_(release.norm_ratio),
        cosine_(release.cosine),
        sine_(std::sqrt((1 - release.cosine) * (1 + release.cosine))),
        phi_(std::atan2(sine_, release.cosine)),
        below_(std::atan2(sine_, (1 - tau_) / tau_ + (1 - cosine_))),
        above_(std::atan2(sine_, (tau_ - 1) + (1 - cosine_))) {}

  [[nodiscard]] double phi() const { return phi_; }
  [[nodiscard]] double below() const { return below_; }  // theta_0 less the lower end
  [[nodiscard]] double above() const { return above_; }  // the upper end less theta_0
  // theta = 0, where the density of theta is greatest, in x, y and w
  [[nodiscard]] double mode_x() const { return half_pi<double>() - phi_; }
  [[nodiscard]] double mode_y() const { return above_ - half_pi<double>(); }
  [[nodiscard]] double mode_w() const { return half_pi<double>(); }

  [[nodiscard]] direction from_lower_end(double x) const {
    const double raised = raised_sine(x);
    return {std::log(std::sin(x) / raised / tau_),
            std::abs(x - mode_x()) < 0.5 ? log_sine(x + phi_) : std::log(raised)};
  }
  [[nodiscard]] direction from_centre(double y) const {
    const double cosine = std::sin(above_ - y);
    const double excess = sine_ * std::sin(y) / (std::sin(above_) * cosine * tau_);
    return {std::abs(excess) < 0.5 ? std::log1p(excess)
                                   : std::log(std::sin(below_ + y) / cosine / tau_),
            log_sine(above_ - y)};
  }
  [[nodiscard]] direction from_upper_end(double w) const {
    return {std::log(raised_sine(w) / std::sin(w) / tau_), log_sine(w)};
  }

  // x and w at a given g
  [[nodiscard]] double x_at(double g) const {
    return std::atan2(sine_, std::exp(-g) / tau_ - cosine_);
  }
  [[nodiscard]] double w_at(double g) const {
    return std::atan2(sine_, tau_ * std::exp(g) - cosine_);
  }

 private:
  // sin(x + phi), by the smaller of phi and pi - phi
  [[nodiscard]] double raised_sine(double x) const {
    return cosine_ > 0 ? std::sin(x + phi_) : std::sin(std::atan2(sine_, -cosine_) - x);
  }

  double tau_;
  double cosine_;
  double sine_;
  double phi_;
  double below_;
  double above_;
};

// Panels of a coordinate over [from, to]: graded towards its zero, the mode of theta's density and,
// where there is one, the point at which the loss passes epsilon at H = 0.
struct panel_plan {
  double from;
  double to;
  int levels;  // of grading towards zero
};
std::vector<double> panel_edges(const panel_plan& plan, double mode, double turning, double rank) {
  const double pi = 2 * half_pi<double>();
  const int mode_levels = 4 + static_cast<int>(std::ceil(0.5 * std::log2(rank)));
  std::vector<double> edges;
  append_graded(edges, 0, std::max(std::abs(plan.from), plan.to), plan.levels);
  append_graded(edges, mode, pi, mode_levels);
  if (std::isfinite(turning)) {
    append_graded(edges, turning, pi, mode_levels + 8);
  }
  clip_edges(edges, plan.from, plan.to);
  return edges;
}

// Towards an end R changes on the scale of phi, and by powers below it.
int levels_towards_end(double length, double phi) {
  constexpr int powers = 12;
  return powers + std::max(0, static_cast<int>(std::ceil(std::log2(length / phi))));
}

// 1/B(rank/2, 1/2), the density of theta at 0.
double density_at_zero(double rank) {
  const double a = 0.5 * rank;
  return std::sqrt(a) / root_pi<double>() *
         std::exp(a * log1p_minus(0.5 / a) + stirling_remainder(a + 0.5) - stirling_remainder(a));
}

}  // namespace

double integrate_release(const row_release& release, double epsilon, release_part part) {
  const release_integrand integrand(release, epsilon, part);
  if (release.cosine == 1) {  // R = 1
    return integrand(-std::log(release.norm_ratio), 0);
  }
  const angle theta(release);
  const double g = integrand.turning_log_ratio();
  const bool turns = std::abs(g) < 700;
  constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
  const auto value = [&](direction at) {
    return std::isfinite(at.g) && std::isfinite(at.log_cosine) ? integrand(at.g, at.log_cosine) : 0;
  };
  double sum = 0;
  const auto add = [&](const auto& coordinate, const panel_plan& plan, double mode,
                       double turning) {
    const tolerance goal{std::max(integral_goal.absolute, integral_goal.relative * sum),
                         integral_goal.relative};
    sum += integrate([&](double at) { return value(coordinate(at)); },
                     panel_edges(plan, mode, turning, release.rank), goal);
  };
  const double low = 0.5 * theta.below();
  const double high = 0.5 * theta.above();
  constexpr int centre_levels = 40;
  add([&](double y) { return theta.from_centre(y); }, {-low, high, centre_levels}, theta.mode_y(),
      turns ? theta.x_at(g) - theta.below() : nowhere);
  add([&](double x) { return theta.from_lower_end(x); },
      {0, low, levels_towards_end(low, theta.phi())}, theta.mode_x(),
      turns ? theta.x_at(g) : nowhere);
  add([&](double w) { return theta.from_upper_end(w); },
      {0, high, levels_towards_end(high, theta.phi())}, theta.mode_w(),
      turns ? theta.w_at(g) : nowhere);
  return density_at_zero(release.rank) * sum;
}

}  // namespace loranoise::theory::detail
