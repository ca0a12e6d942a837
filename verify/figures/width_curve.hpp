// The widths at which curves against the width are computed.
#pragma once

#include <cmath>
#include <vector>

namespace loranoise::verify::figures {

/// From the narrowest to the widest, both among them, close enough for a smooth curve on a
/// logarithmic axis.
inline std::vector<double> widths_of_curve(double narrowest, double widest) {
  constexpr double points_per_octave = 4;
  const auto last =
      static_cast<int>(std::lround(points_per_octave * std::log2(widest / narrowest)));
  std::vector<double> widths;
  for (int i = 0; i <= last; ++i) widths.push_back(narrowest * std::exp2(i / points_per_octave));
  return widths;
}

}  // namespace loranoise::verify::figures
