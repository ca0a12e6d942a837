#include "verify/statistics/verdict.hpp"

#include <algorithm>
#include <cmath>

namespace loranoise::verify {

std::string_view name(verdict v) {
  switch (v) {
    case verdict::confirmed:
      return "confirmed";
    case verdict::refuted:
      return "refuted";
    case verdict::measured:
      return "measured";
    case verdict::proved:
      return "proved";
    case verdict::inconclusive:
      break;
  }
  return "inconclusive";
}

double judged_check::tightness() const {
  if (rel == relation::at_most) return measured.value() / prediction;
  if (rel == relation::reported) return 0;
  return margin > 0 ? std::abs(measured.value() - prediction) / margin : 0;
}

std::uint64_t judged_check::trials_to_decide() const {
  const double reach = (range.high - range.low) / 2;
  const double distance = std::abs(measured.value() - prediction);
  const double wanted = rel == relation::at_most ? distance : std::max(margin - distance, distance);
  if (!(wanted > 0) || trials == 0) return 0;
  return static_cast<std::uint64_t>(static_cast<double>(trials) * std::pow(reach / wanted, 2)) + 1;
}

judged_check judge(const check& c, double alpha) {
  judged_check result{c, {}, verdict::inconclusive};
  result.range = c.measured.interval_at(alpha);
  const auto [low, high] = result.range;
  if (std::isnan(low) || std::isnan(high) || std::isnan(c.prediction)) return result;
  if (c.rel == relation::reported) {
    result.outcome = verdict::measured;
    return result;
  }
  if (c.rel == relation::at_most) {
    if (high <= c.prediction) result.outcome = verdict::confirmed;
    if (low > c.prediction) result.outcome = verdict::refuted;
  } else if (c.prediction < low - c.slack || c.prediction > high + c.slack) {
    result.outcome = verdict::refuted;
  } else if (low >= c.prediction - c.margin && high <= c.prediction + c.margin) {
    result.outcome = verdict::confirmed;
  }
  if (result.outcome == verdict::confirmed && c.measured.is_enclosed()) {
    result.outcome = verdict::proved;
  }
  return result;
}

std::vector<judged_check> judge_family(std::span<const check> family, double family_alpha) {
  std::vector<judged_check> judged;
  for (const check& c : family) judged.push_back(judged_check{c, {}, verdict::inconclusive});
  std::vector<judged_check*> open(judged.size());
  std::transform(judged.begin(), judged.end(), open.begin(), [](judged_check& c) { return &c; });
  while (!open.empty()) {
    const double alpha = family_alpha / static_cast<double>(open.size());
    for (judged_check* c : open) *c = judge(*c, alpha);
    const auto left = std::remove_if(open.begin(), open.end(), [](const judged_check* c) {
      return c->outcome == verdict::refuted;
    });
    if (left == open.end()) break;
    open.erase(left, open.end());
  }
  return judged;
}

verdict summarise(std::span<const judged_check> checks) {
  const auto is = [](verdict v) { return [v](const judged_check& c) { return c.outcome == v; }; };
  if (std::any_of(checks.begin(), checks.end(), is(verdict::refuted))) return verdict::refuted;
  if (checks.empty()) return verdict::inconclusive;
  for (const verdict v : {verdict::confirmed, verdict::measured}) {
    if (std::all_of(checks.begin(), checks.end(), is(v))) return v;
  }
  const bool all_hold = std::all_of(checks.begin(), checks.end(),
                                    [](const judged_check& c) { return holds(c.outcome); });
  return all_hold ? verdict::proved : verdict::inconclusive;
}

bool holds(verdict v) {
  return v == verdict::confirmed || v == verdict::proved;
}

}  // namespace loranoise::verify
