// Section 6.2 in one dimension. With t = Z/sqrt(X) = tan(theta), R = cosine + sine t depends on
// theta alone, and H = X (1 + t^2) + Q is independent of theta: given t, X (1 + t^2) is chi^2_(rank
// + 1), whatever t. So H is chi^2_K with K = rank + width - 1, theta has density C cos^(rank - 1)
// on (-pi/2, pi/2), and the loss is linear in H.
#include "theory/privacy/row_release_integral.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

#include "theory/numerics/gamma_law.hpp"
#include "theory/numerics/quadrature.hpp"
#include "theory/privacy/release_angle.hpp"

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

  // The part's integrand, given g and log cos(theta). The law of H under u' is that of H tau/R = H
  // e^-g.
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
    const double slope = 0.5 * std::expm1(-g);
    const double q = (epsilon_ - offset(g)) / slope;
    const bool above = slope > 0;  // the loss exceeds epsilon for H > q, else for H < q
    switch (part_) {
      case release_part::advantage: {
        const double under_u = tail(q, above);
        const double under_neighbour = tail(std::exp(-g) * q, above);
        return std::exp(log_under_u) * under_u -
               (under_neighbour > 0
                    ? std::exp(log_under_neighbour + epsilon_ + std::log(under_neighbour))
                    : 0);
      }
      case release_part::false_alarm:
        return std::exp(log_under_neighbour) * tail(std::exp(-g) * q, above);
      case release_part::miss:
        return std::exp(log_under_u) * tail(q, !above);
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

std::vector<double> panel_edges(const release_integrand& integrand, const release_angle& theta,
                                double rank) {
  const double pi = 2 * half_pi<double>();
  const int mode_levels = 4 + static_cast<int>(std::ceil(0.5 * std::log2(rank)));
  std::vector<double> edges;
  append_graded(edges, 0, pi, 24 + mode_levels);
  append_graded(edges, theta.mode(), pi, mode_levels);
  append_graded(edges, theta.lowest(), pi, 12);
  append_graded(edges, theta.highest(), pi, 12);
  const double g = integrand.turning_log_ratio();
  if (std::abs(g) < 700) {
    append_graded(edges, theta.at_log_ratio(g), pi, mode_levels + 8);
  }
  clip_edges(edges, theta.lowest(), theta.highest());
  return edges;
}

}  // namespace

double integrate_release(const row_release& release, double epsilon, release_part part) {
  const release_integrand integrand(release, epsilon, part);
  if (release.cosine == 1) {  // R = 1
    return integrand(-std::log(release.norm_ratio), 0);
  }
  const release_angle theta(release);
  const auto f = [&](double y) {
    const double cosine = theta.cosine(y);
    const double g = cosine > 0 ? theta.log_ratio(y) : 0;
    return cosine > 0 && std::isfinite(g) ? integrand(g, std::log(cosine)) : 0;
  };
  const double normalisation =
      1 / (root_pi<double>() * boost::math::tgamma_delta_ratio(0.5 * release.rank, 0.5));
  return normalisation * integrate(f, panel_edges(integrand, theta, release.rank), integral_goal);
}

}  // namespace loranoise::theory::detail
