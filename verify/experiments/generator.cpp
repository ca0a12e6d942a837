#include "verify/experiments/generator.hpp"

#include <span>

#include "simulate/random/normal.hpp"

namespace loranoise::verify {
namespace {

// In both precisions elements 32 b + l and 32 b + 16 + l, l < 16, are the two normals of a pair.
constexpr std::size_t pair_distance = 16;

struct product_sums {
  double square = 0;
  double pair = 0;
  double neighbour = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.square, self.pair, self.neighbour);
  }
};

template <class Real>
struct generator_trial {
  std::vector<Real> x = std::vector<Real>(generator_experiment::elements);

  void operator()(const simulate::stream& words, product_sums& sums) {
    simulate::fill_normal(words, 0, std::span<Real>(x));
    for (std::size_t begin = 0; begin < x.size(); begin += 2 * pair_distance) {
      for (std::size_t k = begin; k < begin + pair_distance; ++k) {
        const double first = x[k];
        const double second = x[k + pair_distance];
        sums.square += first * first + second * second;
        sums.pair += first * second;
        sums.neighbour += first * static_cast<double>(x[k + 1]);
      }
    }
  }
};

template <class Real>
generator_result draw_normals(const generator_experiment& what, const sweep_settings& settings) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const double each =
      static_cast<double>(plan.block_size) * static_cast<double>(generator_experiment::elements);
  generator_result result;
  simulate::run_blocks(
      plan, settings.threads, [] { return product_sums{}; }, generator_trial<Real>{},
      [&](std::uint64_t, const product_sums& sums) {
        result.square.push_back(sums.square / each);
        result.pair.push_back(2 * sums.pair / each);
        result.neighbour.push_back(2 * sums.neighbour / each);
      },
      as_increments(settings));
  return result;
}

}  // namespace

std::string_view precision(const generator_experiment& what) {
  return what.single_precision ? "single precision" : "double precision";
}

std::string name(const generator_experiment& what) {
  return "generator/" + std::string(precision(what));
}

double cost(const generator_experiment& what) {
  return static_cast<double>(what.trials * generator_experiment::elements) * 4;
}

generator_result run(const generator_experiment& what, const sweep_settings& settings) {
  return what.single_precision ? draw_normals<float>(what, settings)
                               : draw_normals<double>(what, settings);
}

}  // namespace loranoise::verify
