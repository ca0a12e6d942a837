#include "verify/experiments/injector_events.hpp"

#include <cmath>
#include <utility>

#include "theory/numerics/normal.hpp"
#include "verify/experiments/injector_family.hpp"

namespace loranoise::verify {
namespace {

constexpr double half_a_deviation = 0.5;
constexpr double atom_rounding = 1e-9;  // to either side of an atom, in deviations

double normal_between(double low, double high, double deviation) {
  return theory::normal_cdf(high / deviation) - theory::normal_cdf(low / deviation);
}

}  // namespace

injector_event atom_at(double value, double probability, double deviation) {
  const double low = value - atom_rounding * deviation;
  const double high = value + atom_rounding * deviation;
  return {"N = " + std::to_string(value), low, high, probability,
          normal_between(low, high, deviation)};
}

std::vector<injector_event> atoms_of(const theory::discrete_law& law, double unit) {
  double variance = 0;
  for (const auto& [value, probability] : law) variance += value * value * probability;
  std::vector<injector_event> all;
  all.reserve(law.size());
  for (const auto& [value, probability] : law) {
    all.push_back(atom_at(value * unit, probability, std::sqrt(variance) * unit));
  }
  return all;
}

injector_law beside_one_hot(const theory::discrete_law& law, int columns) {
  Eigen::MatrixXd G = Eigen::MatrixXd::Zero(injector_height, columns);
  G.col(0).setOnes();
  return {{"one-hot, 4x" + std::to_string(columns), G}, 1, atoms_of(law, 1)};
}

injector_law continuous_law(simulate::gradient gradient, double deviation,
                            const std::function<double(double)>& distribution) {
  const auto event = [&](std::string label, double low, double high) {
    return injector_event{std::move(label), low, high, distribution(high) - distribution(low),
                          normal_between(low, high, deviation)};
  };
  const double near = half_a_deviation * deviation;
  const double far = 1e3 * deviation;
  return {std::move(gradient),
          0,
          {event("N within half a deviation", -near, near), event("N at most 0", -far, 0),
           event("N above two deviations", 2 * deviation, far)}};
}

}  // namespace loranoise::verify
