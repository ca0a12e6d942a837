// A laboratory's run: shared by the processes of a group, shown as it goes on, kept in a store.
#pragma once

#include <cstdint>
#include <string>

#include "simulate/sweep/process_group.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/report/store.hpp"

namespace loranoise::cli {

/// What makes a run: its seed, how many threads each process has, the processes.
struct run_machine {
  std::uint64_t seed;
  int threads;
  const simulate::process_group& group;
};

/// Runs what was asked of the laboratory, so that every process ends with all of the results. The
/// first one shows how far they are, under this title, and keeps each experiment in
/// `results`; there it is null where nothing is kept, in the others always. Throws `interrupted`
/// after Ctrl-C, in every process.
void run_shared(verify::laboratory& lab, const std::string& title, const run_machine& machine,
                verify::store* results);

}  // namespace loranoise::cli
