#include "verify/report/calibration.hpp"

#include <algorithm>
#include <numeric>

#include "verify/statistics/power.hpp"

namespace loranoise::verify {
namespace {

constexpr double interval_level = 1e-3;

bool is_true(const claim& c, const check& k) {
  if (k.kind == role::control) return true;
  return k.kind == role::check && holds(c.expected);
}

// The statements that are true, refuted at this family-wise rate.
std::vector<std::string> refuted_truths(const std::vector<claim_checks>& checks, double rate) {
  std::vector<std::string> refuted;
  for (const judged_claim& c : judge_claims(checks, rate)) {
    for (const auto* group : {&c.checks, &c.controls}) {
      for (const judged_check& k : *group) {
        if (is_true(c.what, k) && k.outcome == verdict::refuted) {
          refuted.push_back(c.what.id + " " + k.cell);
        }
      }
    }
  }
  return refuted;
}

}  // namespace

calibration_run calibrate(const std::vector<claim_checks>& checks, std::uint64_t seed) {
  calibration_run run;
  run.seed = seed;
  run.passed = true;
  for (const judged_claim& c : judge_claims(checks, family_error_rate)) {
    run.passed = run.passed && c.passed();
    run.falsifiers += static_cast<int>(c.falsifier_formulas().size());
    run.caught += c.falsifiers_caught();
    for (const std::string& formula : c.falsifier_formulas()) {
      if (!c.caught(formula)) run.alarms.push_back(c.what.id + " missed: " + formula);
    }
  }
  for (const claim_checks& c : checks) {
    for (const check& k : c.checks) {
      if (!is_true(c.what, k)) continue;
      ++run.checks;
      if (k.rel != relation::equals || k.measured.is_exact()) continue;
      ++run.sampled;
      if (judge(k, raised_level).outcome == verdict::refuted) ++run.single_alarms;
    }
  }
  for (std::string& name : refuted_truths(checks, family_error_rate)) {
    ++run.false_alarms;
    run.alarms.push_back(std::move(name));
  }
  run.raised_alarms = static_cast<int>(refuted_truths(checks, raised_level).size());
  return run;
}

calibration summarise(const std::vector<calibration_run>& runs) {
  calibration all;
  std::vector<double> rates;
  for (const calibration_run& r : runs) {
    ++all.runs;
    all.alarmed += r.false_alarms > 0 ? 1 : 0;
    all.raised_alarmed += r.raised_alarms > 0 ? 1 : 0;
    all.falsifiers += r.falsifiers;
    all.caught += r.caught;
    if (r.sampled > 0) rates.push_back(static_cast<double>(r.single_alarms) / r.sampled);
  }
  const estimate raised = estimate::from_binomial(static_cast<std::uint64_t>(all.raised_alarmed),
                                                  static_cast<std::uint64_t>(all.runs));
  all.raised_rate = raised.interval_at(interval_level);
  const estimate single = estimate::from_blocks(rates);
  all.single_rate = single.value();
  all.single_range = single.interval_at(interval_level);
  return all;
}

bool calibration::passed() const {
  return alarmed == 0 && raised_rate.low <= raised_level && single_range.low <= raised_level &&
         caught == falsifiers;
}

}  // namespace loranoise::verify
