#include "simulate/process_group.hpp"

#include <algorithm>
#include <utility>

namespace loranoise::simulate {

group_exchange::group_exchange(const process_group& group, const std::string& description)
    : group_(group) {
  if (group.index < 0 || group.index >= group.count || !group.all_gather) {
    throw std::invalid_argument("process " + std::to_string(group.index) + " of " +
                                std::to_string(group.count) +
                                ": a group needs an index below its count, and an exchange");
  }
  const std::vector<std::string> all = exchange(step::open, description);
  if (std::any_of(all.begin(), all.end(), [&](const auto& each) { return each != all[0]; })) {
    throw group_failure("the processes run different sweeps: give all of them the same options");
  }
}

std::vector<std::string> group_exchange::blocks(const std::string& own) {
  return exchange(step::blocks, own);
}

void group_exchange::close() {
  (void)exchange(step::close, {});
}

void group_exchange::fail(const std::string& reason) noexcept {
  try {
    (void)exchange(step::fail, reason);
  } catch (const std::exception&) {
    // The others' failures are not news to a process that leaves because of its own.
    return;
  }
}

std::vector<std::string> group_exchange::exchange(step kind, const std::string& text) {
  std::vector<std::string> all;
  try {
    all = group_.all_gather(static_cast<char>(kind) + text);
  } catch (const std::exception& e) {
    throw group_failure(std::string("the exchange between processes failed: ") + e.what());
  }
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (all[k].front() == static_cast<char>(step::fail)) {
      throw group_failure("process " + std::to_string(k) + " of " + std::to_string(all.size()) +
                          ": " + all[k].substr(1));
    }
  }
  for (std::string& each : all) {
    if (each.front() != static_cast<char>(kind)) {
      throw group_failure(
          "the processes are at different points of a sweep: its early end must depend on its "
          "results alone");
    }
    each.erase(0, 1);
  }
  return all;
}

}  // namespace loranoise::simulate
