// Noise of many gradient rows over a batch of trials: P = G A', N = P A - G, vectors along the rows
// of G, compiled once per instruction set. The work is cut in tiles of rows; a tile's G, its P of
// all trials and its sums stay in the caches.
#if defined(LORANOISE_BATCH_KERNEL_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LORANOISE_BATCH_KERNEL_INL_H
#undef LORANOISE_BATCH_KERNEL_INL_H
#else
#define LORANOISE_BATCH_KERNEL_INL_H
#endif

#include "simulate/noise/row_kernel-inl.h"

// NOLINTBEGIN(modernize-avoid-c-arrays): std::array's members are not compiled for the instruction
// set at hand.
HWY_BEFORE_NAMESPACE();
namespace loranoise::simulate::HWY_NAMESPACE {

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

/// P(rows of the tile, first .. first + Ranks - 1) of one trial, to out[i][vector][lane].
template <std::size_t Vectors, std::size_t Ranks, class T>
HWY_INLINE void project_tile(const tile<T>& at, const T* panels, std::size_t first, T* out) {
  constexpr panel_tag<T> d;
  constexpr std::size_t lanes = hn::MaxLanes(d);
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

/// Adds the powers of N(rows of the tile, column .. column + Columns - 1), summed over the trials,
/// to the sums.
template <int Order, std::size_t Vectors, std::size_t Columns, class T>
HWY_INLINE void add_tile_powers(const tile<T>& at, std::size_t column) {
  constexpr panel_tag<T> d;
  constexpr std::size_t lanes = hn::MaxLanes(d);
  constexpr std::size_t size = Columns * Vectors;
  using vec = hn::Vec<panel_tag<T>>;
  const batch_task<T>& task = at.task;
  vec power[Order * size];
  for (auto& s : power) {
    s = hn::Zero(d);
  }
  const std::size_t trial_stride = task.panel_count * task.rank * 16;
  const T* panel = task.panels + column / 16 * task.rank * 16 + column % 16;
  const T* projected = task.projected;
  for (std::size_t t = 0; t < task.trials; ++t, panel += trial_stride) {
    vec x[size];
    for (std::size_t v = 0; v < Vectors; ++v) {
      const T* g = task.gradient + at.offset(v) + 16 * column;
      for (std::size_t c = 0; c < Columns; ++c) {
        x[c * Vectors + v] = hn::Neg(hn::LoadU(d, g + 16 * c));
      }
    }
    const T* a = panel;
    for (std::size_t i = 0; i < task.rank; ++i, a += 16, projected += Vectors * lanes) {
      vec p[Vectors];
      for (std::size_t v = 0; v < Vectors; ++v) {
        p[v] = hn::LoadU(d, projected + v * lanes);
      }
      for (std::size_t c = 0; c < Columns; ++c) {
        const auto entry = hn::Set(d, a[c]);
        for (std::size_t v = 0; v < Vectors; ++v) {
          x[c * Vectors + v] = hn::MulAdd(p[v], entry, x[c * Vectors + v]);
        }
      }
    }
    for (std::size_t k = 0; k < size; ++k) {
      power[k] = hn::Add(power[k], x[k]);
      power[size + k] = hn::MulAdd(x[k], x[k], power[size + k]);
      if constexpr (Order == 4) {
        const auto square = hn::Mul(x[k], x[k]);
        power[2 * size + k] = hn::MulAdd(square, x[k], power[2 * size + k]);
        power[3 * size + k] = hn::MulAdd(square, square, power[3 * size + k]);
      }
    }
  }
  T buffer[Order * size * lanes];
  for (std::size_t s = 0; s < Order * size; ++s) {
    hn::StoreU(power[s], d, buffer + s * lanes);
  }
  for (std::size_t s = 0; s < Order * size; ++s) {
    const std::size_t k = s % size;
    double* sum = task.sums + s / size * task.power_stride + at.offset(k % Vectors) +
                  16 * (column + k / Vectors);
    for (std::size_t l = 0; l < lanes; ++l) {
      sum[l] += static_cast<double>(buffer[s * lanes + l]);
    }
  }
}

template <int Order, std::size_t Vectors, class T>
HWY_NOINLINE void tile_noise(const tile<T>& at) {
  // Sixteen sums of the first product, sixteen (order 2) entries of the second, in the thirty-two
  // registers of AVX-512; half of it elsewhere, where Vectors is 1. The second's powers then lie in
  // the first-level cache, which costs less than to load P for every four columns: 13 % at rank 64.
  constexpr std::size_t ranks = 8;
  constexpr std::size_t columns = Order == 2 ? 8 : 2;
  const batch_task<T>& task = at.task;
  const std::size_t trial_stride = task.panel_count * task.rank * 16;
  for (std::size_t t = 0; t < task.trials; ++t) {
    const T* panels = task.panels + t * trial_stride;
    T* out = task.projected + t * task.rank * Vectors * tile<T>::lanes;
    std::size_t i = 0;
    for (; i + ranks <= task.rank; i += ranks) {
      project_tile<Vectors, ranks>(at, panels, i, out);
    }
    for (; i < task.rank; ++i) {
      project_tile<Vectors, 1>(at, panels, i, out);
    }
  }
  for (std::size_t column = 0; column < task.panel_count * 16; column += columns) {
    add_tile_powers<Order, Vectors, columns>(at, column);
  }
}

template <int Order, class T>
HWY_INLINE void all_tiles(const batch_task<T>& task) {
  constexpr std::size_t vectors = HWY_TARGET <= HWY_AVX3 ? 2 : 1;
  const std::size_t total = task.groups * tile<T>::per_group;
  std::size_t first = 0;
  for (; first + vectors <= total; first += vectors) {
    tile_noise<Order, vectors>(tile<T>{task, first});
  }
  for (; first < total; ++first) {
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
