#include "verify/cli/run_start.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>

#include "simulate/gradients/plain_text.hpp"
#include "simulate/gradients/source.hpp"
#include "verify/claims/registry.hpp"
#include "verify/cli/provenance.hpp"
#include "verify/report/output_file.hpp"
#include "verify/study/input_files.hpp"

namespace loranoise::cli {
namespace {

namespace fs = std::filesystem;

std::string default_folder(std::uint64_t seed) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 32> stamp{};
  std::strftime(stamp.data(), stamp.size(), "%Y%m%d-%H%M%S", &local);
  return fmt::format("runs/{}-seed{}", stamp.data(), seed);
}

bool lies_in(const fs::path& path, const fs::path& folder) {
  const fs::path inner = fs::absolute(path).lexically_normal();
  const fs::path outer = (fs::absolute(folder) / "").lexically_normal();
  const auto last = std::prev(outer.end());  // the empty name after the last separator
  return std::mismatch(outer.begin(), last, inner.begin(), inner.end()).first == last;
}

// A file in the run's own folder has no place yet.
void check_report_file(const verify_options& o) {
  std::error_code error;
  const fs::path file = o.junit;
  if (lies_in(file, o.out) && !fs::exists(file.parent_path(), error)) return;
  verify::check_output_file("--junit", file,
                            {simulate::file_of(o.settings.gradients), o.settings.digits_file(),
                             (fs::path(o.out) / "results.sqlite").string()});
}

// Numbers of another build or another processor need not agree.
void check_same_program(const std::map<std::string, std::string>& before, int threads) {
  const auto now = provenance(threads);
  for (const char* key : {"version", "commit", "compiler", "processor"}) {
    if (before.contains(key) && before.at(key) == now.at(key)) continue;
    throw std::runtime_error(fmt::format(
        "the run was started with another {}, and its numbers need not agree with this one's: "
        "start anew",
        key));
  }
}

std::string file_of(const std::string& option, const run_settings& settings) {
  return option == "gradients" ? settings.gradients : settings.digits_file();
}

[[noreturn]] void refuse_changed(const std::string& input, const verify_options& o) {
  throw std::invalid_argument(fmt::format(
      "{} has changed since the run in {} began: bring back the file that it was, or start anew in "
      "another folder",
      simulate::plain(input), simulate::plain(o.out)));
}

std::map<std::string, std::string> checked_inputs(
    const verify_options& o, const std::map<std::string, std::string>* before) {
  std::map<std::string, std::string> inputs;
  const bool adapters = verify::train_adapters(o.settings.claims);
  for (const auto& [option, sum] : verify::input_checksums(o.settings, adapters)) {
    const std::string key = option + "_sha256";
    inputs[key] = sum;
    if (before == nullptr || (before->contains(key) && before->at(key) == sum)) continue;
    refuse_changed(file_of(option, o.settings), o);
  }
  return inputs;
}

void take_up(const CLI::App& app, verify_options& o, run_start& start) {
  if (o.out.empty()) throw std::invalid_argument("--resume needs the run's folder: give --out");
  start.results = std::make_unique<verify::store>(o.out, verify::opening::resumed);
  const auto before = start.results->provenance();
  if (!before.contains("settings")) {
    throw std::runtime_error("the run in " + simulate::plain(o.out) +
                             " had not begun when it ended: start it anew, without --resume");
  }
  check_same_program(before, o.threads);
  o.settings = resumed_settings(before.at("settings"), app, o.settings);
  start.inputs = checked_inputs(o, &before);
}

}  // namespace

run_start begin_run(const CLI::App& app, verify_options& o, const simulate::process_group& group) {
  run_start start;
  const auto settle = [&] {
    if (o.resume) {
      take_up(app, o, start);
    } else {
      if (o.out.empty()) o.out = default_folder(o.settings.seed);
      start.inputs = checked_inputs(o, nullptr);
      verify::check_free(o.out);
    }
    if (!o.junit.empty()) check_report_file(o);
    return to_text(o.settings);
  };
  o.settings =
      settings_from_text(simulate::made_by_first(group, [&] { return open_or_reject(settle); }));
  return start;
}

void check_piped_gradients(run_start& start, const verify_options& o, const std::string& sum) {
  const std::string key = "gradients_sha256";
  start.inputs[key] = sum;
  if (!start.results || !o.resume) return;
  const auto before = start.results->provenance();
  if (before.contains(key) && before.at(key) != sum) refuse_changed("what standard input holds", o);
}

void open_fresh(run_start& start, const verify_options& o, const simulate::process_group& group) {
  (void)simulate::made_by_first(group, [&] {
    return open_or_reject([&] {
      if (!start.results) start.results = std::make_unique<verify::store>(o.out);
      return std::string();
    });
  });
}

}  // namespace loranoise::cli
