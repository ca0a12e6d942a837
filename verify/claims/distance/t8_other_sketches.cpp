// Claim T8: how far the noise of other sketches is from the Gaussian.
#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <string>

#include "theory/sketches/haar_law.hpp"
#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace t8 {
namespace {

std::vector<int> ranks(const study& s) {
  std::vector<int> all = s.budget.row_ranks;
  std::erase_if(all, [&](int rank) { return rank > s.budget.highest_sketched_row_rank; });
  return all;
}

std::vector<shared<probe_row>> sketched_probes(const study& s) {
  std::vector<shared<probe_row>> all;
  for (std::size_t i = 0; i < s.probes.size(); ++i) {
    if (takes(s.budget.sketched_rows, i, s.probes.size())) all.push_back(s.probes[i]);
  }
  return all;
}

// A sketch whose noise has no spread here has no standardised law: signs on a row of one entry, or
// a projector on everything.
bool has_noise(const row_experiment& e, const probe_coordinate& p) {
  const auto width = static_cast<int>(e.row->values.size());
  return noise_variance(e.sketch, 1, p.rho, e.rank, width) > 1e-9;
}

// Distribution function of the standardised noise, where theory has it.
distribution_function known_law(const row_experiment& e, const probe_coordinate& p) {
  if (normal_entries(e.sketch)) return exact_cdf(e.rank, p.rho);
  const auto width = static_cast<int>(e.row->values.size());
  if (!orthonormal(e.sketch) || e.rank >= width) return {};
  const theory::haar_coordinate_law law(e.rank, width, p.rho);
  return [law, deviation = std::sqrt(variance(law))](double z) { return cdf(law, z * deviation); };
}

// E X^2 by the tails, Int 2 x P(X > x) dx on the right and the same on the left.
double second_moment(const theory::haar_coordinate_law& law) {
  using kronrod = boost::math::quadrature::gauss_kronrod<double, 31>;
  constexpr unsigned depth = 4;
  constexpr double tolerance = 1e-4;
  const theory::haar_support ends = support(law);
  const double right = kronrod::integrate([&](double x) { return x * sf(law, x); }, 0,
                                          std::max(0.0, ends.upper), depth, tolerance);
  const double left = kronrod::integrate([&](double x) { return -x * cdf(law, x); },
                                         std::min(0.0, ends.lower), 0, depth, tolerance);
  return 2 * (left + right);
}

// The law's spread is that of the formula for moments, which M2 measures.
std::vector<check> spread_of_haar(const row_experiment& e, const probe_coordinate& p,
                                  const location& place) {
  const auto width = static_cast<int>(e.row->values.size());
  constexpr double margin = 1e-3;  // relative
  const auto spread = [&](int rank) {
    const double moment = second_moment(theory::haar_coordinate_law(rank, width, p.rho));
    return estimate::from_computation(moment, margin / 2 * moment);
  };
  const double right = theory::haar_noise_variance(1, p.rho, e.rank, width);
  comparison same = equal(place.part("spread of its law"),
                          "second moment of the Haar law = section 2.5", spread(e.rank), right);
  same.within(margin * right).control();
  if (e.rank + 1 < width) same.falsified_by("the law of rank r + 1", spread(e.rank + 1));
  return same;
}

std::vector<check> other_sketches_checks(const row_experiment& e, const row_result& r,
                                         std::size_t i) {
  const probe_coordinate& p = e.row->coordinates[i];
  const coordinate_counts& counts = r.coordinates[i];
  const split_event event = choose_event(counts);
  location place = where(e, p).with_trials(counts.trials());
  place.cell = std::string(name(e.sketch)) + ", " + place.cell;
  const auto excess = [&](const distribution_function& f) {
    return event.probability(f) - event.probability(normal_cdf);
  };
  const distribution_function law = known_law(e, p);
  const double margin = margin_for_mean(0.25, event.trials);
  // Where theory has no law, the half of the trials that chose the event is the pilot that says
  // what to expect of the other half: twice as far off, at most, with the bias of the choice.
  const double expected = law ? excess(law) : event.even_share - event.probability(normal_cdf);
  const double resolution = law ? margin : 2 * margin;

  const location bounded = place.part("certified lower bound").with_trials(event.trials);
  comparison bound = reported(bounded, "TV is at least this", event.excess());
  const auto wrong = [&](const char* formula, double prediction) {
    if (!visible(std::abs(expected - prediction), resolution)) return;
    bound.falsified_by(equal(bounded, formula, event.excess(), prediction).within(margin));
  };
  wrong("0: the noise is Gaussian", 0);
  if (!normal_entries(e.sketch)) {
    wrong("as with the Gaussian sketch", excess(exact_cdf(e.rank, p.rho)));
  }
  std::vector<check> all =
      together({bound,
                reported(place.part("histogram freed of chance error"),
                         "TV over the histogram's bins", counts.distance.measured()),
                reported(place.part("histogram"), "TV over the histogram's bins",
                         estimate::from_supremum(counts.distance.raw, counts.trials()))});
  if (law && orthonormal(e.sketch)) append(all, spread_of_haar(e, p, place));
  if (law) {
    append(all, equal(place.part("against its own exact law").with_trials(event.trials),
                      orthonormal(e.sketch) ? "exact law of the Haar sketch" : "exact law",
                      event.excess(), excess(law))
                    .within(margin)
                    .control()
                    .picked());
  }
  return all;
}

std::vector<cell> other_sketches_cells(const study& s) {
  std::vector<cell> all;
  for (const auto& row : sketched_probes(s)) {
    for (const sketch_family family : other_sketches()) {
      for (const int rank : ranks(s)) {
        const row_experiment e{row, rank, s.budget.row_trials(), family};
        if (rank > row->values.size()) continue;
        for (const std::size_t i : distinct_coordinates(*row)) {
          if (!has_noise(e, row->coordinates[i])) continue;
          all.push_back(measured_cell(
              std::string(name(family)) + ", " + where(e, row->coordinates[i]).cell, e,
              [e, i](const row_result& r) { return other_sketches_checks(e, r, i); }));
        }
      }
    }
  }
  return all;
}

}  // namespace
}  // namespace t8

claim t8_other_sketches() {
  using namespace t8;
  return {.id = "T8",
          .title = "how far the noise of other sketches is from the Gaussian",
          .statement =
              "The total variation distance of an entry's noise to the Gaussian of equal variance, "
              "measured for every A that is not Gaussian (uniform, signs, orthonormal rows and "
              "others, PEFT's initialisations among them); nothing is predicted.",
          .formula = "P(E) - Gaussian P(E) <= TV, E chosen on the other half of the trials",
          .section = "4",
          .answers = "v1 to v7",
          .expected = verdict::measured,
          .cells = other_sketches_cells};
}

}  // namespace loranoise::verify::claims
