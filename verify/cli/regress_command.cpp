#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/cli/registry.hpp"
#include "verify/report/baseline.hpp"

namespace loranoise::cli {
namespace {

namespace fs = std::filesystem;

struct regress_options {
  std::string baseline;
  std::string run;
  bool renew = false;
  bool json = false;
};

fs::path newest_run() {
  fs::path newest;
  fs::file_time_type when{};
  std::error_code none;
  for (const auto& entry : fs::directory_iterator("runs", none)) {
    const fs::path summary = entry.path() / "summary.json";
    if (!fs::exists(summary) || (!newest.empty() && fs::last_write_time(summary) <= when)) continue;
    newest = entry.path();
    when = fs::last_write_time(summary);
  }
  if (newest.empty()) {
    throw std::runtime_error("there is no finished run in runs/: name the folder of one");
  }
  return newest;
}

std::string line(const verify::cell_difference& d) {
  return fmt::format(
      "  {} {} ({}): {:.6g} [{:.6g}, {:.6g}], was {:.6g} [{:.6g}, {:.6g}]; {:.2f} of "
      "what is allowed{}{}",
      d.now.claim, d.now.cell, d.now.formula, d.now.estimate, d.now.low, d.now.high,
      d.before.estimate, d.before.low, d.before.high, d.share, d.fault.empty() ? "" : ": ",
      d.fault);
}

// A line a claim, then the cells that moved too far, then what came and went.
void print_regression(const verify::regression& r, std::ostream& out) {
  std::map<std::string, std::pair<int, const verify::cell_difference*>> claims;
  for (const verify::cell_difference& d : r.cells) {
    auto& [count, widest] = claims[d.now.claim];
    ++count;
    if (widest == nullptr || d.share > widest->share) widest = &d;
  }
  out << "cells compared, and the one that moved most:\n";
  for (const auto& [id, entry] : claims) {
    out << fmt::format("{:<3} {:>4}", id, entry.first) << line(*entry.second) << '\n';
  }
  for (const verify::cell_difference& d : r.cells) {
    if (!d.fault.empty()) out << "FAULT" << line(d) << '\n';
  }
  for (const auto& c : r.missing) out << "FAULT  missing: " << c.claim << ' ' << c.cell << '\n';
  for (const auto& fault : r.claim_faults) out << "FAULT  " << fault << '\n';
  for (const auto& c : r.added) out << "new: " << c.claim << ' ' << c.cell << '\n';
  out << (r.passed() ? "passed" : "FAILED") << ": " << r.cells.size() << " cells compared, "
      << r.missing.size() << " missing, " << r.added.size() << " new; " << r.moved()
      << " moved by more than a millionth of their interval\n";
}

void print_json(const verify::regression& r, std::ostream& out) {
  nlohmann::json json{{"passed", r.passed()},
                      {"moved", r.moved()},
                      {"claim_faults", r.claim_faults},
                      {"cells", nlohmann::json::array()},
                      {"missing", nlohmann::json::array()},
                      {"added", nlohmann::json::array()}};
  for (const verify::cell_difference& d : r.cells) {
    json["cells"].push_back({{"claim", d.now.claim},
                             {"cell", d.now.cell},
                             {"formula", d.now.formula},
                             {"before", d.before.estimate},
                             {"now", d.now.estimate},
                             {"share", d.share},
                             {"fault", d.fault}});
  }
  for (const auto& c : r.missing) json["missing"].push_back(c.claim + " " + c.cell);
  for (const auto& c : r.added) json["added"].push_back(c.claim + " " + c.cell);
  out << json.dump(2) << '\n';
}

verify::baseline of_run(const regress_options& o) {
  return verify::baseline_of_run(o.run.empty() ? newest_run() : fs::path(o.run));
}

int regress(const regress_options& o) {
  try {
    const verify::baseline now = of_run(o);
    if (o.renew) {
      verify::write_baseline(now, o.baseline);
      std::cout << now.cells.size() << " cells written to " << o.baseline << '\n';
      return exit_passed;
    }
    const verify::baseline before = verify::read_baseline(o.baseline);
    const verify::regression r = verify::compare(before, now);
    o.json ? print_json(r, std::cout) : print_regression(r, std::cout);
    return r.passed() ? exit_passed : exit_failed;
  } catch (const std::runtime_error& e) {  // files: the user's to put right
    throw std::invalid_argument(e.what());
  }
}

}  // namespace

command add_regress(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("regress", "Compare a run with a baseline, cell by cell");
  const auto o = std::make_shared<regress_options>();
  sub->add_option("--baseline", o->baseline, "The baseline, a JSON file")->required();
  sub->add_option("run", o->run, "Folder of a finished run, the newest in runs/ by default");
  sub->add_flag("--renew", o->renew, "Write the run to the baseline instead");
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] { return regress(*o); };
}

}  // namespace loranoise::cli
