// Whether two samples have one law: what the tests of fast draws against their oracles ask.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

// The distance of the empirical distributions, but for one step of them.
inline double kolmogorov_distance(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double worst = 0;
  std::size_t j = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    while (j < b.size() && b[j] <= a[i]) {
      ++j;
    }
    const double gap = static_cast<double>(i + 1) / static_cast<double>(a.size()) -
                       static_cast<double>(j) / static_cast<double>(b.size());
    worst = std::max(worst, std::abs(gap));
  }
  return worst;
}

// Equal laws: each empirical distribution is within x of the truth but for probability 2 exp(-2 n
// x^2) (Massart 1990), so both are within 2 x of each other; and one step of the distance is missed
// above. Alarm with probability below 1e-9.
inline double same_law_limit(std::size_t size) {
  const auto n = static_cast<double>(size);
  return 2 * std::sqrt(std::log(4 / 1e-9) / (2 * n)) + 1 / n;
}
