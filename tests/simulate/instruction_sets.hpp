// Runs the vector code of one instruction set after another.
#pragma once

#include <hwy/targets.h>

#include <cstdint>
#include <vector>

/// Holds Highway to `target` and the sets below it (the build may lack the very one) while it
/// lives.
struct only_target {
  explicit only_target(std::int64_t target) {
    hwy::SetSupportedTargetsForTest(hwy::SupportedTargets() & -target);
    hwy::GetChosenTarget().DeInit();
  }
  ~only_target() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
  only_target(const only_target&) = delete;
  only_target& operator=(const only_target&) = delete;
};

inline std::vector<std::int64_t> supported_targets() {
  std::vector<std::int64_t> targets;
  const std::int64_t all = hwy::SupportedTargets();
  for (int bit = 0; bit < 62; ++bit) {
    const std::int64_t target = std::int64_t{1} << bit;
    if ((all & target) != 0 && target < HWY_EMU128) {
      targets.push_back(target);
    }
  }
  return targets;
}

/// Whether the instruction set has a fused multiply-add. Of Highway's targets the better ones have
/// the lower bits; on x86 the multiply-add came with AVX2.
inline bool fuses(std::int64_t target) {
#if HWY_ARCH_X86
  return target <= HWY_AVX2;
#else
  return target != HWY_SCALAR && target != HWY_EMU128;
#endif
}
