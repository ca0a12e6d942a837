// The main program of bench_simulate: Google Benchmark's, and the instruction set to run with.
//   --instruction_sets      lists those of this machine and build, the best first
//   --instruction_set=AVX2  runs with this one instead of the best
#include <benchmark/benchmark.h>
#include <hwy/highway.h>

#include <cstdint>
#include <iostream>
#include <string_view>
#include <vector>

namespace {

/// Those compiled that the machine has, the best first: the better ones have the lower bits.
/// Emulated vectors do not count.
std::vector<std::int64_t> instruction_sets() {
  std::vector<std::int64_t> targets = hwy::SupportedAndGeneratedTargets();
  std::erase_if(targets, [](std::int64_t target) { return target >= HWY_EMU128; });
  return targets;
}

bool choose(std::string_view name) {
  for (const std::int64_t target : instruction_sets()) {
    if (name == hwy::TargetName(target)) {
      hwy::SetSupportedTargetsForTest(target);
      hwy::GetChosenTarget().DeInit();
      return true;
    }
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::string_view option = "--instruction_set=";
  int kept = 1;
  for (int k = 1; k < argc; ++k) {
    const std::string_view argument = argv[k];
    if (argument == "--instruction_sets") {
      for (const std::int64_t target : instruction_sets()) {
        std::cout << hwy::TargetName(target) << '\n';
      }
      return 0;
    }
    if (!argument.starts_with(option)) {
      argv[kept++] = argv[k];
    } else if (!choose(argument.substr(option.size()))) {
      std::cerr << "This machine has no instruction set '" << argument.substr(option.size())
                << "': --instruction_sets lists what it has.\n";
      return 2;
    }
  }
  argv[kept] = nullptr;
  benchmark::Initialize(&kept, argv);
  if (benchmark::ReportUnrecognizedArguments(kept, argv)) {
    return 2;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
