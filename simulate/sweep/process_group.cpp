#include "simulate/sweep/process_group.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "simulate/sweep/archive.hpp"

namespace loranoise::simulate {

int launched_processes() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"}) {
    if (const char* value = std::getenv(name)) {
      int count = 0;
      std::from_chars(value, value + std::strlen(value), count);
      return count;
    }
  }
  return 0;
}

group_exchange::group_exchange(const process_group& group, const std::string& description)
    : group_(group) {
  if (group.index < 0 || group.index >= group.count || !group.all_gather) {
    throw std::invalid_argument("process " + std::to_string(group.index) + " of " +
                                std::to_string(group.count) +
                                ": a group needs an index below its count, and an exchange");
  }
  const std::vector<std::string> all = exchange(step::open, description);
  if (std::any_of(all.begin(), all.end(), [&](const auto& each) { return each != all[0]; })) {
    throw group_failure("the processes are at different sweeps: give all of them the same options");
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

std::string made_by_first(const process_group& group, const std::function<std::string()>& make) {
  if (group.count == 1) return make();
  group_exchange exchange(group, "made by the first process");
  std::string own;
  try {
    if (group.index == 0) own = make();
  } catch (const std::exception& e) {
    exchange.fail(e.what());
    throw;
  }
  return exchange.blocks(own).front();
}

void check_same(const process_group& group, const std::string& bytes, const std::string& what) {
  if (group.count == 1) return;
  // 64-bit FNV-1a: what differs by accident differs here.
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  group_exchange exchange(group, "compared by all processes");
  const std::vector<std::string> all = exchange.blocks(to_bytes(hash));
  if (std::any_of(all.begin(), all.end(), [&](const auto& each) { return each != all[0]; })) {
    throw group_failure("the processes have different " + what +
                        ": give them the same input, on machines of one kind");
  }
}

}  // namespace loranoise::simulate
