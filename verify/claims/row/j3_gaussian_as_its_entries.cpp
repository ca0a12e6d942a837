// Claim J3: the paper's reading for a row or a matrix.
#include <algorithm>
#include <cmath>

#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/row/whole_row_event.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/symmetry.hpp"
#include "verify/plans/whole_rows.hpp"

namespace loranoise::verify::claims {
namespace j3 {
namespace {

// The reading allows a bound only where it is this much below the exact distance; elsewhere it says
// nothing false.
constexpr double clearly = 0.1;
constexpr double coordinate_margin = 0.05;  // relative

// The largest cosine of an entry with the row: the coordinate furthest from Gaussian.
double strongest_cosine(const Eigen::RowVectorXd& u) {
  return std::min(1.0, u.cwiseAbs().maxCoeff() / u.norm());
}

// What the reading allows: that the whole is as close as its worst coordinate is, or as the
// fourth-moment theorem bounds that coordinate. The whole is `reached` away, and the planned trials
// bring the interval within `resolution` of that.
std::vector<check> readings(location place, double rho, const estimate& observed, double reached,
                            double resolution) {
  place.rho = rho;
  std::vector<check> all;
  const auto read = [&](const char* formula, double allowed, const char* wrong, double factor) {
    if (allowed > reached - clearly) return;
    append(all, at_most(place, formula, observed, allowed)
                    .expecting(reached, resolution)
                    .falsified_by(wrong, factor * allowed));
  };
  read("TV of its strongest coordinate", theory::total_variation(place.rank, rho),
       "twice the TV of its strongest coordinate", 2);
  read("fourth-moment bound of its strongest coordinate", theory::fourth_moment_tv(place.rank, rho),
       "1.1 times the fourth-moment bound of its strongest coordinate", 1.1);
  return all;
}

std::vector<check> row_readings(const whole_row_experiment& e, const whole_row_result& r,
                                double scale) {
  const whole_row_event event = choose_event(r.counts);
  const double exact = exact_probability(event, e.rank, e.row->values.size()) - event.gaussian;
  const double margin = row_event_margin * std::min(2.0, scale);
  const location place = where(e).part("whole row").with_trials(event.trials);
  return together({readings(place, strongest_cosine(e.row->values), event.excess(), exact, margin),
                   equal(place, "P(event) - Gaussian P(event), exact", event.excess(), exact)
                       .within(margin)
                       .slack(theory::row_event_error)
                       .control()
                       .picked()});
}

// A coordinate of the same row, measured too: what the reading starts from.
std::vector<check> coordinate_control(const column_experiment& e, const column_result& r,
                                      double scale) {
  const double exact = theory::total_variation(e.rank, cosine(e));
  return equal(where(e), "TV of a coordinate, exact", excess_estimate(r), exact)
      .within(coordinate_margin * scale * exact)
      .slack(std::abs(exact - exact_excess(e, r)))
      .control();
}

// The event that Y G' is symmetric has probability 1 under a sketch. Under independent Gaussian
// noise of equal variances an antisymmetric entry of Y G' is Gaussian, and has to lie within the
// tolerance.
std::vector<check> matrix_readings(const symmetry_experiment& e, const symmetry_result& r,
                                   double scale) {
  double rho = 0;
  const Eigen::MatrixXd g = watched_rows(e.gradient->values);
  for (Eigen::Index k = 0; k < g.rows(); ++k) rho = std::max(rho, strongest_cosine(g.row(k)));
  return readings(where(e).part("whole matrix"), rho,
                  estimate::from_binomial(r.trials - r[symmetry_result::missed], r.trials)
                      .shifted(-gaussian_symmetry_probability),
                  1, never_margin * std::min(2.0, scale));
}

std::vector<cell> joint_reading_cells(const study& s) {
  std::vector<cell> all;
  const double scale = s.budget.margin_scale;
  for (const whole_row_experiment& e : whole_row_experiments(s)) {
    const bool flat = e.row->flat;
    const column_experiment entry = coordinate_of(e, s);
    all.push_back({cell_name(e),
                   [e, entry, flat](laboratory& lab) {
                     lab.request(e);
                     if (flat) lab.request(entry);
                   },
                   [e, entry, flat, scale](const laboratory& lab) {
                     std::vector<check> checks = row_readings(e, lab.result(e), scale);
                     if (flat) {
                       append(checks, coordinate_control(entry, lab.result(entry), scale));
                     }
                     return checks;
                   }});
  }
  for (cell& c : cell_each(symmetry_experiments(s),
                           [scale](const symmetry_experiment&e, const symmetry_result&r) {
                             return matrix_readings(e, r, scale);
                           })) {
    c.name += ", whole matrix";
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace
}  // namespace j3

claim j3_gaussian_as_its_entries() {
  using namespace j3;
  return {.id = "J3",
          .title = "the paper's reading for a row or a matrix",
          .statement =
              "The noise of a whole row, or of a whole matrix, is as close to a Gaussian as the "
              "noise of its entries. False: the entries together can be far from a Gaussian where "
              "each of them is close to one.",
          .formula = "TV of the whole <= TV of an entry, or <= the bound of an entry",
          .section = "5.2, 5.3",
          .answers = "v1 to v7",
          .expected = verdict::refuted,
          .cells = joint_reading_cells};
}

}  // namespace loranoise::verify::claims
