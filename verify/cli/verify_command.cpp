#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "simulate/gradients/plain_text.hpp"
#include "verify/claims/judgement.hpp"
#include "verify/claims/registry.hpp"
#include "verify/claims/selection.hpp"
#include "verify/cli/interrupt.hpp"
#include "verify/cli/provenance.hpp"
#include "verify/cli/registry.hpp"
#include "verify/cli/run_start.hpp"
#include "verify/cli/shared_run.hpp"
#include "verify/cli/verify_options.hpp"
#include "verify/figures/registry.hpp"
#include "verify/report/answer.hpp"
#include "verify/report/junit.hpp"
#include "verify/report/output_file.hpp"
#include "verify/report/store.hpp"
#include "verify/report/summary.hpp"
#include "verify/statistics/power.hpp"
#include "verify/study/build_study.hpp"
#include "verify/study/input_files.hpp"
#include "verify/study/program_name.hpp"
#include "verify/study/sha256.hpp"
#include "verify/study/shell_word.hpp"

namespace loranoise::cli {
namespace {

std::string resume_command(const verify::store& results) {
  return verify::program_name() + " verify --resume --out " +
         verify::shell_word(results.folder().string());
}

// What the numbers of a run depend on beyond its settings.
std::string study_bytes(const verify::study& study) {
  simulate::byte_writer writer;
  for (const auto& g : study.gradients) writer(g->name, g->values);
  for (const auto& a : study.adapters) writer(a.name, a.change, a.gradient_sum, a.sketch);
  return writer.take();
}

verify::run_facts known_facts(const verify_options& o, const simulate::process_group& group) {
  const run_settings& settings = o.settings;
  verify::run_facts facts{settings.seed, settings.profile, 0, 0, provenance(o.threads)};
  facts.provenance["seed"] = std::to_string(settings.seed);
  facts.provenance["profile"] = settings.profile;
  facts.provenance["settings"] = to_text(settings);
  facts.provenance["command"] = command_line(settings);
  facts.provenance["processes"] = std::to_string(group.count);
  return facts;
}

// Writes the verdicts where the user looks for them.
int report(const std::vector<verify::judged_claim>& judged, const verify::run_facts& facts,
           const verify_options& o, verify::store& results) {
  const std::string rerun = command_line(o.settings);
  for (const verify::judged_claim& c : judged) results.write_claim(c);
  const nlohmann::json summary = verify::summary_json(judged, facts);
  results.finish();
  verify::write_file(results.folder() / "summary.json", summary.dump(2) + "\n",
                     "make room on the disk, then go on with: " + resume_command(results));

  const bool passed = verify::passed(judged);
  if (o.json) {
    std::cout << summary.dump(2) << '\n';
  } else {
    std::cout << '\n' << verify::summary_table(judged, rerun);
    std::cout << fmt::format(
        "\n{}: {} claims, {} trials, {:.1f} s, seed {}, profile {}\nrun stored in {}\n",
        passed ? "passed" : "FAILED", judged.size(), facts.trials, facts.seconds, facts.seed,
        facts.profile, simulate::plain(results.folder().string()));
    if (isatty(STDOUT_FILENO) != 0) std::cout << '\n' << verify::answer_in_words(judged);
  }
  if (!o.junit.empty()) {
    verify::write_file(o.junit, verify::junit_xml(judged, rerun),
                       "make room on the disk; the verdicts themselves are stored in " +
                           simulate::plain(results.folder().string()));
  }
  return passed ? exit_passed : exit_failed;
}

int verify_claims(const CLI::App& app, verify_options o, const simulate::process_group& group) {
  const auto start = std::chrono::steady_clock::now();
  verify::check_claim_ids(o.settings.claims);
  (void)verify::find_profile(o.settings.profile);
  run_start begun = begin_run(app, o, group);
  std::ostream silence(nullptr);
  std::ostream& log = group.index != 0 ? silence : o.json ? std::cerr : std::cout;
  const verify::study study = open_or_reject([&] {
    return verify::build_study(o.settings, verify::train_adapters(o.settings.claims), log);
  });
  const std::string numbers = study_bytes(study);
  simulate::check_same(group, numbers, "gradients");
  if (verify::piped(o.settings)) check_piped_gradients(begun, o, verify::sha256_of(numbers));
  std::vector<verify::claim> left_out;
  const auto claims = verify::choose_claims(o.settings.claims, study, o.settings.cell, &left_out);
  std::vector<std::string> left_out_ids;
  for (const verify::claim& c : left_out) {
    log << fmt::format("{} ({}) is left out: it needs {}\n", c.id, c.title, c.needs);
    left_out_ids.push_back(c.id);
  }
  open_fresh(begun, o, group);
  verify::store* results = begun.results.get();
  verify::run_facts facts = known_facts(o, group);
  facts.provenance.merge(begun.inputs);
  facts.provenance["study"] = fmt::format("{}", fmt::join(study.notes, "; "));
  facts.provenance["left_out"] = fmt::format("{}", fmt::join(left_out_ids, ", "));
  if (results != nullptr) results->write_provenance(facts.provenance);

  verify::laboratory lab;
  verify::request_all(claims, lab);
  try {
    run_shared(lab, "verify", {o.settings.seed, o.threads, group}, results);
  } catch (const interrupted&) {
    if (results != nullptr) {
      std::cerr << "loranoise: interrupted; what was computed is kept, go on with: "
                << resume_command(*results) << '\n';
    }
    return exit_interrupted;
  }
  // The first process judges, and its status is that of all.
  if (results == nullptr) return exit_passed;
  results->write_series(verify::figure_series(study, lab, o.threads, verify::ids_of(claims)));
  facts.trials = lab.trials();
  const auto judged =
      verify::judge_claims(verify::evaluate(claims, lab, o.threads), verify::family_error_rate);
  facts.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report(judged, facts, o, *results);
}

}  // namespace

command add_verify(CLI::App& app, const simulate::process_group& group) {
  CLI::App* sub =
      app.add_subcommand("verify", "Simulate, compare with the theory, and give verdicts");
  sub->footer(exit_statuses);
  const auto o = std::make_shared<verify_options>();
  add_verify_options(*sub, *o);
  return [sub, o, group] { return verify_claims(*sub, *o, group); };
}

}  // namespace loranoise::cli
