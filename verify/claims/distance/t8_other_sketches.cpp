#include <cmath>
#include <string>

#include "theory/sketches/haar.hpp"
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

std::vector<check> other_sketches_checks(const row_experiment& e, const row_result& r,
                                         std::size_t i) {
  const probe_coordinate& p = e.row->coordinates[i];
  const coordinate_counts& counts = r.coordinates[i];
  const split_event event = choose_event(counts);

  check bound = check_at(e, p);
  const std::string place = std::string(name(e.sketch)) + ", " + bound.cell;
  bound.cell = place + ", certified lower bound";
  bound.formula = "TV is at least this";
  bound.rel = relation::reported;
  bound.measured = event.excess();
  bound.trials = event.trials;

  check debiased = bound;
  debiased.cell = place + ", histogram freed of chance error";
  debiased.formula = "TV over the histogram's bins";
  debiased.measured = counts.distance.measured();
  debiased.trials = counts.trials();

  check raw = debiased;
  raw.cell = place + ", histogram";
  raw.measured = estimate::from_supremum(counts.distance.raw, counts.trials());

  check gaussian = falsify(bound, "0: the noise is Gaussian", 0);
  gaussian.rel = relation::at_most;
  const auto excess = [&](const distribution_function& f) {
    return event.probability(f) - event.probability(normal_cdf);
  };
  check canonical = falsify(bound, "as with the Gaussian sketch", excess(exact_cdf(e.rank, p.rho)));
  canonical.rel = relation::equals;
  canonical.margin = margin_for_mean(0.25, event.trials);
  std::vector<check> all{bound, debiased, raw, gaussian};
  if (!normal_entries(e.sketch)) all.push_back(canonical);

  if (const distribution_function f = known_law(e, p)) {
    check control = canonical;
    control.kind = role::control;
    control.cell = place + ", against its own exact law";
    control.formula = orthonormal(e.sketch) ? "exact law of the Haar sketch" : "exact law";
    control.prediction = excess(f);
    all.push_back(std::move(control));
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
              std::string(name(family)) + ", " + check_at(e, row->coordinates[i]).cell, e,
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
  return {"T8",
          "how far other sketches are from the Gaussian",
          "Total variation of a coordinate's noise to the Gaussian of equal variance for uniform, "
          "sign, sparse and Haar sketches, PEFT's initialisations and LoRA-FA's projector.",
          "P(E) - Gaussian P(E) <= TV, E chosen on the other half of the trials",
          "4",
          verdict::measured,
          other_sketches_cells};
}

}  // namespace loranoise::verify::claims
