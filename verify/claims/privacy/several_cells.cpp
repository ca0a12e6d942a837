#include "verify/claims/privacy/several_cells.hpp"

#include <fmt/format.h>

namespace loranoise::verify::claims {

location where(const summed_loss_experiment& e) {
  return {.cell = fmt::format("{} release{}, rank {}, width {}, cosine {:.6g}{}", e.releases,
                              e.releases == 1 ? "" : "s", e.rank, e.width, e.cosine,
                              e.literal ? ", literal" : ""),
          .gradient = "pair",
          .rank = e.rank,
          .width = e.width,
          .rho = e.cosine,
          .trials = e.trials};
}

location where(const frozen_release_experiment& e) {
  return {.cell = fmt::format("{}{}, rank {}", name(e.scene), e.scaled ? ", scaled" : "", e.rank),
          .gradient = "pair",
          .rank = e.rank,
          .width = e.width,
          .trials = e.trials};
}

location where(const replaced_example_experiment& e) {
  return {.cell = fmt::format("mean {:g}, batch {}", e.mean, e.batch),
          .gradient = "examples",
          .width = e.width,
          .trials = e.trials};
}

}  // namespace loranoise::verify::claims
