#include "verify/claims/distance/published_constant.hpp"

#include <fmt/format.h>

#include <utility>

namespace loranoise::verify::claims {
namespace {

std::string place_name(const std::string& bound, double rank, bool rho_is_one) {
  return fmt::format("{}, rank {:g}, cosine {}", bound, rank, rho_is_one ? 1 : 0);
}

}  // namespace

comparison published_constant(const std::string& bound, double rank, bool rho_is_one,
                              double computed, double closed) {
  constexpr double accuracy = 1e-11;  // relative; theory states 1e-12
  location place;
  place.cell = place_name(bound, rank, rho_is_one);
  place.rank = static_cast<int>(rank);
  place.rho = rho_is_one ? 1 : 0;
  return equal(std::move(place), "its closed value",
               estimate::from_computation(computed, accuracy * closed), closed)
      .within(10 * accuracy * closed);
}

std::vector<cell> constant_cells(const std::string& bound,
                                 std::vector<check> (*evaluate)(double, bool)) {
  std::vector<cell> all;
  for (const double rank : {4.0, 64.0}) {
    for (const bool rho_is_one : {false, true}) {
      all.push_back(exact_cell(place_name(bound, rank, rho_is_one), [evaluate, rank, rho_is_one] {
        return evaluate(rank, rho_is_one);
      }));
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
