#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "simulate/noise/literal_kernels.cpp"
// Vectors without a fixed size cannot stand in arrays; such machines use NEON.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "simulate/noise/batch_kernel-inl.h"
#include "simulate/noise/literal_kernels.hpp"
#include "simulate/noise/row_kernel-inl.h"

HWY_BEFORE_NAMESPACE();
namespace loranoise::simulate::HWY_NAMESPACE {

void project_float(const row_task<float>& task) {
  project(task);
}
void project_double(const row_task<double>& task) {
  project(task);
}
void row_powers_float(const row_task<float>& task) {
  row_powers(task);
}
void row_powers_double(const row_task<double>& task) {
  row_powers(task);
}
void batch_noise_float(const batch_task<float>& task) {
  batch_noise(task);
}
void batch_noise_double(const batch_task<double>& task) {
  batch_noise(task);
}

}  // namespace loranoise::simulate::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace loranoise::simulate {

HWY_EXPORT(project_float);
HWY_EXPORT(project_double);
HWY_EXPORT(row_powers_float);
HWY_EXPORT(row_powers_double);
HWY_EXPORT(batch_noise_float);
HWY_EXPORT(batch_noise_double);

void project_row(const row_task<float>& task) {
  HWY_DYNAMIC_DISPATCH(project_float)(task);
}
void project_row(const row_task<double>& task) {
  HWY_DYNAMIC_DISPATCH(project_double)(task);
}
void add_row_powers(const row_task<float>& task) {
  HWY_DYNAMIC_DISPATCH(row_powers_float)(task);
}
void add_row_powers(const row_task<double>& task) {
  HWY_DYNAMIC_DISPATCH(row_powers_double)(task);
}
void add_batch_noise(const batch_task<float>& task) {
  HWY_DYNAMIC_DISPATCH(batch_noise_float)(task);
}
void add_batch_noise(const batch_task<double>& task) {
  HWY_DYNAMIC_DISPATCH(batch_noise_double)(task);
}

}  // namespace loranoise::simulate
#endif
