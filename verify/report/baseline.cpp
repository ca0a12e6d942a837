#include "verify/report/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <tuple>

#include "simulate/gradients/plain_text.hpp"
#include "verify/report/output_file.hpp"
#include "verify/report/sqlite.hpp"
#include "verify/study/program_name.hpp"

namespace loranoise::verify {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(baseline_cell, claim, cell, formula, relation,
                                                exact, estimate, low, high, prediction, verdict,
                                                picked)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(baseline_claim, id, verdict, falsifiers_caught)

namespace {

baseline read_store(const sqlite::database& db) {
  baseline b;
  b.settings = db.text("SELECT value FROM run WHERE key = 'settings'");
  sqlite::statement(db, "SELECT id, verdict, falsifiers_caught FROM claim ORDER BY rowid")
      .each([&](const sqlite::row& r) {
        b.claims.push_back({r.bytes(0), r.bytes(1), static_cast<int>(r.integer(2))});
      });
  sqlite::statement(db,
                    "SELECT claim, cell, formula, relation, exact, estimate, low, high, "
                    "prediction, verdict, picked "
                    "FROM cell WHERE role <> 'falsifier' ORDER BY rowid")
      .each([&](const sqlite::row& r) {
        b.cells.push_back({r.bytes(0), r.bytes(1), r.bytes(2), r.bytes(3), r.integer(4) != 0,
                           r.real(5), r.real(6), r.real(7), r.real(8), r.bytes(9),
                           r.integer(10) != 0});
      });
  return b;
}

std::tuple<std::string, std::string, std::string> key(const baseline_cell& c) {
  return {c.claim, c.cell, c.formula};
}

// The distance between the estimates at which they cease to agree.
double allowed_distance(const baseline_cell& before, const baseline_cell& now) {
  constexpr double rounding = 1e-12;  // of values whose stated accuracy is finer than a double is
  if (before.exact && now.exact) {
    return (before.high - before.low) / 2 + (now.high - now.low) / 2 +
           rounding * std::abs(before.estimate);
  }
  // What is the same in every trial has intervals of rounding alone, which differs between
  // machines.
  constexpr double constant_rounding = 1e-9;
  const bool rises = now.estimate >= before.estimate;
  return constant_rounding + (rises ? before.high - before.estimate + now.estimate - now.low
                                    : before.estimate - before.low + now.high - now.estimate);
}

// What the draws chose is compared by its distance from its prediction.
baseline_cell comparable(baseline_cell c) {
  if (!c.picked) return c;
  c.estimate -= c.prediction;
  c.low -= c.prediction;
  c.high -= c.prediction;
  return c;
}

bool same_prediction(const baseline_cell& before, const baseline_cell& now) {
  constexpr double rounding = 1e-9;  // relative: theory is accurate to 1e-12 on every machine
  constexpr double of_zero = 1e-14;  // a prediction that is 0 but for rounding
  if (now.picked || now.relation == "reported") return true;
  const double size = std::max(std::abs(before.prediction), std::abs(now.prediction));
  return std::abs(before.prediction - now.prediction) <= rounding * size + of_zero;
}

cell_difference difference(const baseline_cell& before, const baseline_cell& now) {
  cell_difference d{before, now, 0, ""};
  baseline_cell then = before;
  then.picked = now.picked;
  const baseline_cell a = comparable(then);
  const baseline_cell b = comparable(now);
  const double distance = std::abs(b.estimate - a.estimate);
  d.share = distance == 0 ? 0 : distance / allowed_distance(a, b);
  const bool held = before.low <= before.prediction;
  if (before.verdict != now.verdict) {
    d.fault = fmt::format("was {}, is {}", before.verdict, now.verdict);
  } else if (!same_prediction(before, now)) {
    d.fault =
        fmt::format("the prediction was {:.12g}, is {:.12g}", before.prediction, now.prediction);
  } else if (now.relation == "at_most" && held && now.low > now.prediction) {
    d.fault = "the bound is violated";
  } else if (!(d.share <= 1)) {
    d.fault = before.exact ? "an exact value moved by more than its stated accuracy"
                           : "the intervals have parted";
  }
  return d;
}

std::vector<std::string> compare_claims(const baseline& before, const baseline& now) {
  std::vector<std::string> faults;
  for (const baseline_claim& b : before.claims) {
    const auto n = std::find_if(now.claims.begin(), now.claims.end(),
                                [&](const baseline_claim& c) { return c.id == b.id; });
    if (n == now.claims.end()) {
      faults.push_back(b.id + " is missing");
    } else if (n->verdict != b.verdict) {
      faults.push_back(fmt::format("{} was {}, is {}", b.id, b.verdict, n->verdict));
    } else if (n->falsifiers_caught < b.falsifiers_caught) {
      faults.push_back(fmt::format("{} caught {} falsifiers, now {}", b.id, b.falsifiers_caught,
                                   n->falsifiers_caught));
    }
  }
  return faults;
}

}  // namespace

baseline baseline_of_run(const std::filesystem::path& folder) {
  const auto file = folder / "results.sqlite";
  if (!std::filesystem::exists(folder / "summary.json") || !std::filesystem::exists(file)) {
    throw std::runtime_error(folder.string() +
                             " is not a finished run: name the folder of one, or make one with " +
                             program_name() + " verify");
  }
  try {
    return read_store({file, sqlite::access::read_only});
  } catch (const sqlite::failure& e) {
    throw std::runtime_error(file.string() + " cannot be read as the store of a run (" + e.what() +
                             "): make the run again");
  }
}

baseline read_baseline(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in || !std::filesystem::is_regular_file(file)) {
    throw std::runtime_error("the baseline " + simulate::plain(file.string()) +
                             " cannot be read: name one that exists, or make it with --renew");
  }
  try {
    const auto json = nlohmann::json::parse(in);
    return {json.at("settings").get<std::string>(),
            json.at("claims").get<std::vector<baseline_claim>>(),
            json.at("cells").get<std::vector<baseline_cell>>()};
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error(simulate::plain(file.string()) +
                             " is not a baseline: name one, or a new file for --renew");
  }
}

void write_baseline(const baseline& b, const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) (void)read_baseline(file);
  std::string text = "{\"settings\": " + nlohmann::json(b.settings).dump() + ",\n\"claims\": [";
  const auto lines = [&](const auto& items) {
    const char* separator = "\n";
    for (const auto& item : items) {
      text += separator + nlohmann::json(item).dump();
      separator = ",\n";
    }
  };
  lines(b.claims);
  text += "],\n\"cells\": [";
  lines(b.cells);
  text += "]}\n";
  write_file(file, text, "is the folder there, and the disk not full?");
}

regression compare(const baseline& before, const baseline& now) {
  regression r;
  r.claim_faults = compare_claims(before, now);
  std::map<std::tuple<std::string, std::string, std::string>, const baseline_cell*> left;
  for (const baseline_cell& c : now.cells) left[key(c)] = &c;
  for (const baseline_cell& c : before.cells) {
    const auto place = left.find(key(c));
    if (place == left.end()) {
      r.missing.push_back(c);
      continue;
    }
    r.cells.push_back(difference(c, *place->second));
    left.erase(place);
  }
  for (const auto& [name, c] : left) r.added.push_back(*c);
  return r;
}

int regression::moved() const {
  constexpr double unmoved = 1e-6;  // of the half-width
  return static_cast<int>(std::count_if(cells.begin(), cells.end(), [](const cell_difference& d) {
    return std::abs(d.now.estimate - d.before.estimate) > unmoved * (d.now.high - d.now.low) / 2;
  }));
}

bool regression::passed() const {
  return missing.empty() && claim_faults.empty() &&
         std::all_of(cells.begin(), cells.end(),
                     [](const cell_difference& d) { return d.fault.empty(); });
}

}  // namespace loranoise::verify
