#include "theory/privacy/loss_transform.hpp"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "theory/numerics/quadrature.hpp"
#include "theory/privacy/release_angle.hpp"

namespace loranoise::theory::detail {
namespace {

// Panels that shrink towards the mode of the angle and towards theta_0, where the loss changes
// sign: there down to where it is below smallest_loss.
std::vector<double> loss_edges(const row_release& release, const release_angle& theta,
                               double smallest_loss) {
  constexpr double turn = boost::math::constants::pi<double>();
  const double degrees = release.rank + release.width - 1;
  const int mode_levels = 4 + static_cast<int>(std::ceil(0.5 * std::log2(release.rank)));
  const double slope = degrees * std::sqrt((1 - release.cosine) * (1 + release.cosine));
  const int zero_levels =
      std::clamp(static_cast<int>(std::ceil(std::log2(turn * slope / smallest_loss))), 8, 40);
  std::vector<double> edges;
  append_graded(edges, 0, turn, zero_levels);
  append_graded(edges, theta.mode(), turn, mode_levels);
  append_graded(edges, theta.lowest(), turn, 8);
  append_graded(edges, theta.highest(), turn, 8);
  clip_edges(edges, theta.lowest(), theta.highest());
  return edges;
}

}  // namespace

std::vector<loss_node> loss_nodes(const row_release& release, double smallest_loss, int pieces) {
  using rule = boost::math::quadrature::gauss<double, 30>;
  const double rank = release.rank;
  const double growth = 0.5 * (release.width - rank + 1);
  const double log_tau = std::log(release.norm_ratio);
  const release_angle theta(release);
  const double log_normalisation = -std::log(boost::math::constants::root_pi<double>() *
                                             boost::math::tgamma_delta_ratio(0.5 * rank, 0.5));
  // Within an octave of the angle the phase of the transform turns by about (rank - 1)
  // 6/sqrt(degrees), and a panel of thirty nodes takes twenty radians.
  const int split =
      pieces * (1 + static_cast<int>(0.3 * rank / std::sqrt(rank + release.width - 1)));
  std::vector<loss_node> nodes;
  const auto add = [&](double y, double weight) {
    const double cosine = theta.cosine(y);
    if (!(cosine > 0)) {
      return;
    }
    const double g = theta.log_ratio(y);
    const double log_weight = log_normalisation + (rank - 1) * std::log(cosine) + std::log(weight);
    if (std::abs(g) < 700) {
      nodes.push_back({log_weight, (1 - rank) * log_tau + growth * g, 0.5 * std::expm1(-g), g});
    }
  };
  const auto edges = loss_edges(release, theta, smallest_loss);
  for (std::size_t i = 1; i < edges.size(); ++i) {
    const double half = 0.5 * (edges[i] - edges[i - 1]) / split;
    for (int piece = 0; piece < split; ++piece) {
      const double middle = edges[i - 1] + (2 * piece + 1) * half;
      for (std::size_t k = 0; k < rule::abscissa().size(); ++k) {
        const double x = half * rule::abscissa()[k];
        add(middle - x, half * rule::weights()[k]);
        add(middle + x, half * rule::weights()[k]);
      }
    }
  }
  return nodes;
}

loss_transform::loss_transform(const row_release& release, int pieces)
    : degrees_(release.rank + release.width - 1) {
  constexpr double negligible = 1e-21;
  const double deviation = std::sqrt(0.5 * degrees_) * std::fmin(std::acos(release.cosine), 1.0);
  for (const loss_node& at : loss_nodes(release, deviation / 200, pieces)) {
    // At z = -1/2 + iy, 1 - 2 z slope = (1 + slope)(1 - iy tilt), tilt = 2 slope/(1 + slope) = -2
    // tanh(g/2).
    const double value =
        std::exp(at.log_weight - 0.5 * at.offset - 0.5 * degrees_ * std::log1p(at.slope));
    if (value > negligible) {
      nodes_.push_back({value, at.offset, -2 * std::tanh(0.5 * at.log_ratio)});
    }
  }
  // Small ones first: less is lost in the sums.
  std::sort(nodes_.begin(), nodes_.end(),
            [](const node& a, const node& b) { return a.weight < b.weight; });
}

polar loss_transform::operator()(double y) const {
  double real = 0;
  double imaginary = 0;
  const double power = 0.25 * degrees_;
  for (const node& n : nodes_) {
    const double tilted = y * n.tilt;
    const double fall = power * std::log1p(tilted * tilted);
    if (fall < 45) {
      const double size = n.weight * std::exp(-fall);
      const double phase = y * n.offset + 2 * power * std::atan(tilted);
      real += size * std::cos(phase);
      imaginary += size * std::sin(phase);
    }
  }
  return {0.5 * std::log(real * real + imaginary * imaginary), std::atan2(imaginary, real)};
}

}  // namespace loranoise::theory::detail
