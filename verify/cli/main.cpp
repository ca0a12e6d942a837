// The program: loranoise, and loranoise-mpi where LORANOISE_MPI is defined.
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include "simulate/gradients/plain_text.hpp"
#include "simulate/sweep/mpi_group.hpp"
#include "verify/cli/registry.hpp"
#include "verify/cli/strict_arguments.hpp"

namespace {

using namespace loranoise;

int run(int argc, char** argv, const simulate::process_group& group) {
  CLI::App app{"What noise does low-rank adaptation inject into gradients, and how Gaussian is it?",
               "loranoise"};
  app.set_version_flag("--version", LORANOISE_VERSION);
  app.footer(cli::exit_statuses);
  app.require_subcommand(1);
  const bool speaks = group.index == 0;
  std::vector<std::pair<CLI::App*, cli::command>> commands;
  const auto add = [&](const cli::command& action) {
    commands.emplace_back(app.get_subcommands({}).back(), action);
  };
#define LORANOISE_ADD_SHARED(NAME) add(cli::add_##NAME(app, group));
#define LORANOISE_ADD_ALONE(NAME) \
  add([speaks, action = cli::add_##NAME(app)] { return speaks ? action() : cli::exit_passed; });
  LORANOISE_COMMANDS(LORANOISE_ADD_SHARED, LORANOISE_ADD_ALONE)
#undef LORANOISE_ADD_SHARED
#undef LORANOISE_ADD_ALONE
  try {
    cli::check_arguments(app, argc, argv);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return speaks ? app.exit(e) : cli::exit_passed;
    if (speaks) {
      std::cerr << "loranoise: " << e.what() << " (loranoise --help lists the options)\n";
    }
    return cli::exit_bad_input;
  }
  for (const auto& [subcommand, action] : commands) {
    if (subcommand->parsed()) return action();
  }
  return cli::exit_bad_input;
}

simulate::program_failure describe(const std::exception& e) {
  // invalid_argument, domain_error: the request makes no sense.
  const bool bad_input = dynamic_cast<const std::logic_error*>(&e) != nullptr;
  if (dynamic_cast<const std::bad_alloc*>(&e) != nullptr) {
    return {cli::exit_halted,
            "loranoise: the memory is not enough for this run: choose fewer ranks or claims, "
            "a smaller gradient, or a larger machine"};
  }
  return {bad_input ? cli::exit_bad_input : cli::exit_halted,
          "loranoise: " + simulate::plain(simulate::with_short_words(e.what()))};
}

#ifdef LORANOISE_MPI

int run_launched(int argc, char** argv) {
  return simulate::run_as_group(
      argc, argv, [&](const simulate::process_group& group) { return run(argc, argv, group); },
      describe);
}

#else

// Loading an MPI library takes longer than most commands do, so it is linked by a second program,
// which stands beside this one and takes its place.
int run_launched(int /*argc*/, char** argv) {
  const std::filesystem::path with_mpi =
      std::filesystem::read_symlink("/proc/self/exe").replace_filename("loranoise-mpi");
  execv(with_mpi.c_str(), argv);
  throw std::invalid_argument("several processes were started, but " + with_mpi.string() +
                              " cannot be: install MPI's development files (libopenmpi-dev) and "
                              "build again");
}

#endif

// Some launchers give a rank but no number of processes: MPI itself will know.
bool launched() {
  const int processes = simulate::launched_processes();
  return processes > 1 || (processes == 0 && std::getenv("PMIX_RANK") != nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int status = launched() ? run_launched(argc, argv) : run(argc, argv, {});
    if (std::cout.flush()) return status;
    std::cerr << "loranoise: what was printed could not be written to standard output: is the disk "
                 "full?\n";
    return cli::exit_halted;
  } catch (const std::exception& e) {
    const simulate::program_failure failure = describe(e);
    std::cerr << failure.message << '\n';
    return failure.status;
  }
}
