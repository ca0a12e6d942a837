#include "verify/experiments/sketch_family.hpp"

#include <cmath>

#include "theory/sketches/moments.hpp"

namespace loranoise::verify {

any_sketch make_sketch(sketch_family family, int rank, int width) {
  switch (family) {
    case sketch_family::uniform:
      return simulate::uniform_sketch(rank, width);
    case sketch_family::rademacher:
      return simulate::rademacher_sketch(rank, width);
    case sketch_family::sparse_sign:
      return simulate::sparse_sign_sketch(rank, width, sparse_sign_density);
    case sketch_family::haar:
      return simulate::haar_sketch(rank, width);
    case sketch_family::peft_default:
      return simulate::peft_default_sketch(rank, width);
    case sketch_family::peft_gaussian:
      return simulate::peft_gaussian_sketch(rank, width);
    case sketch_family::lora_fa_projector:
      return simulate::lora_fa_projector_sketch(rank, width);
    case sketch_family::gaussian:
      break;
  }
  return simulate::gaussian_sketch(rank, width);
}

any_sketch make_unit_sketch(sketch_family family, int rank, int width) {
  any_sketch sketch = make_sketch(family, rank, width);
  std::visit([](auto& s) { s.scale /= std::sqrt(s.unit_mean()); }, sketch);
  return sketch;
}

std::string_view name(sketch_family family) {
  return std::visit([](const auto& sketch) { return std::decay_t<decltype(sketch)>::name; },
                    make_sketch(family, 1, 1));
}

bool orthonormal(sketch_family family) {
  return family == sketch_family::haar || family == sketch_family::lora_fa_projector;
}

double noise_variance(sketch_family family, double norm_squared, double entry, int rank,
                      int width) {
  switch (family) {
    case sketch_family::uniform:
    case sketch_family::peft_default:
      return theory::noise_variance(norm_squared, entry, rank, theory::uniform_excess_kurtosis);
    case sketch_family::rademacher:
      return theory::noise_variance(norm_squared, entry, rank, theory::rademacher_excess_kurtosis);
    case sketch_family::sparse_sign:
      return theory::noise_variance(norm_squared, entry, rank,
                                    theory::sparse_sign_excess_kurtosis(sparse_sign_density));
    case sketch_family::haar:
    case sketch_family::lora_fa_projector:
      return theory::haar_noise_variance(norm_squared, entry, rank, width);
    case sketch_family::gaussian:
    case sketch_family::peft_gaussian:
      break;
  }
  return theory::noise_variance(norm_squared, entry, rank);
}

}  // namespace loranoise::verify
