// The best test that one released row allows: power against the false-positive rate.
#include <cmath>

#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/release_questions.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void trade_off(const study&, const laboratory&, figure_points& out) {
  constexpr double width = 768;
  constexpr double cosine = 0.99;
  constexpr double decades = 5;
  constexpr int points = 60;
  for (const int rank : {4, 16, 64}) {
    const theory::row_release release{static_cast<double>(rank), width, cosine};
    const double shift = theory::gaussian_shift(release);
    const figure_line place{.rank = rank, .width = static_cast<int>(width), .rho = cosine};
    for (int i = 0; i < points; ++i) {
      const double rate = std::pow(10, -decades * (1 - (i + 0.0) / points));
      out.add_exact(place.of_kind("exact"), rate, theory::membership_power(release, rate));
      out.add_exact(place.of_kind("gaussian"), rate,
                    theory::gaussian_membership_power(shift, rate));
    }
  }
}

}  // namespace loranoise::verify::figures
