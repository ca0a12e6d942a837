// The vector kernels behind literal_kernel; shapes and layouts as there. Panels: panels.hpp.
#pragma once

#include <cstddef>

namespace loranoise::simulate {

template <class T>
struct row_task {
  const T* gradient;  // one row, padded to whole panels
  const T* panels;
  std::size_t panel_count;
  std::size_t rank;
  T squared_scale;
  T own_weight;  // x = own_weight g + A' projected
  T* projected;  // workspace: 17 numbers for each rank
  T* sums;       // power p of entry i at sums[(p - 1) power_stride + i]
  std::size_t power_stride;
  int order;
};

template <class T>
struct batch_task {
  const T* gradient;  // groups of 16 rows: group, column, row
  const T* panels;    // of all trials, one after the other
  std::size_t groups;
  std::size_t panel_count;
  std::size_t rank;
  std::size_t trials;
  T squared_scale;
  T* projected;  // workspace: rank x trials x 32 numbers
  double* sums;  // power p of gradient entry e at sums[(p - 1) power_stride + e]
  std::size_t power_stride;
  int order;
};

/// projected = squared_scale A g, in the first `rank` entries.
void project_row(const row_task<float>& task);
void project_row(const row_task<double>& task);

/// Adds the powers of x = own_weight g + A' projected to task.sums.
void add_row_powers(const row_task<float>& task);
void add_row_powers(const row_task<double>& task);

/// Adds the powers of the noise of all trials to task.sums.
void add_batch_noise(const batch_task<float>& task);
void add_batch_noise(const batch_task<double>& task);

}  // namespace loranoise::simulate
