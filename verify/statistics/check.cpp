#include "verify/statistics/check.hpp"

#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace loranoise::verify {
namespace {

constexpr double unplanned = std::numeric_limits<double>::infinity();

check filled(location where, std::string formula, const estimate& observed, relation rel) {
  check c;
  static_cast<location&>(c) = std::move(where);
  c.formula = std::move(formula);
  c.measured = observed;
  c.rel = rel;
  return c;
}

}  // namespace

std::string_view name(role r) {
  switch (r) {
    case role::falsifier:
      return "falsifier";
    case role::control:
      return "control";
    case role::check:
      break;
  }
  return "check";
}

std::string_view name(relation r) {
  switch (r) {
    case relation::at_most:
      return "at_most";
    case relation::reported:
      return "reported";
    case relation::equals:
      break;
  }
  return "equals";
}

location location::part(const std::string& what) const {
  location there = *this;
  there.cell.append(", ").append(what);
  return there;
}

location location::with_trials(std::uint64_t count) const {
  location there = *this;
  there.trials = count;
  return there;
}

bool visible(double distance, double resolution) {
  constexpr double rounding = 1e-6;  // one at the margin itself counts
  return distance >= resolution * (1 - rounding);
}

comparison& comparison::within(double margin) {
  what_.margin = margin;
  return *this;
}

comparison& comparison::slack(double bias) {
  what_.slack = bias;
  return *this;
}

comparison& comparison::expecting(double truth, double resolution) {
  expected_ = expectation{truth, resolution};
  return *this;
}

comparison& comparison::control() {
  what_.kind = role::control;
  return *this;
}

comparison& comparison::picked() {
  what_.picked = true;
  return *this;
}

comparison& comparison::falsified_by(std::string formula, double prediction) {
  check wrong = what_;
  wrong.formula = std::move(formula);
  wrong.prediction = prediction;
  falsifiers_.push_back({std::move(wrong), unplanned, true});
  return *this;
}

comparison& comparison::falsified_by(std::string formula, const estimate& observed,
                                     double distance) {
  check wrong = what_;
  wrong.formula = std::move(formula);
  wrong.measured = observed;
  falsifiers_.push_back({std::move(wrong), distance, false});
  return *this;
}

comparison& comparison::falsified_by(std::string formula, const estimate& observed) {
  return falsified_by(std::move(formula), observed, unplanned);
}

comparison& comparison::falsified_by(const comparison& wrong) {
  falsifiers_.push_back({wrong.what_, unplanned, false});
  return *this;
}

// A bound is wrong below the truth alone, an equality on both sides.
bool comparison::is_visible(const falsifier& f) const {
  const bool equality = what_.rel == relation::equals;
  const expectation right = expected_.value_or(expectation{what_.prediction, what_.margin});
  const double resolution = right.resolution + what_.slack;
  if (!f.by_prediction) return visible(f.distance, resolution);
  if (!expected_ && !equality) return true;
  const double above = right.truth - f.what.prediction;
  return visible(equality ? std::abs(above) : above, resolution);
}

std::vector<check> comparison::all() const {
  std::vector<check> list{what_};
  for (const falsifier& f : falsifiers_) {
    if (!is_visible(f)) continue;
    list.push_back(f.what);
    list.back().kind = role::falsifier;
  }
  return list;
}

comparison equal(location where, std::string formula, const estimate& observed, double prediction) {
  check c = filled(std::move(where), std::move(formula), observed, relation::equals);
  c.prediction = prediction;
  return comparison(std::move(c));
}

comparison at_most(location where, std::string formula, const estimate& observed, double bound) {
  check c = filled(std::move(where), std::move(formula), observed, relation::at_most);
  c.prediction = bound;
  return comparison(std::move(c));
}

comparison reported(location where, std::string formula, const estimate& observed) {
  return comparison(filled(std::move(where), std::move(formula), observed, relation::reported));
}

std::vector<check> together(std::initializer_list<std::vector<check>> parts) {
  std::vector<check> all;
  for (const std::vector<check>& part : parts) append(all, part);
  return all;
}

void append(std::vector<check>& all, std::vector<check> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace loranoise::verify
