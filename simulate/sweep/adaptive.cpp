#include "simulate/sweep/adaptive.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

namespace loranoise::simulate {

void check_schedule(const look_schedule& schedule) {
  if (schedule.first_look < 1) {
    throw std::invalid_argument("a first look after 0 blocks: choose 1 block or more");
  }
  if (!(schedule.growth > 1)) {
    throw std::invalid_argument("looks that grow by " + std::to_string(schedule.growth) +
                                ": choose a factor above 1");
  }
  if (!(schedule.error_rate > 0 && schedule.error_rate < 1)) {
    throw std::invalid_argument("error rate " + std::to_string(schedule.error_rate) +
                                ": choose one between 0 and 1");
  }
}

double look_error_rate(const look_schedule& schedule, std::uint64_t look) {
  const auto k = static_cast<double>(look);
  return schedule.error_rate * 6 / (std::numbers::pi * std::numbers::pi * k * k);
}

std::uint64_t next_look(const look_schedule& schedule, std::uint64_t blocks) {
  const double grown = std::floor(static_cast<double>(blocks) * schedule.growth);
  constexpr double most = 1e18;
  return std::max(blocks + 1, static_cast<std::uint64_t>(std::min(grown, most)));
}

}  // namespace loranoise::simulate
