#include "theory/privacy/composition_bracket.hpp"

#include <fftw3.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <complex>
#include <cstddef>
#include <memory>
#include <mutex>
#include <numbers>
#include <string>

#include "theory/numerics/require.hpp"
#include "theory/privacy/fisher_limit.hpp"
#include "theory/privacy/loss_transform.hpp"

namespace loranoise::theory {
namespace {

using detail::require;

constexpr std::size_t grid_size = std::size_t{1} << 18;
constexpr std::size_t one_release =
    grid_size / 4;  // grid points for one release; the rest is room for sums
// Rounding of transforms and powers, generously: masses are at most 1, and an entry of a transform
// of this size is off by a few 1e-16.
constexpr double transform_error = 1e-13;

// Masses under u and u' of half-cells [(j - one_release) cell/2, ... + cell/2).
struct half_cells {
  std::vector<double> u;
  std::vector<double> neighbour;
};

// Two Gauss points in each half-cell, at which the density of the loss is a sum over the angle. The
// masses under u' have e^-loss besides, so that both belong to one measure whatever the rule's
// error.
half_cells half_cell_masses(const row_release& release, double cell) {
  const double degrees = release.rank + release.width - 1;
  const double log_gamma = boost::math::lgamma(0.5 * degrees) + 0.5 * degrees * std::numbers::ln2;
  const double half = 0.5 * cell;
  const std::size_t count = 2 * one_release;
  const double origin = -half * static_cast<double>(one_release);
  const double inset = half * (0.5 - 0.5 / std::numbers::sqrt3);
  std::vector<double> density(2 * count, 0.0);
  const auto point = [&](std::size_t i) {
    const std::size_t panel = i / 2;
    return origin + half * static_cast<double>(panel) + (i % 2 == 0 ? inset : half - inset);
  };
  const double spread = 9 * std::sqrt(2 * degrees) + 60;
  constexpr double negligible = -52;  // the logarithm of a weight
  for (const auto& node : detail::loss_nodes(release, 0.02 * cell, 1)) {
    if (node.log_weight < negligible) {
      continue;
    }
    const double one = node.offset + node.slope * std::fmax(0.0, degrees - spread);
    const double other = node.offset + node.slope * (degrees + spread);
    const auto index = [&](double loss) {
      const double at = std::floor((loss - origin) / half);
      return 2 * static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(count)));
    };
    const std::size_t last = std::min(index(std::fmax(one, other)) + 2, density.size());
    const double log_scale = node.log_weight - log_gamma - std::log(std::abs(node.slope));
    for (std::size_t i = index(std::fmin(one, other)); i < last; ++i) {
      const double size = (point(i) - node.offset) / node.slope;
      if (size > 0) {
        density[i] += std::exp(log_scale + (0.5 * degrees - 1) * std::log(size) - 0.5 * size);
      }
    }
  }
  half_cells result;
  for (std::size_t j = 0; j < count; ++j) {
    double u = 0;
    double neighbour = 0;
    for (const std::size_t i : {2 * j, 2 * j + 1}) {
      u += 0.5 * half * density[i];
      neighbour += 0.5 * half * density[i] * std::exp(-point(i));
    }
    result.u.push_back(u);
    result.neighbour.push_back(neighbour);
  }
  return result;
}

// The loss of equal rows up to their direction has a density like -log |loss| near 0, which two
// Gauss points do not integrate: the half-cells around its singular point get their masses from the
// exact distribution function.
void repair(half_cells& cells, const row_release& release, double cell) {
  constexpr std::ptrdiff_t around = 12;
  const double singular = (1 - release.rank) * std::log(release.norm_ratio);
  const auto centre = static_cast<std::ptrdiff_t>(std::floor(singular / (0.5 * cell))) +
                      static_cast<std::ptrdiff_t>(one_release);
  if (centre < around || centre + around >= static_cast<std::ptrdiff_t>(cells.u.size())) {
    return;
  }
  const auto edge = [&](std::ptrdiff_t j) {
    return 0.5 * cell * static_cast<double>(j - static_cast<std::ptrdiff_t>(one_release));
  };
  test_errors below = likelihood_ratio_errors(release, edge(centre - around));
  for (std::ptrdiff_t j = centre - around; j < centre + around; ++j) {
    const test_errors above = likelihood_ratio_errors(release, edge(j + 1));
    const auto at = static_cast<std::size_t>(j);
    const double u = above.type_two - below.type_two;
    const double neighbour = below.type_one - above.type_one;
    // Both belong to losses within the half-cell.
    cells.u[at] = u;
    cells.neighbour[at] = std::clamp(neighbour, u * std::exp(-edge(j + 1)), u * std::exp(-edge(j)));
    below = above;
  }
}

// The masses of a sum of `power` independent losses, circularly.
std::vector<double> convolved(const std::vector<double>& one, int power) {
  const std::size_t half = grid_size / 2 + 1;
  const auto free_memory = [](void* p) { fftw_free(p); };
  const std::unique_ptr<double, decltype(free_memory)> real(fftw_alloc_real(grid_size),
                                                            free_memory);
  const std::unique_ptr<fftw_complex, decltype(free_memory)> waves(fftw_alloc_complex(half),
                                                                   free_memory);
  static std::mutex planner;  // the only part of FFTW that is not safe among threads
  fftw_plan forward = nullptr;
  fftw_plan backward = nullptr;
  {
    const std::scoped_lock lock(planner);
    const int size = static_cast<int>(grid_size);
    forward = fftw_plan_dft_r2c_1d(size, real.get(), waves.get(), FFTW_ESTIMATE);
    backward = fftw_plan_dft_c2r_1d(size, waves.get(), real.get(), FFTW_ESTIMATE);
  }
  // Loss i - size/2 to index i - size/2 modulo size, so that sums add indices.
  for (std::size_t i = 0; i < grid_size; ++i) {
    real.get()[(i + grid_size / 2) % grid_size] = one[i];
  }
  fftw_execute(forward);
  for (std::size_t k = 0; k < half; ++k) {
    auto& wave = waves.get()[k];
    const auto raised = std::pow(std::complex<double>(wave[0], wave[1]), power);
    wave[0] = raised.real();
    wave[1] = raised.imag();
  }
  fftw_execute(backward);
  std::vector<double> sum(grid_size);
  for (std::size_t i = 0; i < grid_size; ++i) {
    sum[i] = std::fmax(
        0.0, real.get()[(i + grid_size / 2) % grid_size] / static_cast<double>(grid_size));
  }
  const std::scoped_lock lock(planner);
  fftw_destroy_plan(forward);
  fftw_destroy_plan(backward);
  return sum;
}

constexpr std::size_t half_grid = grid_size / 2;

double loss_at(std::size_t i, double cell) {
  return (static_cast<double>(i) - static_cast<double>(half_grid)) * cell;
}

// A bound of the mass that leaves the grid in a sum of `power` losses, by Chernoff on either side.
double lost_mass(const std::vector<double>& one, double cell, int power) {
  const double edge = cell * static_cast<double>(half_grid - 1);
  double up = 1;
  double down = 1;
  constexpr int tilts = 10;
  for (int octave = 2; octave < 2 + tilts; ++octave) {
    const double tilt = std::exp2(octave) / edge;
    double rising = 0;
    double falling = 0;
    for (std::size_t i = 0; i < grid_size; ++i) {
      if (one[i] > 1e-300) {
        rising += one[i] * std::exp(tilt * loss_at(i, cell));
        falling += one[i] * std::exp(-tilt * loss_at(i, cell));
      }
    }
    up = std::fmin(up, std::exp(power * std::log(rising) - tilt * edge));
    down = std::fmin(down, std::exp(power * std::log(falling) - tilt * edge));
  }
  return up + down;
}

// sum of (1 - e^(epsilon - loss)) mass over losses above epsilon.
double hockey_stick(const std::vector<double>& mass, double cell, double epsilon) {
  double sum = 0;
  for (std::size_t i = mass.size(); i-- > 0;) {
    const double loss = loss_at(i, cell);
    if (!(loss > epsilon)) break;
    sum += mass[i] * -std::expm1(epsilon - loss);
  }
  return sum;
}

}  // namespace

composition_bracket::composition_bracket(const row_release& release, int releases, double cell)
    : cell_(cell) {
  require(release.width >= 2, "several releases need a width of 2 or more", release.width);
  require(std::abs(release.cosine) < 1, "several releases need a cosine strictly between -1 and 1",
          release.cosine);
  require(releases >= 2, "several releases are at least 2", releases);
  require(cell >= 0 && std::isfinite(cell), "a cell must not be negative", cell);
  const double deviation =
      std::sqrt(0.5 * (release.rank + release.width)) *
      std::fmax(std::acos(release.cosine), std::abs(std::log(release.norm_ratio)));
  if (cell_ == 0) {
    cell_ = std::clamp(deviation / 150, 2e-4, 4e-3);
  }
  const double one_floor = privacy_floor(release.rank, release.cosine);
  floor_ = -std::expm1(releases * std::log1p(-one_floor));
  half_cells cells = half_cell_masses(release, cell_);
  repair(cells, release, cell_);

  const double edge = 0.5 * cell_ * static_cast<double>(one_release);  // losses within +-edge
  const test_errors at_top = likelihood_ratio_errors(release, edge);
  const test_errors at_bottom = likelihood_ratio_errors(release, -edge);
  const double above = std::fmax(0.0, 1 - at_top.type_two - one_floor);
  const double below = at_bottom.type_two;
  double covered = 0;
  for (const double mass : cells.u) {
    covered += mass;
  }
  // What the masses miss of the exact mass between the edges, and the latter's own error
  const double missing = std::abs(1 - one_floor - above - below - covered) + 1e-11;

  std::vector<double> up(grid_size, 0.0);
  std::vector<double> down(grid_size, 0.0);
  const std::size_t first = grid_size / 2 - one_release / 2;
  const double step = -std::expm1(-cell_);
  for (std::size_t i = 0; i < one_release; ++i) {
    // Dominating: the cell's two masses, kept, at its two ends.
    const double u = cells.u[2 * i] + cells.u[2 * i + 1];
    const double neighbour = cells.neighbour[2 * i] + cells.neighbour[2 * i + 1];
    const double left = loss_at(first + i, cell_);
    const double at_left =
        std::clamp((neighbour * std::exp(left) - u * std::exp(-cell_)) / step, 0.0, u);
    up[first + i] += at_left;
    up[first + i + 1] += u - at_left;
  }
  up[first] += below;
  double shift = 0;
  for (std::size_t i = 1; i < one_release; ++i) {
    // Dominated: the cell around the grid point as one outcome, its loss rounded down.
    const double u = cells.u[2 * i - 1] + cells.u[2 * i];
    const double neighbour = cells.neighbour[2 * i - 1] + cells.neighbour[2 * i];
    if (u > 1e-19) {
      down[first + i] = u;
      shift = std::fmax(shift, loss_at(first + i, cell_) - std::log(u / neighbour));
    }
  }
  lower_shift_ = releases * shift;
  lower_extra_ = transform_error + releases * missing + lost_mass(down, cell_, releases);
  upper_extra_ = transform_error + releases * (missing + above) + lost_mass(up, cell_, releases);
  upper_ = convolved(up, releases);
  lower_ = convolved(down, releases);
}

bracket composition_bracket::operator()(double epsilon) const {
  require(epsilon >= 0 && epsilon + lower_shift_ < 0.25 * cell_ * static_cast<double>(grid_size),
          "epsilon must not be negative, nor beyond a quarter of the grid", epsilon);
  return {std::fmax(floor_,
                    floor_ + hockey_stick(lower_, cell_, epsilon + lower_shift_) - lower_extra_),
          std::fmin(1.0, floor_ + hockey_stick(upper_, cell_, epsilon) + upper_extra_)};
}

}  // namespace loranoise::theory
