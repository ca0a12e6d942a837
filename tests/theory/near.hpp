// near{expected} compares equal to values within a tolerance: the same under Catch2 v2 and v3,
// whose Approx live in different namespaces.
#pragma once

#include <algorithm>
#include <cmath>
#include <ostream>

struct near {
  double expected;
  double relative = 1e-13;
  double absolute = 1e-15;

  friend bool operator==(double measured, const near& n) {
    return measured == n.expected || std::abs(measured - n.expected) <=
                                         std::max(n.absolute, n.relative * std::abs(n.expected));
  }
  friend std::ostream& operator<<(std::ostream& out, const near& n) {
    return out << n.expected << " within " << n.relative << " or " << n.absolute;
  }
};

// |measured/expected - 1|, and 0 where both are 0.
[[nodiscard]] inline double relative_error(double measured, double expected) {
  return measured == expected ? 0 : std::abs(measured - expected) / std::abs(expected);
}
