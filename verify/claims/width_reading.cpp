#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "distribution.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double probability_margin = 0.05;

estimate measured_excess(const split_event& event) {
  return estimate::from_binomial(event.hits, event.trials).shifted(-event.gaussian);
}

// A bound C m^-p that the narrowest width meets with nothing to spare; wider rows are held against
// it.
std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  const std::vector<row_experiment> experiments = flat_row_experiments(s);
  double narrowest_width = 0;
  double narrowest_excess = 0;
  for (const row_experiment& e : experiments) {
    const probe_coordinate& p = e.row->coordinates.front();
    const auto width = static_cast<double>(e.row->values.size());
    const split_event event = choose_event(lab.result(e).coordinates.front(), e.rank, p.rho);
    check floor = cell(e, p);
    floor.kind = role::control;
    floor.formula = "the exact law, the same for every width";
    floor.measured = measured_excess(event);
    floor.prediction = event.exact - event.gaussian;
    floor.margin = probability_margin * std::min(s.budget.margin_scale, 1.5);
    floor.trials = event.trials;
    all.push_back(floor);
    if (narrowest_width == 0) {
      narrowest_width = width;
      narrowest_excess = floor.prediction;
      continue;
    }
    const auto decayed = [&](double power) {
      return narrowest_excess * std::pow(narrowest_width / width, power);
    };
    check reading = floor;
    reading.kind = role::check;
    reading.formula = "C/sqrt(m), C from the narrowest width";
    reading.prediction = decayed(0.5);
    reading.rel = relation::at_most;
    all.push_back(reading);
    all.push_back(falsify(reading, "C/m^(1/4)", decayed(0.25)));
    all.push_back(falsify(reading, "C/m", decayed(1)));
  }
  return all;
}

}  // namespace

claim width_reading() {
  return {"T7",
          "the paper's reading in m: TV -> 0 as the layer widens",
          "At a fixed rank the noise of a coordinate nears the Gaussian as the layer gets wider, "
          "like 1/sqrt(m).",
          "TV <= C/sqrt(m) at fixed r",
          "4.6",
          verdict::refuted,
          request_flat_rows,
          checks};
}

}  // namespace loranoise::verify::claims
