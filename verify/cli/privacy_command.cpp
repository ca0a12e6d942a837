// loranoise privacy: one released row, or several under redrawn sketches, and the Gaussian
// mechanism beside them.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "theory/privacy/composition.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/release_questions.hpp"
#include "theory/privacy/row_release.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"

namespace loranoise::cli {
namespace {

struct privacy_options {
  adapter_shape shape;
  double cosine = 0;
  double norm_ratio = 1;
  std::vector<double> epsilon;
  std::vector<double> delta;
  std::vector<double> fpr;
  int steps = 1;
  bool json = false;
};

// One release or several: the same questions.
class release_answers {
 public:
  explicit release_answers(const privacy_options& o)
      : one_{static_cast<double>(o.shape.rank), static_cast<double>(o.shape.width), o.cosine,
             o.norm_ratio},
        mu_(theory::gaussian_shift(one_) * std::sqrt(o.steps)) {
    if (o.steps > 1) {
      // Where an epsilon or a threshold is looked for it may be large; digits are lost beyond 40.
      double largest = o.delta.empty() && o.fpr.empty() ? 12 : 40;
      for (const double epsilon : o.epsilon) largest = std::max(largest, std::abs(epsilon));
      several_.emplace(one_, o.steps, largest);
    }
  }

  [[nodiscard]] theory::bounded_value delta(double epsilon) const {
    return several_ ? several_->privacy_profile(epsilon)
                    : theory::bounded_value{theory::privacy_profile(one_, epsilon), 0};
  }
  [[nodiscard]] double epsilon(double delta) const {
    return several_ ? several_->privacy_epsilon(delta) : theory::privacy_epsilon(one_, delta);
  }
  [[nodiscard]] double power(double fpr) const {
    return several_ ? several_->power(fpr) : theory::membership_power(one_, fpr);
  }
  [[nodiscard]] double floor() const {
    return several_ ? several_->floor() : theory::privacy_floor(one_.rank, one_.cosine);
  }
  /// mu of the Gaussian mechanism of equal variance: T of them are one of sqrt(T) times the shift.
  [[nodiscard]] double mu() const { return mu_; }

 private:
  theory::row_release one_;
  double mu_;
  std::optional<theory::composed_release> several_;
};

// Adds `answer()`, or null and a note where it cannot be had in double precision.
template <class Answer>
void add_or_note(nlohmann::ordered_json& to, nlohmann::ordered_json& notes, const Answer& answer) {
  try {
    to.push_back(answer());
  } catch (const std::domain_error& e) {
    to.push_back(nullptr);
    notes.push_back(e.what());
  }
}

// 0 at the epsilon beyond all others.
double gaussian_delta(double mu, double epsilon) {
  return std::isinf(epsilon) ? 0 : theory::gaussian_privacy_profile(mu, epsilon);
}

void check_questions(const privacy_options& o) {
  if (o.epsilon.empty() && o.delta.empty() && o.fpr.empty()) {
    throw std::invalid_argument("nothing is asked: give --epsilon, --delta or --fpr");
  }
  if (!o.epsilon.empty() && !o.delta.empty()) {
    throw std::invalid_argument(
        "--epsilon and --delta are answers to each other: give one of them");
  }
  if (o.steps < 1) throw std::invalid_argument("--steps must be 1 or more");
  constexpr double furthest_ratio = 1e9;
  if (!(o.norm_ratio >= 1 / furthest_ratio && o.norm_ratio <= furthest_ratio)) {
    throw std::invalid_argument("--norm-ratio must be from 1e-9 to 1e9");
  }
  for (const double value : o.epsilon) {
    if (!(value >= 0)) throw std::invalid_argument("--epsilon must not be negative");
    if (o.steps > 1 && value > theory::largest_composed_epsilon) {
      throw std::invalid_argument("--epsilon must be at most 60 where --steps is above 1");
    }
  }
  constexpr double smallest_probability = 1e-300;
  for (const auto* values : {&o.delta, &o.fpr}) {
    for (const double value : *values) {
      if (!(value >= smallest_probability && value < 1)) {
        throw std::invalid_argument("--delta and --fpr must be between 1e-300 and 1");
      }
    }
  }
}

nlohmann::ordered_json describe_privacy(const privacy_options& o) {
  check_shape(o.shape);
  check_questions(o);
  const release_answers release(o);
  using list = nlohmann::ordered_json;
  list out;
  out["rank"] = o.shape.rank;
  out["width"] = o.shape.width;
  out["cosine"] = o.cosine;
  out["norm_ratio"] = o.norm_ratio;
  out["steps"] = o.steps;
  list notes = list::array();
  list epsilons = o.epsilon;
  list deltas = o.delta;
  list errors = list::array();
  list gaussian = list::array();
  list epsilons_gaussian = list::array();
  for (const double epsilon : o.epsilon) {
    const auto [value, error] = release.delta(epsilon);
    deltas.push_back(value);
    errors.push_back(error);
    gaussian.push_back(theory::gaussian_privacy_profile(release.mu(), epsilon));
  }
  for (const double delta : o.delta) {
    add_or_note(epsilons, notes, [&] { return release.epsilon(delta); });
    const auto& epsilon = epsilons.back();
    gaussian.push_back(epsilon.is_null()
                           ? list(nullptr)
                           : list(gaussian_delta(release.mu(), epsilon.get<double>())));
    epsilons_gaussian.push_back(theory::gaussian_privacy_epsilon(release.mu(), delta));
  }
  out["epsilon"] = epsilons.is_null() ? list::array() : epsilons;
  out["delta"] = deltas.is_null() ? list::array() : deltas;
  if (o.steps > 1 && !o.epsilon.empty()) out["delta_error"] = errors;
  out["delta_floor"] = release.floor();
  out["delta_gaussian"] = gaussian;
  if (!o.delta.empty()) out["epsilon_gaussian"] = epsilons_gaussian;
  out["advantage"] = release.delta(0).value;
  if (!o.fpr.empty()) {
    list power = list::array();
    list power_gaussian = list::array();
    for (const double fpr : o.fpr) {
      add_or_note(power, notes, [&] { return release.power(fpr); });
      power_gaussian.push_back(theory::gaussian_membership_power(release.mu(), fpr));
    }
    out["fpr"] = o.fpr;
    out["tpr"] = power;
    out["tpr_gaussian"] = power_gaussian;
  }
  out["threat_model"] =
      o.steps == 1
          ? "the sketch A is secret and one row is released once; with A public there is no privacy"
          : "a fresh secret sketch A for each release of the same row; with one sketch for all of "
            "them, or a "
            "public one, there is no privacy";
  if (!notes.empty()) out["notes"] = notes;
  return out;
}

}  // namespace

command add_privacy(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "privacy", "What released rows tell of the data, and the Gaussian mechanism they imitate");
  const auto o = std::make_shared<privacy_options>();
  add_shape(*sub, o->shape);
  sub->add_option("--cosine", o->cosine, "Cosine between the two candidate rows, -1 to 1")
      ->required();
  sub->add_option("--norm-ratio", o->norm_ratio, "Norm of the row over that of its neighbour")
      ->capture_default_str();
  sub->add_option("--epsilon", o->epsilon, "Values of epsilon: delta of each")->delimiter(',');
  sub->add_option("--delta", o->delta, "Values of delta: the least epsilon of each")
      ->delimiter(',');
  sub->add_option("--fpr", o->fpr, "False-positive rates: the largest true-positive rate of each")
      ->delimiter(',');
  sub->add_option("--steps", o->steps, "Number of releases, the sketch redrawn for each")
      ->capture_default_str();
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] {
    print(describe_privacy(*o), o->json, std::cout);
    return exit_passed;
  };
}

}  // namespace loranoise::cli
