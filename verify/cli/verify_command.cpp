#include <fmt/format.h>

#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "commands.hpp"
#include "digits_study.hpp"
#include "progress.hpp"
#include "provenance.hpp"
#include "verify/claim.hpp"
#include "verify/store.hpp"
#include "verify/summary.hpp"

namespace loranoise::cli {
namespace {

constexpr double family_error_rate = 1e-6;

struct options {
  std::string profile = "standard";
  std::vector<std::string> claims;
  std::vector<int> ranks;
  std::uint64_t seed = 1;
  int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::string out;
  std::string digits = LORANOISE_DIGITS;
  bool json = false;
};

std::string default_folder(std::uint64_t seed) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 32> stamp{};
  std::strftime(stamp.data(), stamp.size(), "%Y%m%d-%H%M%S", &local);
  return fmt::format("runs/{}-seed{}", stamp.data(), seed);
}

void write_summary(const std::filesystem::path& folder, const nlohmann::json& summary) {
  std::ofstream file(folder / "summary.json");
  file << summary.dump(2) << '\n';
  if (!file.flush()) {
    throw std::runtime_error("cannot write " + (folder / "summary.json").string() +
                             ": is the disk full?");
  }
}

// A file that can't be read or a folder that can't be written is the user's to mend: bad input, not
// a failed run.
template <class Open>
auto open_or_reject(Open open) {
  try {
    return open();
  } catch (const std::runtime_error& e) {
    throw std::invalid_argument(e.what());
  }
}

int verify_claims(const options& o) {
  namespace verify = loranoise::verify;
  const auto start = std::chrono::steady_clock::now();
  const verify::profile budget = verify::find_profile(o.profile);
  const std::vector<verify::claim> claims = verify::select_claims(o.claims);
  verify::store results =
      open_or_reject([&] { return verify::store(o.out.empty() ? default_folder(o.seed) : o.out); });

  std::ostream& log = o.json ? std::cerr : std::cout;
  verify::study study =
      open_or_reject([&] { return make_digits_study(o.digits, o.seed, budget, log); });
  if (!o.ranks.empty()) verify::restrict_ranks(study, o.ranks);
  verify::laboratory lab;
  for (const verify::claim& c : claims) c.request(study, lab);
  {
    progress_bar bar("verify");
    lab.run_all({o.seed, o.threads, {}}, [&](double share) { bar.show(share); });
  }
  const auto judged = verify::judge_claims(claims, study, lab, family_error_rate);

  verify::run_facts facts{o.seed, o.profile, 0, lab.trials(), provenance(o.threads)};
  for (const verify::judged_claim& c : judged) results.write_claim(c);
  results.write_series(verify::figure_series(study, lab));
  facts.provenance["seed"] = std::to_string(o.seed);
  facts.provenance["profile"] = o.profile;
  results.write_provenance(facts.provenance);
  facts.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const nlohmann::json summary = verify::summary_json(judged, facts);
  write_summary(results.folder(), summary);

  const bool passed = verify::passed(judged);
  if (o.json) {
    std::cout << summary.dump(2) << '\n';
  } else {
    std::cout << '\n' << verify::summary_table(judged);
    std::cout << fmt::format(
        "\n{}: {} claims, {} trials, {:.1f} s, seed {}, profile {}\nrun stored in {}\n",
        passed ? "passed" : "FAILED", judged.size(), facts.trials, facts.seconds, o.seed, o.profile,
        results.folder().string());
  }
  return passed ? exit_passed : exit_failed;
}

}  // namespace

command add_verify(CLI::App& app) {
  CLI::App* sub =
      app.add_subcommand("verify", "Simulate, compare with the theory, and give verdicts");
  const auto o = std::make_shared<options>();
  sub->add_option("--profile", o->profile, "quick, standard or full")->capture_default_str();
  sub->add_option("--claims", o->claims, "Ids of the claims to check, all by default")
      ->delimiter(',');
  sub->add_option("--ranks", o->ranks, "Ranks of all sweeps, powers of two up to 64 by default")
      ->delimiter(',');
  sub->add_option("--seed", o->seed, "Seed of every random number")->capture_default_str();
  sub->add_option("--threads", o->threads,
                  "Threads, all cores by default; results do not depend on it")
      ->check(CLI::Range(1, 1024));
  sub->add_option("--out", o->out, "Folder for the results, runs/DATE-seedN by default");
  sub->add_option("--digits", o->digits, "The digits data, as data/digits.csv");
  sub->add_flag("--json", o->json, "The summary as JSON on standard output");
  return [o] { return verify_claims(*o); };
}

}  // namespace loranoise::cli
