#include "verify/study.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace loranoise::verify {
namespace {

// Interval half-widths are about 7 standard errors (1e-6 over a few thousand checks), so a relative margin of 1 % on a
// variance whose estimate has relative variance v per trial needs v (7 / 0.01)^2 = 5e5 v trials.
constexpr double trials_for_one_percent = 5e5;

std::uint64_t scaled(double trials, double margin_scale) {
  return static_cast<std::uint64_t>(std::ceil(trials / (margin_scale * margin_scale)));
}

}  // namespace

// Pooled over a matrix the relative variance per trial is near 2 / r; single entries need a floor.
std::uint64_t profile::matrix_trials(int rank) const {
  return scaled(std::max(2 * trials_for_one_percent / rank, 24576.0), margin_scale);
}

std::uint64_t profile::row_trials() const { return scaled(400e3, margin_scale); }

std::uint64_t profile::column_trials() const { return scaled(4e6, margin_scale); }

// A certified lower bound a tenth of the expected TV wide is ample: the reading in m is wrong by a factor.
std::uint64_t profile::flat_row_trials(int width) const {
  return scaled(std::min(400e3, 2e8 / width), std::min(margin_scale, 1.5));
}

profile find_profile(std::string_view name) {
  if (name == "quick") return {"quick", 3.0};
  if (name == "standard") return {"standard", 1.0};
  if (name == "full") return {"full", 0.5};
  throw std::invalid_argument("unknown profile " + std::string(name) +
                              ": choose quick, standard or full");
}

}  // namespace loranoise::verify
