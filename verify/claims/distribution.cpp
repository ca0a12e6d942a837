#include "distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "theory/coordinate_law.hpp"

namespace loranoise::verify::claims {
namespace {

// Wide bins for events: with 40 of them a hundred thousand trials tell more from less where it
// matters.
constexpr int event_width = coordinate_counts::bins / 80;

// The counts are of x = N sqrt(r)/|u| = z sqrt(1 + rho^2).
double standardised_edge(int bin, double rho) {
  return coordinate_counts::edge(bin) / std::sqrt(1 + rho * rho);
}

double total(const std::vector<std::uint64_t>& counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

}  // namespace

distribution_function exact_cdf(int rank, double rho) {
  return [law = theory::coordinate_law<double>::standardised(rank, rho)](double z) {
    return cdf(law, z);
  };
}

double supremum_distance(const coordinate_counts& counts, double rho,
                         const distribution_function& f) {
  const std::vector<std::uint64_t> all = counts.both();
  const double trials = total(all);
  double below = 0;
  double worst = 0;
  for (int bin = 1; bin <= coordinate_counts::bins + 1; ++bin) {
    below += static_cast<double>(all[static_cast<std::size_t>(bin) - 1]);
    worst = std::max(worst, std::abs(below / trials - f(standardised_edge(bin, rho))));
  }
  return worst;
}

split_event choose_event(const coordinate_counts& counts, int rank, double rho) {
  const distribution_function exact = exact_cdf(rank, rho);
  const double even_trials = total(counts.even);
  split_event event{0, static_cast<std::uint64_t>(total(counts.odd)), 0, 0};
  for (int first = 1; first <= coordinate_counts::bins; first += event_width) {
    const double low = standardised_edge(first, rho);
    const double high = standardised_edge(first + event_width, rho);
    const auto begin = static_cast<std::ptrdiff_t>(first);
    const auto seen = std::accumulate(counts.even.begin() + begin,
                                      counts.even.begin() + begin + event_width, std::uint64_t{0});
    const double gaussian = normal_cdf(high) - normal_cdf(low);
    if (static_cast<double>(seen) <= gaussian * even_trials) continue;
    event.hits += std::accumulate(counts.odd.begin() + begin,
                                  counts.odd.begin() + begin + event_width, std::uint64_t{0});
    event.gaussian += gaussian;
    event.exact += exact(high) - exact(low);
  }
  return event;
}

}  // namespace loranoise::verify::claims
