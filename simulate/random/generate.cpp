#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "simulate/random/generate.cpp"
// Vectors without a fixed size cannot stand in arrays; such machines use NEON.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "simulate/random/box_muller-inl.h"
#include "simulate/random/generate.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): as in philox-inl.h.
HWY_BEFORE_NAMESPACE();
namespace loranoise::simulate::HWY_NAMESPACE {

void normals_float(const stream& words, counter_range range, float* out) {
  run_words32(words, range, out, [](const vec32(&w)[4], float* block) HWY_ATTR {
    normal_pair(w[0], w[1], block);
    normal_pair(w[2], w[3], block + 32);
  });
}

void normals_double(const stream& words, counter_range range, double* out) {
  run_words64(words, range, out,
              [](const vec64(&w)[2], double* block) HWY_ATTR { normal_pair(w[0], w[1], block); });
}

void plain_words32(const stream& words, counter_range range, std::uint32_t* out) {
  run_words32(words, range, out, [](const vec32(&w)[4], std::uint32_t* block) HWY_ATTR {
    for (int j = 0; j < 4; ++j) {
      hn::StoreU(w[j], d32, block + static_cast<std::size_t>(16 * j));
    }
  });
}

void plain_words64(const stream& words, counter_range range, std::uint64_t* out) {
  run_words64(words, range, out, [](const vec64(&w)[2], std::uint64_t* block) HWY_ATTR {
    hn::StoreU(w[0], d64, block);
    hn::StoreU(w[1], d64, block + 16);
  });
}

}  // namespace loranoise::simulate::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays)

#if HWY_ONCE
namespace loranoise::simulate {

HWY_EXPORT(normals_float);
HWY_EXPORT(normals_double);
HWY_EXPORT(plain_words32);
HWY_EXPORT(plain_words64);

void generate(const stream& words, counter_range range, float* normals) {
  HWY_DYNAMIC_DISPATCH(normals_float)(words, range, normals);
}
void generate(const stream& words, counter_range range, double* normals) {
  HWY_DYNAMIC_DISPATCH(normals_double)(words, range, normals);
}
void generate(const stream& words, counter_range range, std::uint32_t* out) {
  HWY_DYNAMIC_DISPATCH(plain_words32)(words, range, out);
}
void generate(const stream& words, counter_range range, std::uint64_t* out) {
  HWY_DYNAMIC_DISPATCH(plain_words64)(words, range, out);
}

}  // namespace loranoise::simulate
#endif
