// A check: an observed number, a predicted one, and what would count as agreement. Checks are
// built:
//
//   equal(where, "E|N|^2 = |G|^2 (m+1)/r", observed, 1).within(0.01).falsified_by("m/r", m / (m+1))
//
// becomes the check and those of its falsifiers that the planned trials can tell from the truth.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify {

enum class relation { equals, at_most, reported };
enum class role { check, falsifier, control };

std::string_view name(role r);
std::string_view name(relation r);

/// Where a check looks.
struct location {
  std::string cell;      ///< names the place: gradient, rank and the like
  std::string gradient;  ///< or row, pair of rows, sequence of gradients
  int rank = 0;          ///< 0: no single rank
  int width = 0;
  double rho = 0;
  std::uint64_t trials = 0;  ///< that the observed number rests on

  /// The same place with the name of a part after a comma.
  [[nodiscard]] location part(const std::string& what) const;
  [[nodiscard]] location with_trials(std::uint64_t count) const;
};

/// One comparison of an observed number with a predicted one.
///
/// equals: refuted when the interval, widened by `slack`, excludes the prediction; confirmed when
/// it holds the prediction and lies within `margin` of it; else inconclusive. at_most: confirmed
/// when the interval lies at or below the prediction, refuted when it lies above. reported:
/// measured, whatever comes out; there is no prediction.
struct check : location {
  std::string rerun;  ///< name of the cell that gave it, set by evaluate()
  role kind = role::check;
  std::string formula;  ///< behind `prediction`, in words or symbols
  estimate measured;    ///< the observed number, measured or computed
  double prediction = 0;
  relation rel = relation::equals;
  double margin = 0;    ///< absolute, in units of the prediction
  double slack = 0;     ///< known numerical bias of the measurement, absolute
  bool picked = false;  ///< the draws chose what is compared (an event, the worst entry)
};

/// Whether a falsifier so far from the truth is visible: outside of where the planned trials put
/// the interval, `resolution` to either side of the truth, but for planned_miss_rate (power.hpp).
/// The only rule there is.
[[nodiscard]] bool visible(double distance, double resolution);

/// A check that is being built, with its falsifiers.
class comparison {
 public:
  explicit comparison(check what) : what_(std::move(what)) {}

  /// The margin of an equality.
  comparison& within(double margin);
  /// The bias that the measurement is known to have, at most.
  comparison& slack(double bias);
  /// What would be observed if the theory is right, and how near to it the planned trials bring the
  /// interval. For an equality its prediction and margin, unless said otherwise here; not known for
  /// a bound or a report, which then asks every falsifier.
  comparison& expecting(double truth, double resolution);
  /// A check of the instrument, not of the claim.
  comparison& control();
  /// What is compared was chosen by the draws, so that other draws compare something else.
  comparison& picked();

  /// A wrong prediction put through the same check, as it stands here: margin and slack come first.
  comparison& falsified_by(std::string formula, double prediction);
  /// The same prediction put to what a wrong formula makes of the draws, which `distance` parts
  /// from what the right one makes of them.
  comparison& falsified_by(std::string formula, const estimate& observed, double distance);
  /// The same where nothing plans the distance: always asked.
  comparison& falsified_by(std::string formula, const estimate& observed);

  /// A statement that is wrong as a whole, about another place perhaps: always asked.
  comparison& falsified_by(const comparison& wrong);

  /// The check, then the falsifiers that are visible.
  [[nodiscard]] std::vector<check> all() const;
  operator std::vector<check>() const { return all(); }

 private:
  struct falsifier {
    check what;
    double distance;     // infinite where it is not planned
    bool by_prediction;  // distance is that of the predictions
  };
  struct expectation {
    double truth;
    double resolution;
  };
  [[nodiscard]] bool is_visible(const falsifier& f) const;

  check what_;
  std::optional<expectation> expected_;
  std::vector<falsifier> falsifiers_;
};

/// The observed number is the predicted one.
[[nodiscard]] comparison equal(location where, std::string formula, const estimate& observed,
                               double prediction);
/// The observed number is no more than the bound.
[[nodiscard]] comparison at_most(location where, std::string formula, const estimate& observed,
                                 double bound);
/// The observed number is written down.
[[nodiscard]] comparison reported(location where, std::string formula, const estimate& observed);

/// All of them in one list.
[[nodiscard]] std::vector<check> together(std::initializer_list<std::vector<check>> parts);
void append(std::vector<check>& all, std::vector<check> more);

}  // namespace loranoise::verify
