#include <fmt/format.h>

#include <iostream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "verify/claims/registry.hpp"
#include "verify/claims/selection.hpp"
#include "verify/cli/interrupt.hpp"
#include "verify/cli/progress.hpp"
#include "verify/cli/registry.hpp"
#include "verify/cli/run_start.hpp"
#include "verify/cli/verify_options.hpp"
#include "verify/report/calibration.hpp"
#include "verify/statistics/power.hpp"
#include "verify/study/build_study.hpp"
#include "verify/study/input_files.hpp"

namespace loranoise::cli {
namespace {

struct calibrate_options {
  verify_options run;
  int seeds = 20;
};

verify::calibration_run run_once(const verify_options& o, std::uint64_t seed,
                                 const std::function<void(double)>& progress) {
  run_settings settings = o.settings;
  settings.seed = seed;
  std::ostringstream unread;
  const bool adapters = verify::train_adapters(settings.claims);
  const verify::study study = open_or_reject([&] {
    (void)verify::input_checksums(settings, adapters);  // refuses what is no regular file
    return verify::build_study(settings, adapters, unread);
  });
  const auto claims = verify::choose_claims(settings.claims, study, settings.cell);
  verify::laboratory lab;
  verify::request_all(claims, lab);
  lab.run_all({seed, o.threads}, progress);
  return verify::calibrate(verify::evaluate(claims, lab, o.threads), seed);
}

nlohmann::json to_json(const std::vector<verify::calibration_run>& runs,
                       const verify::calibration& all) {
  nlohmann::json out{{"passed", all.passed()},
                     {"runs", all.runs},
                     {"runs_with_false_alarms", all.alarmed},
                     {"family_error_rate", verify::family_error_rate},
                     {"raised_level", verify::raised_level},
                     {"runs_with_raised_alarms", all.raised_alarmed},
                     {"raised_rate_interval", {all.raised_rate.low, all.raised_rate.high}},
                     {"single_rate", all.single_rate},
                     {"single_rate_interval", {all.single_range.low, all.single_range.high}},
                     {"falsifiers", all.falsifiers},
                     {"falsifiers_caught", all.caught},
                     {"seeds", nlohmann::json::array()}};
  for (const verify::calibration_run& r : runs) {
    out["seeds"].push_back({{"seed", r.seed},
                            {"passed", r.passed},
                            {"checks", r.checks},
                            {"false_alarms", r.false_alarms},
                            {"raised_alarms", r.raised_alarms},
                            {"sampled", r.sampled},
                            {"single_alarms", r.single_alarms},
                            {"falsifiers", r.falsifiers},
                            {"caught", r.caught},
                            {"alarms", r.alarms}});
  }
  return out;
}

void print_calibration(const std::vector<verify::calibration_run>& runs,
                       const verify::calibration& all) {
  for (const verify::calibration_run& r : runs) {
    for (const std::string& alarm : r.alarms) {
      std::cout << fmt::format("seed {}: {}\n", r.seed, alarm);
    }
  }
  std::cout << fmt::format(
      "runs                                        {}, {} of them passed\n"
      "runs with a false alarm at {:g}          {} (0 expected)\n"
      "runs with one at a family-wise rate of {:g} {} (rate in [{:.3f}, {:.3f}])\n"
      "equalities refuted one by one at {:g}       {:.4f} [{:.4f}, {:.4f}]\n"
      "falsifiers caught                           {} of {}\n"
      "{}\n",
      all.runs, std::count_if(runs.begin(), runs.end(), [](const auto& r) { return r.passed; }),
      verify::family_error_rate, all.alarmed, verify::raised_level, all.raised_alarmed,
      all.raised_rate.low, all.raised_rate.high, verify::raised_level, all.single_rate,
      all.single_range.low, all.single_range.high, all.caught, all.falsifiers,
      all.passed() ? "passed" : "FAILED");
}

int calibrate(const calibrate_options& o) {
  const std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  if (o.run.settings.seed > last - static_cast<std::uint64_t>(o.seeds)) {
    throw std::invalid_argument(
        fmt::format("--seed {} and --seeds {} go beyond {}: choose a smaller --seed",
                    o.run.settings.seed, o.seeds, last));
  }
  std::vector<verify::calibration_run> runs;
  {
    watch_interrupts();
    progress_bar bar("calibrate");
    for (int i = 0; i < o.seeds; ++i) {
      const auto show = [&](double share) {
        bar.show((i + share) / o.seeds);
        check_interrupt();
      };
      runs.push_back(run_once(o.run, o.run.settings.seed + static_cast<std::uint64_t>(i), show));
    }
  }
  const verify::calibration all = verify::summarise(runs);
  if (o.run.json) {
    std::cout << to_json(runs, all).dump(2) << '\n';
  } else {
    print_calibration(runs, all);
  }
  return all.passed() ? exit_passed : exit_failed;
}

}  // namespace

command add_calibrate(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "calibrate", "The ledger with many seeds: false alarms, and falsifiers caught");
  const auto o = std::make_shared<calibrate_options>();
  o->run.settings.profile = "quick";
  add_settings_options(*sub, o->run.settings);
  add_machine_options(*sub, o->run);
  sub->add_option("--seeds", o->seeds, "Number of seeds, counted up from --seed")
      ->check(CLI::Range(2, 100000))
      ->capture_default_str();
  return [o] { return calibrate(*o); };
}

}  // namespace loranoise::cli
