#include <exception>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "simulate/sweep/mpi_group.hpp"
#include "verify/cli/commands.hpp"

namespace {

using namespace loranoise;

int run(int argc, char** argv, const simulate::process_group& group) {
  CLI::App app{"What noise does low-rank adaptation inject into gradients, and how Gaussian is it?",
               "loranoise"};
  app.set_version_flag("--version", LORANOISE_VERSION);
  app.require_subcommand(1);
  const cli::command verify = cli::add_verify(app, group);
  CLI::App* verify_subcommand = app.get_subcommands({}).back();
  std::vector<std::pair<CLI::App*, cli::command>> others;
  for (const auto add : {cli::add_law, cli::add_row, cli::add_privacy, cli::add_regress,
                         cli::add_calibrate, cli::add_profiles}) {
    const cli::command action = add(app);
    others.emplace_back(app.get_subcommands({}).back(), action);
  }
  const bool speaks = group.index == 0;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return speaks ? app.exit(e) : cli::exit_passed;
    if (speaks) {
      std::cerr << "loranoise: " << e.what() << " (loranoise --help lists the options)\n";
    }
    return cli::exit_bad_input;
  }
  if (verify_subcommand->parsed()) return verify();
  for (const auto& [subcommand, action] : others) {
    if (subcommand->parsed()) return speaks ? action() : cli::exit_passed;
  }
  return cli::exit_bad_input;
}

simulate::program_failure describe(const std::exception& e) {
  // invalid_argument, domain_error: the request makes no sense.
  const bool bad_input = dynamic_cast<const std::logic_error*>(&e) != nullptr;
  return {bad_input ? cli::exit_bad_input : cli::exit_failed,
          std::string("loranoise: ") + e.what()};
}

int run_launched(int argc, char** argv) {
#ifdef LORANOISE_MPI
  return simulate::run_as_group(
      argc, argv, [&](const simulate::process_group& group) { return run(argc, argv, group); },
      describe);
#else
  (void)argc;
  (void)argv;
  throw std::invalid_argument(
      "several processes were started, but this loranoise was built without MPI: install its "
      "development files (libopenmpi-dev) and build again");
#endif
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return simulate::launched_processes() > 1 ? run_launched(argc, argv) : run(argc, argv, {});
  } catch (const std::exception& e) {
    const simulate::program_failure failure = describe(e);
    std::cerr << failure.message << '\n';
    return failure.status;
  }
}
