// One released row v = A'A u seen from two rows u and u', drawn by its law: three numbers, whatever
// the width. The literal product is the oracle.
//
// A u/|u| and the rest of A are independent Gaussians, so with s = |A u|^2/|u|^2 ~ chi^2_rank/rank
//   v = s u + |u| sqrt(s/rank) z,
// z standard normal across u, and in the plane of u and u' one entry of z is enough.
#pragma once

#include <cstdint>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// In units of |u|.
struct seen_release {
  double along;        ///< <u, v>/|u|^2
  double along_other;  ///< <u', v>/|u'|^2
  double length;       ///< |v|/|u|
};

class release_in_law {
 public:
  /// cosine of u and u', norm_ratio = |u|/|u'| > 0. Throws std::invalid_argument unless rank >= 1
  /// and width >= 2 (rows of width 1 are parallel).
  release_in_law(int rank, int width, double cosine, double norm_ratio);

  /// Release number `index` of this trial: each takes elements of its own.
  [[nodiscard]] seen_release operator()(const stream& words, std::uint64_t index) const;

 private:
  int rank_;
  int width_;
  double cosine_;
  double sine_;
  double norm_ratio_;
};

}  // namespace loranoise::simulate
