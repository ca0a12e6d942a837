#include "verify/claims/coordinate/law_identities.hpp"

#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "theory/coordinate/law.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/coordinates.hpp"

namespace loranoise::verify::claims {
namespace {

using standard = theory::coordinate_law<double>;

constexpr std::array<double, 7> probabilities{1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6};
constexpr std::array<double, 6> edges{-4, -1.5, -0.5, 0.5, 1.5, 4};
constexpr double quantile_margin = 1e-9;  // absolute, of a probability
// At rank 2 the density has a kink within a panel.
constexpr double density_margin = 1e-5;
constexpr int lowest_smooth_rank = 2;  // rank 1 has a pole

// The probability furthest from the one that its quantile was asked for.
double worst_quantile(const standard& law, const standard& inverse) {
  double worst = 0;
  for (const double p : probabilities) {
    worst = std::max(worst, std::abs(cdf(law, quantile(inverse, p)) - p));
  }
  return worst;
}

// Between neighbouring edges, the integral of the density furthest from the probability.
double worst_integral(const standard& law, const standard& density) {
  using kronrod = boost::math::quadrature::gauss_kronrod<double, 31>;
  constexpr unsigned depth = 10;
  double worst = 0;
  for (std::size_t k = 0; k + 1 < edges.size(); ++k) {
    const double integral = kronrod::integrate([&](double z) { return pdf(density, z); }, edges[k],
                                               edges[k + 1], depth, density_margin / 100);
    worst = std::max(worst, std::abs(integral - (cdf(law, edges[k + 1]) - cdf(law, edges[k]))));
  }
  return worst;
}

// Known to half of what counts as agreement.
estimate off_by(double difference, double margin) {
  return estimate::from_computation(difference, margin / 2);
}

std::vector<check> agree_with_distribution(const location& place) {
  const auto at = [&](int rank) { return standard::standardised(rank, place.rho); };
  const standard law = at(place.rank);
  // The next rank differs too little to be told where the ranks are high.
  const standard wrong = at(2 * place.rank);
  std::vector<check> all = equal(place.part("quantile"), "F(quantile(p)) = p",
                                 off_by(worst_quantile(law, law), quantile_margin), 0)
                               .within(quantile_margin)
                               .falsified_by("quantiles of rank 2 r",
                                             off_by(worst_quantile(law, wrong), quantile_margin));
  if (place.rank < lowest_smooth_rank) return all;
  append(all, equal(place.part("density"), "integral of f = F(b) - F(a)",
                    off_by(worst_integral(law, law), density_margin), 0)
                  .within(density_margin)
                  .falsified_by("density of rank 2 r",
                                off_by(worst_integral(law, wrong), density_margin)));
  return all;
}

}  // namespace

std::vector<cell> law_identities(const study& s) {
  std::vector<cell> all;
  std::set<std::pair<int, double>> seen;
  for (const coordinate_experiment& e : coordinate_experiments(s)) {
    location place = where(e);
    place.trials = 0;
    place.cell += ", density and quantile";
    // A coordinate that is all of its row has a law on a half-line, with an edge.
    if (std::abs(place.rho) > 1 - 1e-9 || !seen.emplace(place.rank, place.rho).second) continue;
    all.push_back(exact_cell(place.cell, [place] { return agree_with_distribution(place); }));
  }
  return all;
}

}  // namespace loranoise::verify::claims
