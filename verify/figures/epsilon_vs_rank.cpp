// The epsilon of one released row at a fixed delta against the rank: exact, as the Gaussian
// mechanism of equal variance has it, and by the published bound.
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"
#include "theory/privacy/wishart_paper.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/figures/rank_curve.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void epsilon_vs_rank(const study&, const laboratory&, figure_points& out) {
  constexpr int width = 768;
  constexpr double cosine = 0.99;
  constexpr double delta = 1e-5;
  const figure_line place{.width = width, .rho = cosine};
  for (const int rank : ranks_of_curve(width, 3)) {
    const theory::row_release release{static_cast<double>(rank), width, cosine};
    using theory::theorem_form;
    out.add_exact(place.of_kind("exact"), rank, theory::privacy_epsilon(release, delta));
    out.add_exact(place.of_kind("gaussian"), rank,
                  theory::gaussian_privacy_epsilon(theory::gaussian_shift(release), delta));
    out.add_exact(place.of_kind("bound_as_proved"), rank,
                  theory::wishart_paper_epsilon(rank, width, cosine, delta, theorem_form::proved));
    out.add_exact(
        place.of_kind("bound_as_printed"), rank,
        theory::wishart_paper_epsilon(rank, width, cosine, delta, theorem_form::as_printed));
  }
}

}  // namespace loranoise::verify::figures
