// A process group made of the ranks of an MPI run. Only in the target simulate_mpi, which exists
// where MPI was found.
#pragma once

#include <exception>
#include <functional>
#include <limits>
#include <string>

#include "simulate/sweep/process_group.hpp"

namespace loranoise::simulate {

/// How a process ends that failed: its exit status and what it says.
struct program_failure {
  int status;
  std::string message;
};

/// Runs `program` on every rank of MPI_COMM_WORLD and gives the highest status of all ranks, after
/// all have come to their end. Of the ranks that end with an exception the first one alone writes
/// describe(exception).message to standard error. When a rank fails and the others do not end too
/// within two seconds, they wait for it in vain: then the rank writes its message and ends all of
/// them. Call it once, at the start of main. Throws std::runtime_error when MPI's library does not
/// allow calls from changing threads (MPI_THREAD_SERIALIZED), or finds fewer ranks than were
/// launched (a launcher of another MPI). `call_limit`: the most bytes that all
/// ranks together exchange in one call of MPI, which counts them in int; what is longer goes in
/// several.
int run_as_group(int& argc, char**& argv, const std::function<int(const process_group&)>& program,
                 const std::function<program_failure(const std::exception&)>& describe,
                 int call_limit = std::numeric_limits<int>::max());

}  // namespace loranoise::simulate
