// The privacy loss of several releases of one pair of rows, summed; A drawn anew for each release.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "theory/privacy/row_release.hpp"
#include "verify/experiments/sweep_settings.hpp"

namespace loranoise::verify {

struct summed_loss_result;

/// L = sum over releases of log(density of v under u / under u'), v released under u.
struct summed_loss_experiment {
  int rank;
  int width;
  double cosine;
  double norm_ratio;
  int releases;
  bool literal;  ///< whole rows by the literal product, or what u and u' see of them, in law
  std::vector<double> epsilons;  ///< for delta
  std::vector<double> levels;    ///< for the tail
  std::uint64_t trials;

  using result_type = summed_loss_result;

  [[nodiscard]] theory::row_release release() const {
    return {static_cast<double>(rank), static_cast<double>(width), cosine, norm_ratio};
  }
};

/// Block means, and counts.
struct summed_loss_result {
  using blocks = std::vector<double>;

  std::uint64_t trials = 0;
  std::vector<blocks> delta;         ///< (1 - exp(epsilon - L))_+, each epsilon
  std::vector<std::uint64_t> above;  ///< draws with L > epsilon, each epsilon
  std::vector<blocks> tail;          ///< level < L < infinity, each level
  blocks hellinger;                  ///< (1 - exp(-L/2))^2
  blocks half_moment;                ///< exp(L/2), infinite losses left out
  std::uint64_t infinite = 0;        ///< draws that u' cannot give

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.delta, self.above, self.tail, self.hellinger, self.half_moment,
            self.infinite);
  }
};

std::string name(const summed_loss_experiment& what);
double cost(const summed_loss_experiment& what);
summed_loss_result run(const summed_loss_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
