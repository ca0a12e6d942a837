#include "verify/cli/verify_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tbb/info.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "simulate/gradients/plain_text.hpp"
#include "verify/study/program_name.hpp"
#include "verify/study/shell_word.hpp"

namespace loranoise::verify {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(run_settings, profile, seed, claims, cell, ranks, gradients,
                                   digits)

}  // namespace loranoise::verify

namespace loranoise::cli {

void add_settings_options(CLI::App& app, run_settings& s) {
  app.add_option("--profile", s.profile, "quick, standard or full")->capture_default_str();
  app.add_option("--claims", s.claims, "Ids of the claims to check, all by default")
      ->delimiter(',');
  app.add_option("--cell", s.cell, "The cells of this name alone, as a failed run prints them");
  app.add_option("--ranks", s.ranks, "Ranks of all sweeps, those of the profile by default")
      ->delimiter(',');
  app.add_option(
      "--gradients", s.gradients,
      "FILE or FILE:KEY with gradients (outputs by inputs): .npy, .npz or .safetensors, KEY "
      "with * and ?; in the place of the digits model's and the synthetic ones");
  app.add_option("--seed", s.seed, "Seed of every random number")->capture_default_str();
  app.add_option("--digits", s.digits, "The digits data, those of the program by default");
}

void add_machine_options(CLI::App& app, verify_options& o) {
  o.threads = tbb::info::default_concurrency();  // the cores that this process may use
  app.add_option("--threads", o.threads,
                 "Threads, all cores by default; results do not depend on it")
      ->check(CLI::Range(1, 1024));
  app.add_flag("--json", o.json, "The summary as JSON on standard output");
}

void add_verify_options(CLI::App& app, verify_options& o) {
  add_settings_options(app, o.settings);
  add_machine_options(app, o);
  app.add_option("--out", o.out, "Folder for the results, runs/DATE-seedN by default");
  app.add_flag("--resume", o.resume, "Go on with the unfinished run in the folder --out");
  app.add_option("--junit", o.junit, "Also write the verdicts to this file as JUnit XML");
}

namespace {

// JSON holds text alone; a name that is none goes as the hexadecimal digits of its bytes.
constexpr std::string_view bytes_mark = "bytes:";

std::string to_json_text(const std::string& bytes) {
  if (simulate::is_plain(bytes) && !bytes.starts_with(bytes_mark)) return bytes;
  std::string text(bytes_mark);
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

std::string from_json_text(const std::string& text) {
  if (!text.starts_with(bytes_mark)) return text;
  std::string bytes;
  for (std::size_t i = bytes_mark.size(); i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

nlohmann::json to_json_object(run_settings settings) {
  for (std::string* text : {&settings.cell, &settings.gradients, &settings.digits}) {
    *text = to_json_text(*text);
  }
  return settings;
}

}  // namespace

std::string to_text(const run_settings& settings) {
  return to_json_object(settings).dump();
}

run_settings settings_from_text(const std::string& text) {
  try {
    auto settings = nlohmann::json::parse(text).get<run_settings>();
    for (std::string* each : {&settings.cell, &settings.gradients, &settings.digits}) {
      *each = from_json_text(*each);
    }
    return settings;
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error("the stored settings of the run cannot be read: start anew");
  }
}

run_settings resumed_settings(const std::string& stored, const CLI::App& app,
                              const run_settings& given) {
  run_settings settings = settings_from_text(stored);
  const nlohmann::json before = to_json_object(settings);
  const nlohmann::json now = to_json_object(given);
  for (const auto& [key, value] : before.items()) {
    if (app.count("--" + key) == 0 || now.at(key) == value) continue;
    throw std::invalid_argument(
        fmt::format("the run was started with --{} {}, not {}: leave the option out, or start anew",
                    key, value.dump(), now.at(key).dump()));
  }
  return settings;
}

std::string command_line(const run_settings& settings) {
  const run_settings defaults;
  std::string line = fmt::format("{} verify --profile {} --seed {}", verify::program_name(),
                                 settings.profile, settings.seed);
  if (!settings.ranks.empty()) line += fmt::format(" --ranks {}", fmt::join(settings.ranks, ","));
  if (!settings.gradients.empty()) {
    line += fmt::format(" --gradients {}", verify::shell_word(settings.gradients));
  }
  if (settings.digits != defaults.digits) {
    line += fmt::format(" --digits {}", verify::shell_word(settings.digits));
  }
  return line;
}

}  // namespace loranoise::cli
