#include "theory/sketches/injector_laws.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <map>

#include "theory/numerics/require.hpp"
#include "theory/sketches/injectors.hpp"

namespace loranoise::theory {
namespace {

using detail::require;

// How many of `drawn` places, drawn without replacement from `all`, are among `marked` ones.
boost::math::hypergeometric shared_places(int marked, int drawn, int all) {
  return {static_cast<unsigned>(marked), static_cast<unsigned>(drawn), static_cast<unsigned>(all)};
}

discrete_law ascending(const std::map<int, double>& probabilities, double unit) {
  discrete_law law;
  law.reserve(probabilities.size());
  for (const auto& [multiple, probability] : probabilities) {
    if (probability > 0) law.push_back({multiple * unit, probability});
  }
  return law;
}

}  // namespace

discrete_law equiangular_entry_law(double rank, double width) {
  require(rank < width, "a frame without noise has no law: the rank must be below the width", rank);
  const double coherence = equiangular_coherence(rank, width);
  return {{-coherence, 0.5}, {coherence, 0.5}};
}

discrete_law hadamard_entry_law(int rank, int width) {
  detail::require_rank(rank);
  require(width >= 2 && width % 2 == 0, "a Hadamard matrix has an even width", width);
  require(rank <= width, "the rank must not be above the width", rank);
  const boost::math::hypergeometric agreeing = shared_places(width / 2, rank, width);
  std::map<int, double> sums;
  for (int k = std::max(0, rank - width / 2); k <= std::min(rank, width / 2); ++k) {
    sums[2 * k - rank] = boost::math::pdf(agreeing, k);
  }
  return ascending(sums, 1.0 / rank);
}

discrete_law repeated_hadamard_entry_law(int rank) {
  detail::require_rank(rank);
  const boost::math::binomial agreeing(rank, 0.5);
  std::map<int, double> sums;
  for (int k = 0; k <= rank; ++k) sums[2 * k - rank] = boost::math::pdf(agreeing, k);
  return ascending(sums, 1.0 / rank);
}

discrete_law column_sign_entry_law(int rank, int per_column) {
  detail::require_rank(rank);
  require(per_column >= 1 && per_column <= rank, "a column has between one entry and rank",
          per_column);
  const boost::math::hypergeometric shared = shared_places(per_column, per_column, rank);
  std::map<int, double> sums;
  for (int h = std::max(0, 2 * per_column - rank); h <= per_column; ++h) {
    const boost::math::binomial agreeing(h, 0.5);
    for (int k = 0; k <= h; ++k) {
      sums[2 * k - h] += boost::math::pdf(shared, h) * boost::math::pdf(agreeing, k);
    }
  }
  return ascending(sums, 1.0 / per_column);
}

discrete_law mask_law(double keep) {
  require(keep > 0 && keep < 1, "a probability of keeping must be above 0 and below 1", keep);
  return {{-1, 1 - keep}, {1 / keep - 1, keep}};
}

}  // namespace loranoise::theory
