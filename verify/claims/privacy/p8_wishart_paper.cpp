// Claim P8: Theorem 1 of the follow-up paper, with the coefficient that its proof gives.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "theory/privacy/row_release.hpp"
#include "theory/privacy/wishart_paper.hpp"
#include "verify/claims/privacy/several_cells.hpp"

namespace loranoise::verify::claims {
namespace p8 {
namespace {

using theory::theorem_form;

double bound(const theorem_place& p, theorem_form form) {
  return theory::wishart_paper_epsilon(p.rank, p.width, p.cosine, p.delta, form);
}

double exact_epsilon(const theorem_place& p) {
  return theory::privacy_epsilon(
      theory::row_release{static_cast<double>(p.rank), static_cast<double>(p.width), p.cosine, 1},
      p.delta);
}

comparison below(const theorem_place& p, double epsilon, theorem_form form, std::string formula) {
  location place{.cell = fmt::format("exact, rank {}, width {}, cosine {}, delta {:g}", p.rank,
                                     p.width, p.cosine, p.delta),
                 .gradient = "pair",
                 .rank = p.rank,
                 .width = p.width,
                 .rho = p.cosine};
  return at_most(std::move(place), std::move(formula),
                 estimate::from_computation(epsilon, 1e-8 * epsilon), bound(p, form));
}

// Ranks up to one width: where the theorem is closest, and where the printed form is furthest
// below the truth.
std::vector<check> grid_checks(int width, const std::vector<double>& cosines) {
  theorem_place closest{};
  theorem_place printed{};
  double tightest = 0;
  double worst = 0;
  for (int rank = 1; rank <= width; rank *= 4) {
    for (const double cosine : cosines) {
      for (const double delta : {1e-2, 1e-3}) {
        const theorem_place p{rank, width, cosine, delta};
        const double proved = bound(p, theorem_form::proved);
        if (!std::isfinite(proved)) continue;
        const double exact = exact_epsilon(p);
        if (exact / proved > tightest) {
          tightest = exact / proved;
          closest = p;
        }
        const double ratio = exact / bound(p, theorem_form::as_printed);
        if (ratio > worst) {
          worst = ratio;
          printed = p;
        }
      }
    }
  }
  if (tightest == 0) return {};
  comparison c = below(closest, exact_epsilon(closest), theorem_form::proved,
                       "eps(delta) <= the bound with (m-r+1)/2");
  if (worst > 1) {
    c.falsified_by(below(printed, exact_epsilon(printed), theorem_form::as_printed,
                         "the bound as printed, (m+r-1)/2"));
  }
  return c;
}

// Drawn: the loss is above the theorem's epsilon with no more than delta.
std::vector<check> drawn(const summed_loss_experiment& e, const summed_loss_result& r,
                         double /*scale*/) {
  const auto& places = theorem_places();
  const auto place = std::find_if(places.begin(), places.end(), [&](const theorem_place& p) {
    return p.rank == e.rank && p.width == e.width && p.cosine == e.cosine;
  });
  const auto above = [&](std::size_t i) { return estimate::from_binomial(r.above[i], r.trials); };
  const theory::row_release release = e.release();
  const auto exact = [&](double epsilon) {
    return 1 - theory::likelihood_ratio_errors(release, epsilon).type_two;
  };
  comparison c = at_most(where(e).part(fmt::format("eps {:.4g}", e.epsilons.front())),
                         "P(L > eps) <= delta at the bound with (m-r+1)/2", above(0), place->delta);
  // Where the printed form is no bound at all, its epsilon is exceeded too often.
  if (exact(e.epsilons[1]) > 2 * place->delta) {
    c.falsified_by("P(L > eps) at the bound as printed", above(1));
  }
  // The tails that the proof allows for are needed.
  c.falsified_by("P(L > eps) without tails: R and H at their means", above(2));
  return c;
}

std::vector<cell> theorem_cells(const study& s) {
  std::vector<cell> all;
  for (const int width : {64, 1024}) {
    all.push_back(exact_cell(fmt::format("ranks to the width {}", width), [width] {
      return grid_checks(width, {0.5, 0.9, 0.99});
    }));
  }
  for (cell& c : cells_at_scale(s, theorem_experiments(s), where, drawn)) {
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace
}  // namespace p8

claim p8_wishart_paper() {
  using namespace p8;
  return {
      .id = "P8",
      .title = "the follow-up paper's Theorem 1",
      .statement =
          "The bound of Hu, Duengler, Schoelkopf and Sanyal (arXiv 2601.21719, Theorem 1) on "
          "one released row of unit norm holds with the coefficient (m-r+1)/2 of the "
          "logarithm that its proof gives. With the printed one, (m+r-1)/2, it is below the "
          "true eps where the rank r is near the width m.",
      .formula = "eps(delta) <= (m-r+1)/2 log(rho+k) + (1-rho+k)/(2(rho-k)) q, q a chi^2 quantile",
      .section = "10.1, 10.2",
      .answers = "2601.21719",
      .cells = theorem_cells};
}

}  // namespace loranoise::verify::claims
