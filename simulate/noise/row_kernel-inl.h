// Noise of one gradient row: p = A g, then x = A'p + own_weight g (literally own_weight is -1),
// vectors along the width, compiled once per instruction set.
#if defined(LORANOISE_ROW_KERNEL_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LORANOISE_ROW_KERNEL_INL_H
#undef LORANOISE_ROW_KERNEL_INL_H
#else
#define LORANOISE_ROW_KERNEL_INL_H
#endif

#include <hwy/highway.h>

#include "simulate/noise/literal_kernels.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): std::array's members are not compiled for the instruction
// set at hand.
HWY_BEFORE_NAMESPACE();
namespace loranoise::simulate::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Vectors of T with at most sixteen lanes, the width of a panel.
template <class T>
using panel_tag = hn::CappedTag<T, 16>;

/// Sixteen partial sums of A(first + k, .) g for k < Rows: lane l sums over the columns with j % 16
/// = l.
template <std::size_t Rows, class T>
HWY_INLINE void project_rows(const row_task<T>& task, std::size_t first, T* partial) {
  constexpr panel_tag<T> d;
  constexpr std::size_t lanes = hn::MaxLanes(d);
  constexpr std::size_t vectors = 16 / lanes;
  hn::Vec<panel_tag<T>> sum[Rows * vectors];
  for (auto& s : sum) {
    s = hn::Zero(d);
  }
  const T* a = task.panels + first * 16;
  for (std::size_t panel = 0; panel < task.panel_count; ++panel, a += task.rank * 16) {
    for (std::size_t v = 0; v < vectors; ++v) {
      const auto g = hn::LoadU(d, task.gradient + panel * 16 + v * lanes);
      for (std::size_t k = 0; k < Rows; ++k) {
        auto& s = sum[k * vectors + v];
        s = hn::MulAdd(hn::LoadU(d, a + k * 16 + v * lanes), g, s);
      }
    }
  }
  for (std::size_t s = 0; s < Rows * vectors; ++s) {
    hn::StoreU(sum[s], d, partial + s * lanes);
  }
}

/// task.projected[i] = squared_scale (A g)_i.
template <class T>
HWY_INLINE void project(const row_task<T>& task) {
  constexpr std::size_t vectors = 16 / hn::MaxLanes(panel_tag<T>());
  constexpr std::size_t rows = HWY_MAX(1, 8 / vectors);
  T* partial = task.projected + task.rank;
  std::size_t i = 0;
  for (; i + rows <= task.rank; i += rows) {
    project_rows<rows>(task, i, partial + 16 * i);
  }
  for (; i < task.rank; ++i) {
    project_rows<1>(task, i, partial + 16 * i);
  }
  for (i = 0; i < task.rank; ++i) {
    T* p = partial + 16 * i;
    for (std::size_t half = 8; half > 0; half /= 2) {
      for (std::size_t l = 0; l < half; ++l) {
        p[l] += p[l + half];
      }
    }
    task.projected[i] = task.squared_scale * p[0];
  }
}

/// x of the panels `panel`, ..., `panel + Panels - 1`, and its powers added to the sums.
template <int Order, std::size_t Panels, class T>
HWY_INLINE void add_panel_powers(const row_task<T>& task, std::size_t panel) {
  constexpr panel_tag<T> d;
  constexpr std::size_t lanes = hn::MaxLanes(d);
  constexpr std::size_t vectors = 16 / lanes;
  const std::size_t rank = task.rank;
  const std::size_t stride = task.power_stride;
  const T* weights = task.projected;
  const T* g = task.gradient + panel * 16;
  const T* a = task.panels + panel * rank * 16;
  hn::Vec<panel_tag<T>> x[Panels * vectors];
  const auto own_weight = hn::Set(d, task.own_weight);
  for (std::size_t k = 0; k < Panels * vectors; ++k) {
    x[k] = hn::Mul(own_weight, hn::LoadU(d, g + k * lanes));
  }
  for (std::size_t i = 0; i < rank; ++i, a += 16) {
    const auto weight = hn::Set(d, weights[i]);
    for (std::size_t k = 0; k < Panels * vectors; ++k) {
      const T* entries = a + k / vectors * rank * 16 + k % vectors * lanes;
      x[k] = hn::MulAdd(hn::LoadU(d, entries), weight, x[k]);
    }
  }
  T* sums = task.sums + panel * 16;
  for (std::size_t k = 0; k < Panels * vectors; ++k, sums += lanes) {
    const auto add_product = [&](T* sum, auto y, auto z) HWY_ATTR {
      hn::StoreU(hn::MulAdd(y, z, hn::LoadU(d, sum)), d, sum);
    };
    hn::StoreU(hn::Add(hn::LoadU(d, sums), x[k]), d, sums);
    add_product(sums + stride, x[k], x[k]);
    if constexpr (Order == 4) {
      const auto square = hn::Mul(x[k], x[k]);
      add_product(sums + 2 * stride, square, x[k]);
      add_product(sums + 3 * stride, square, square);
    }
  }
}

template <int Order, class T>
HWY_INLINE void add_powers(const row_task<T>& task) {
  // Several panels share a weight, and their chains of additions run side by side.
  constexpr std::size_t side_by_side = HWY_MAX(1, hn::MaxLanes(panel_tag<T>()) / 4);
  const std::size_t count = task.panel_count;
  std::size_t panel = 0;
  for (; panel + side_by_side <= count; panel += side_by_side) {
    add_panel_powers<Order, side_by_side>(task, panel);
  }
  for (; panel < count; ++panel) {
    add_panel_powers<Order, 1>(task, panel);
  }
}

template <class T>
HWY_INLINE void row_powers(const row_task<T>& task) {
  if (task.order == 2) {
    add_powers<2>(task);
  } else {
    add_powers<4>(task);
  }
}

}  // namespace loranoise::simulate::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays)

#endif
