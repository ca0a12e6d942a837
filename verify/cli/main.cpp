#include <exception>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "commands.hpp"

namespace {

int run(int argc, char** argv) {
  CLI::App app{"What noise does low-rank adaptation inject into gradients, and how Gaussian is it?",
               "loranoise"};
  app.set_version_flag("--version", LORANOISE_VERSION);
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, loranoise::cli::command>> commands;
  for (const auto add : {loranoise::cli::add_verify, loranoise::cli::add_law,
                         loranoise::cli::add_row, loranoise::cli::add_privacy}) {
    const loranoise::cli::command action = add(app);
    commands.emplace_back(app.get_subcommands({}).back(), action);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);
    std::cerr << "loranoise: " << e.what() << " (loranoise --help lists the options)\n";
    return loranoise::cli::exit_bad_input;
  }
  for (const auto& [subcommand, action] : commands) {
    if (subcommand->parsed()) return action();
  }
  return loranoise::cli::exit_bad_input;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (
      const std::logic_error& e) {  // invalid_argument, domain_error: the request makes no sense
    std::cerr << "loranoise: " << e.what() << '\n';
    return loranoise::cli::exit_bad_input;
  } catch (const std::exception& e) {
    std::cerr << "loranoise: " << e.what() << '\n';
    return loranoise::cli::exit_failed;
  }
}
