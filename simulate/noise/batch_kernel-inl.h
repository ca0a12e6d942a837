// Noise of many gradient rows over a batch of trials: P = G A', N = P A - G, vectors along the rows
// of G, compiled once per instruction set. The work is cut in tiles of rows; a tile's G, its P of
// all trials and its sums stay in the caches.
#if defined(LORANOISE_BATCH_KERNEL_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LORANOISE_BATCH_KERNEL_INL_H
#undef LORANOISE_BATCH_KERNEL_INL_H
#else
#define LORANOISE_BATCH_KERNEL_INL_H
#endif

#include <hwy/cache_control.h>

#include "simulate/noise/row_kernel-inl.h"

// NOLINTBEGIN(modernize-avoid-c-arrays): std::array's members are not compiled for the instruction
// set at hand.
HWY_BEFORE_NAMESPACE();
namespace loranoise::simulate::HWY_NAMESPACE {

/// Vectors of rows, ranks of the first product and columns of the second that are worked on at
/// once. Their sums, the vectors that they share and a broadcast fill the registers: sixteen sums
/// of thirty-two registers, twelve of sixteen, eight where a multiply-add is two operations and its
/// product takes one more.
struct tile_shape {
  static constexpr bool many_registers = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64;
  static constexpr std::size_t vectors = !many_registers && HWY_TARGET <= HWY_AVX2 ? 3 : 2;
  static constexpr std::size_t ranks = many_registers ? 8 : 4;
  static constexpr std::size_t columns = many_registers ? 8 : 4;
};

/// Where the rows of a tile of `Vectors` vectors lie in the gradient (and the sums): vectors first,
/// first + 1, ....
template <class T>
struct tile {
  static constexpr std::size_t lanes = hn::MaxLanes(panel_tag<T>());
  static constexpr std::size_t per_group = 16 / lanes;
  const batch_task<T>& task;
  std::size_t first;

  /// Offset of vector v at column 0; column j is 16 j further.
  [[nodiscard]] HWY_INLINE std::size_t offset(std::size_t v) const {
    const std::size_t q = first + v;
    return q / per_group * task.panel_count * 256 + q % per_group * lanes;
  }
};

/// Asks for numbers that are needed soon: a sketch is read in pieces that lie too far apart for the
/// processor to guess the next, and a batch of them does not fit in the second-level cache.
template <class T>
HWY_INLINE void prefetch(const T* first, std::size_t count) {
  for (std::size_t k = 0; k < count; k += 64 / sizeof(T)) {
    hwy::Prefetch(first + k);
  }
}

/// P(rows of the tile, first .. first + Ranks - 1) of one trial, to out[i][vector][lane].
template <std::size_t Vectors, std::size_t Ranks, class T>
HWY_INLINE void project_tile(const tile<T>& at, const T* panels, std::size_t first, T* out) {
  constexpr panel_tag<T> d;
  constexpr std::size_t lanes = hn::MaxLanes(d);
  constexpr std::size_t ahead = 2;  // panels
  const batch_task<T>& task = at.task;
  hn::Vec<panel_tag<T>> sum[Ranks * Vectors];
  for (auto& s : sum) {
    s = hn::Zero(d);
  }
  const T* g[Vectors];
  for (std::size_t v = 0; v < Vectors; ++v) {
    g[v] = task.gradient + at.offset(v);
  }
  const T* panel = panels + first * 16;
  for (std::size_t p = 0; p < task.panel_count; ++p, panel += task.rank * 16) {
    if (p + ahead < task.panel_count) {
      prefetch(panel + ahead * task.rank * 16, Ranks * 16);
    }
    for (std::size_t l = 0; l < 16; ++l) {
      hn::Vec<panel_tag<T>> x[Vectors];
      for (std::size_t v = 0; v < Vectors; ++v) {
        x[v] = hn::LoadU(d, g[v]);
        g[v] += 16;
      }
      for (std::size_t i = 0; i < Ranks; ++i) {
        const auto a = hn::Set(d, panel[16 * i + l]);
        for (std::size_t v = 0; v < Vectors; ++v) {
          sum[i * Vectors + v] = hn::MulAdd(x[v], a, sum[i * Vectors + v]);
        }
      }
    }
  }
  const auto scale = hn::Set(d, task.squared_scale);
  for (std::size_t s = 0; s < Ranks * Vectors; ++s) {
    hn::StoreU(hn::Mul(scale, sum[s]), d, out + (first * Vectors + s) * lanes);
  }
}

/// N(rows of the tile, column .. column + Columns - 1) of one trial, to x[column][vector]; `a` are
/// the sketch's entries in these columns, `projected` the trial's P.
template <std::size_t Vectors, std::size_t Columns, class T>
HWY_INLINE void tile_entries(const tile<T>& at, std::size_t column, const T* a, const T* projected,
                             hn::Vec<panel_tag<T>> (&x)[Columns * Vectors]) {
  constexpr panel_tag<T> d;
  constexpr std::size_t lanes = hn::MaxLanes(d);
  const auto add_rank = [&](auto&& add) HWY_ATTR {
    hn::Vec<panel_tag<T>> p[Vectors];
    for (std::size_t v = 0; v < Vectors; ++v) {
      p[v] = hn::LoadU(d, projected + v * lanes);
    }
    for (std::size_t c = 0; c < Columns; ++c) {
      const auto entry = hn::Set(d, a[c]);
      for (std::size_t v = 0; v < Vectors; ++v) {
        add(p[v], entry, c, v);
      }
    }
  };
  const T* g[Vectors];
  for (std::size_t v = 0; v < Vectors; ++v) {
    g[v] = at.task.gradient + at.offset(v) + 16 * column;
  }
  add_rank([&](auto p, auto entry, std::size_t c, std::size_t v) HWY_ATTR {
    x[c * Vectors + v] = hn::MulSub(p, entry, hn::LoadU(d, g[v] + 16 * c));
  });
  for (std::size_t i = 1; i < at.task.rank; ++i) {
    a += 16;
    projected += Vectors * lanes;
    add_rank([&](auto p, auto entry, std::size_t c, std::size_t v)
                 HWY_ATTR { x[c * Vectors + v] = hn::MulAdd(p, entry, x[c * Vectors + v]); });
  }
}

/// Adds the powers of the vectors x to the sums in memory, those of power p at power[p - 1].
template <int Order, std::size_t Size, class D>
HWY_INLINE void add_powers_of(D d, const hn::Vec<D> (&x)[Size], hn::TFromD<D>* sums,
                              std::size_t stride) {
  constexpr std::size_t lanes = hn::MaxLanes(d);
  for (std::size_t k = 0; k < Size; ++k, sums += lanes) {
    const auto add_product = [&](hn::TFromD<D>* sum, auto y, auto z) HWY_ATTR {
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

/// Adds the powers of N(rows of the tile, columns of the panel), summed over the trials, to the
/// sums.
template <int Order, std::size_t Vectors, class T>
HWY_INLINE void add_panel_powers_of(const tile<T>& at, std::size_t panel) {
  constexpr panel_tag<T> d;
  constexpr std::size_t lanes = hn::MaxLanes(d);
  constexpr std::size_t columns = tile_shape::columns;
  constexpr std::size_t size = 16 * Vectors * lanes;
  const batch_task<T>& task = at.task;
  HWY_ALIGN T power[Order * size] = {};
  for (std::size_t t = 0; t < task.trials; ++t) {
    const T* a = task.panels + (t * task.panel_count + panel) * task.rank * 16;
    const T* projected = task.projected + t * task.rank * Vectors * lanes;
    const T* next = t + 1 < task.trials ? a + task.panel_count * task.rank * 16 : a;
    for (std::size_t c = 0; c < 16; c += columns) {
      prefetch(next + c * task.rank, columns * task.rank);
      hn::Vec<panel_tag<T>> x[columns * Vectors];
      tile_entries<Vectors, columns>(at, 16 * panel + c, a + c, projected, x);
      add_powers_of<Order>(d, x, power + c * Vectors * lanes, size);
    }
  }
  for (std::size_t k = 0; k < std::size_t{16} * Order * Vectors; ++k) {
    const std::size_t c = k / Vectors % 16;
    double* sum = task.sums + k / (16 * Vectors) * task.power_stride + at.offset(k % Vectors) +
                  16 * (16 * panel + c);
    for (std::size_t l = 0; l < lanes; ++l) {
      sum[l] += static_cast<double>(power[k * lanes + l]);
    }
  }
}

template <int Order, std::size_t Vectors, class T>
HWY_NOINLINE void tile_noise(const tile<T>& at) {
  constexpr std::size_t ranks = tile_shape::ranks;
  const batch_task<T>& task = at.task;
  const std::size_t trial_stride = task.panel_count * task.rank * 16;
  for (std::size_t t = 0; t < task.trials; ++t) {
    const T* panels = task.panels + t * trial_stride;
    T* out = task.projected + t * task.rank * Vectors * tile<T>::lanes;
    std::size_t i = 0;
    for (; i + ranks <= task.rank; i += ranks) {
      project_tile<Vectors, ranks>(at, panels, i, out);
    }
    for (; i + 2 <= task.rank; i += 2) {
      project_tile<Vectors, 2>(at, panels, i, out);
    }
    if (i < task.rank) {
      project_tile<Vectors, 1>(at, panels, i, out);
    }
  }
  for (std::size_t panel = 0; panel < task.panel_count; ++panel) {
    add_panel_powers_of<Order, Vectors>(at, panel);
  }
}

template <int Order, class T>
HWY_INLINE void all_tiles(const batch_task<T>& task) {
  const std::size_t total = task.groups * tile<T>::per_group;
  std::size_t first = 0;
  if constexpr (tile_shape::vectors == 3) {
    // Four left are two and two.
    for (; total - first >= 3 && total - first != 4; first += 3) {
      tile_noise<Order, 3>(tile<T>{task, first});
    }
  }
  for (; total - first >= 2; first += 2) {
    tile_noise<Order, 2>(tile<T>{task, first});
  }
  if (first < total) {
    tile_noise<Order, 1>(tile<T>{task, first});
  }
}

template <class T>
HWY_INLINE void batch_noise(const batch_task<T>& task) {
  if (task.order == 2) {
    all_tiles<2>(task);
  } else {
    all_tiles<4>(task);
  }
}

}  // namespace loranoise::simulate::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays)

#endif
