// `loranoise profiles`: what quick, standard and full decide, as a table. docs/profiles.md is the
// print of --markdown.
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "verify/cli/registry.hpp"
#include "verify/study/profile.hpp"

namespace loranoise::cli {
namespace {

constexpr const char* introduction =
    "# Profiles\n\n"
    "What `--profile quick`, `standard` and `full` decide: all in which they differ, and what else "
    "a run\nspends on. This page is the print of `loranoise profiles --markdown`; the table itself "
    "stands in\n`verify/study/profile.cpp`.\n\n";

void print_markdown(std::ostream& out) {
  out << introduction;
  out << "| Field | What it decides | quick | standard | full | Why |\n|---|---|---|---|---|---|\n";
  for (const verify::profile_decision& d : verify::profile_table()) {
    out << fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", d.field, d.meaning, d.quick,
                       d.standard, d.full, d.reason);
  }
}

void print_text(std::ostream& out) {
  for (const verify::profile_decision& d : verify::profile_table()) {
    out << fmt::format("{}\n  {} ({})\n", d.field, d.meaning, d.reason);
    out << fmt::format("  quick     {}\n  standard  {}\n  full      {}\n", d.quick, d.standard,
                       d.full);
  }
}

}  // namespace

command add_profiles(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("profiles", "What quick, standard and full decide");
  const auto markdown = std::make_shared<bool>(false);
  sub->add_flag("--markdown", *markdown, "The page docs/profiles.md");
  return [markdown] {
    *markdown ? print_markdown(std::cout) : print_text(std::cout);
    return exit_passed;
  };
}

}  // namespace loranoise::cli
