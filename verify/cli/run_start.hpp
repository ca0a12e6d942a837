// How a run begins: what is wrong with the request is found before anything is written.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "simulate/sweep/process_group.hpp"
#include "verify/cli/verify_options.hpp"
#include "verify/report/store.hpp"

namespace loranoise::cli {

/// A file that cannot be read or a folder that cannot be written is the user's to put right: bad
/// input, not a failed run. A damaged store stays what it is.
template <class Open>
auto open_or_reject(const Open& open) {
  try {
    return open();
  } catch (const verify::storage_failure&) {
    throw;
  } catch (const std::runtime_error& e) {
    throw std::invalid_argument(e.what());
  }
}

struct run_start {
  /// In the first process alone: opened here for a run that is taken up again, by open_fresh for
  /// a new one.
  std::unique_ptr<verify::store> results;
  /// What the store keeps of the input files: "gradients_sha256" ...
  std::map<std::string, std::string> inputs;
};

/// Settles folder and settings, those given or those of the run that is taken up, for all processes
/// of the group. Nothing is written for a new run. std::invalid_argument where the folder or the
/// file of --junit cannot be written, an input file is none, or has changed since the run began.
run_start begin_run(const CLI::App& app, verify_options& o, const simulate::process_group& group);

/// Adds to the inputs the checksum of gradients that came through standard input, of which there is
/// no file. std::invalid_argument where it is not that of the run that is taken up.
void check_piped_gradients(run_start& start, const verify_options& o, const std::string& sum);

/// Opens the store of a new run: called when all of the input is known to be good.
void open_fresh(run_start& start, const verify_options& o, const simulate::process_group& group);

}  // namespace loranoise::cli
