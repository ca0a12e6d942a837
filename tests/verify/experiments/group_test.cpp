// Every experiment that a claim asks for, shared by a group of processes. Here they are threads,
// which need no MPI.
#include <map>
#include <string>

#include "tests/catch.hpp"
#include "tests/simulate/sweep/thread_group.hpp"
#include "tests/verify/small_study.hpp"

using namespace loranoise;
using namespace loranoise::verify;

namespace {

using results = std::map<std::string, std::string>;

results measure(const study& s, int threads, const simulate::process_group& group) {
  results bytes;
  laboratory lab;
  request_all(choose_claims({}, s), lab);
  checkpoint keep;
  keep.save = [&](const std::string& name, std::uint64_t, double, const std::string& result) {
    bytes[name] = result;
  };
  lab.run_all(
      {17, threads, {}, group}, [](double) {}, keep);
  return bytes;
}

}  // namespace

TEST_CASE("every experiment gives each process of a group the bits of one process alone") {
  study s = small_study();
  s.budget.margin_scale = 30;  // few trials: what matters are the bits
  const results alone = measure(s, 1, {});
  REQUIRE(alone.size() > 3);
  constexpr int processes = 3;
  std::vector<results> shared(processes);
  std::vector<std::string> failures(processes);
  simulate::run_as_threads(processes, [&](const simulate::process_group& group) {
    const auto own = static_cast<std::size_t>(group.index);
    try {
      shared[own] = measure(s, 1, group);
    } catch (const std::exception& e) {
      failures[own] = e.what();
    }
  });
  CHECK(failures == std::vector<std::string>(processes));
  for (const results& each : shared) {
    for (const auto& [name, bytes] : alone) {
      CAPTURE(name);
      CHECK(each.at(name) == bytes);
    }
  }
}
