// Events whose probability a law of theory gives: what claims count in the draws of an injector.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "simulate/gradients/gradient.hpp"
#include "theory/sketches/injector_laws.hpp"

namespace loranoise::verify {

/// An event about one coordinate of the noise, low < N <= high, and its probability.
struct injector_event {
  std::string label;
  double low;
  double high;
  double probability;
  double normal;  ///< its probability under the normal law of the same variance
};

/// A gradient on which the law of one coordinate of row 0 is known, with events that have it.
struct injector_law {
  simulate::gradient gradient;
  Eigen::Index column;
  std::vector<injector_event> events;
};

/// N = value, up to rounding, where N has this deviation.
[[nodiscard]] injector_event atom_at(double value, double probability, double deviation);

/// All atoms of a discrete law, times `unit` > 0.
[[nodiscard]] std::vector<injector_event> atoms_of(const theory::discrete_law& law, double unit);

/// The noise beside the one entry, 1, of a row (4 x columns): an entry of A'A off the diagonal,
/// which has this law.
[[nodiscard]] injector_law beside_one_hot(const theory::discrete_law& law, int columns);

/// Coordinate 0 has this distribution function and deviation: its middle, half and upper tail.
[[nodiscard]] injector_law continuous_law(simulate::gradient gradient, double deviation,
                                          const std::function<double(double)>& distribution);

}  // namespace loranoise::verify
