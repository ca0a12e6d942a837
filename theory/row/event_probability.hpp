// How likely a released row v = A'A u is to fall into an event that is a union of rectangles.
#pragma once

#include <vector>

namespace loranoise::theory {

/// Rectangles in the two numbers of v that a rotation about u leaves alone: s = <u, v>/|u|^2 and
/// w = rank |v - s u|^2/|u|^2. The ascending lines s_lines and w_lines cut the plane into
/// (n_s + 1)(n_w + 1) cells that reach to infinity; cell (n_w + 1) i + j, the i-th along s and the
/// j-th along w, belongs to the event where inside[cell] is true.
struct row_event {
  std::vector<double> s_lines;
  std::vector<double> w_lines;
  std::vector<bool> inside;
};

/// P(v in the event), by the density of theory/doc section 5.1: s is chi^2_rank/rank, and w/s given
/// s is chi^2_{width - 1}. Absolute error below row_event_error. rank >= 1, width >= 2, as many
/// cells as the lines cut (std::domain_error).
inline constexpr double row_event_error = 1e-5;
[[nodiscard]] double row_event_probability(const row_event& event, double rank, double width);

}  // namespace loranoise::theory
