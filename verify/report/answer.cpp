#include "verify/report/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace loranoise::verify {
namespace {

constexpr std::size_t most_readings = 4;
constexpr std::size_t line_width = 79;

// By how much the worst cell passes what the reading allows, as a factor.
double excess(const judged_claim& c) {
  return std::abs(c.worst().tightness());
}

std::string counted(const std::vector<judged_claim>& claims) {
  const auto of = [&](verdict v) {
    return std::count_if(claims.begin(), claims.end(),
                         [v](const judged_claim& c) { return c.outcome == v; });
  };
  return fmt::format(
      "{} statements hold ({} proved), {} readings are false, {} are measured without a claim\n",
      of(verdict::confirmed) + of(verdict::proved), of(verdict::proved), of(verdict::refuted),
      of(verdict::measured));
}

std::string cut(std::string line) {
  if (line.size() <= line_width) return line;
  line.resize(line_width - 3);
  return line + "...";
}

}  // namespace

std::string answer_in_words(const std::vector<judged_claim>& claims) {
  std::vector<const judged_claim*> refuted;
  for (const judged_claim& c : claims) {
    if (c.outcome == verdict::refuted && !c.checks.empty()) refuted.push_back(&c);
  }
  std::stable_sort(
      refuted.begin(), refuted.end(),
      [](const judged_claim* a, const judged_claim* b) { return excess(*a) > excess(*b); });
  if (refuted.size() > most_readings) refuted.resize(most_readings);
  std::string out = counted(claims);
  for (const judged_claim* c : refuted) {
    const judged_check& k = c->worst();
    out += cut(fmt::format("{} false: {}: {:.3g} where {}{:.3g}", c->what.id, c->what.title,
                           k.measured.value(), k.rel == relation::at_most ? "at most " : "it says ",
                           k.prediction)) +
           '\n';
  }
  return out;
}

}  // namespace loranoise::verify
