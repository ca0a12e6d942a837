// Gradient descent on a quadratic loss, step by step (simulate/noise/descent.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/noise/descent.hpp"
#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/shared.hpp"

namespace loranoise::verify {

/// A loss with a name, which stands for all of it in the names of experiments. |e_0| = 1.
struct named_loss {
  std::string name;
  simulate::quadratic_loss loss;

  [[nodiscard]] int width() const { return static_cast<int>(loss.start.size()); }
};

struct descent_result;

struct descent_experiment {
  /// Of losses no wider than this all second moments are kept.
  static constexpr int widest_products = 6;

  shared<named_loss> loss;
  simulate::descent_noise kind;
  int rank;
  std::vector<int> looks;  ///< numbers of steps after which e_T is looked at, ascending from 1 on
  double deviation;        ///< of noise of a fixed scale, 0 for the other kinds
  std::uint64_t trials;

  using result_type = descent_result;

  [[nodiscard]] bool keeps_products() const { return loss->width() <= widest_products; }
};

/// Block means. Those of a single list are taken at each look.
struct descent_result {
  using blocks = std::vector<double>;

  std::uint64_t trials = 0;
  std::vector<blocks> inner;     ///< <e_0, e_T>
  std::vector<blocks> squared;   ///< |e_T|^2
  std::vector<blocks> fourth;    ///< |e_T|^4
  blocks log_squared;            ///< log |e_T|^2 / T at the last look
  blocks lagged;                 ///< <e_s, e_T>, s the first look and T the last
  std::vector<blocks> products;  ///< at the last look: upper triangle of e_T e_T', column by column

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.inner, self.squared, self.fourth, self.log_squared, self.lagged,
            self.products);
  }
};

std::string name(const descent_experiment& what);
double cost(const descent_experiment& what);
descent_result run(const descent_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
