#include "simulate/mpi_group.hpp"

#include <mpi.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

namespace loranoise::simulate {
namespace {

// Errors of MPI itself end all ranks: that is MPI's default, so no status is looked at here.

// The texts of all ranks, in pieces so short that those of all ranks keep to the limit.
std::vector<std::string> all_gather(MPI_Comm ranks, int count, int call_limit,
                                    const std::string& own) {
  const std::uint64_t own_size = own.size();
  std::vector<std::uint64_t> sizes(static_cast<std::size_t>(count));
  MPI_Allgather(&own_size, 1, MPI_UINT64_T, sizes.data(), 1, MPI_UINT64_T, ranks);

  std::vector<std::string> texts(sizes.size());
  for (std::size_t k = 0; k < sizes.size(); ++k) texts[k].reserve(sizes[k]);
  const std::uint64_t longest = *std::max_element(sizes.begin(), sizes.end());
  const auto piece = static_cast<std::uint64_t>(std::max(1, call_limit / count));
  std::vector<int> counts(sizes.size());
  std::vector<int> offsets(sizes.size());
  std::string received;
  for (std::uint64_t begin = 0; begin < longest; begin += piece) {
    int total = 0;
    for (std::size_t k = 0; k < sizes.size(); ++k) {
      counts[k] = static_cast<int>(std::min(piece, sizes[k] - std::min(sizes[k], begin)));
      offsets[k] = total;
      total += counts[k];
    }
    received.resize(static_cast<std::size_t>(total));
    const std::uint64_t own_begin = std::min(own_size, begin);
    MPI_Allgatherv(own.data() + own_begin, static_cast<int>(std::min(piece, own_size - own_begin)),
                   MPI_BYTE, received.data(), counts.data(), offsets.data(), MPI_BYTE, ranks);
    for (std::size_t k = 0; k < sizes.size(); ++k) {
      texts[k].append(received, static_cast<std::size_t>(offsets[k]),
                      static_cast<std::size_t>(counts[k]));
    }
  }
  return texts;
}

// Whether each rank failed, once all have come here; nothing if they have not in time. Without
// `patience` it waits for ever. It has a communicator of its own, so that it cannot be mistaken
// for an exchange of ranks that have not come to their end.
std::optional<std::vector<int>> meet(MPI_Comm ranks, int count, bool failed,
                                     std::optional<std::chrono::milliseconds> patience) {
  const int own = failed ? 1 : 0;
  std::vector<int> all(static_cast<std::size_t>(count));
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Iallgather(&own, 1, MPI_INT, all.data(), 1, MPI_INT, ranks, &request);
  const auto start = std::chrono::steady_clock::now();
  for (int done = 0; done == 0;) {
    if (patience && std::chrono::steady_clock::now() - start > *patience) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
  }
  MPI_Wait(&request, MPI_STATUS_IGNORE);
  return all;
}

}  // namespace

bool started_by_mpi() {
  constexpr std::array variables = {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE"};
  return std::any_of(variables.begin(), variables.end(),
                     [](const char* name) { return std::getenv(name) != nullptr; });
}

int run_as_group(int& argc, char**& argv, const std::function<int(const process_group&)>& program,
                 const std::function<program_failure(const std::exception&)>& describe,
                 int call_limit) {
  int threads = MPI_THREAD_SINGLE;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &threads);
  if (threads < MPI_THREAD_SERIALIZED) {
    throw std::runtime_error("this MPI library cannot be called from changing threads");
  }
  process_group group;
  MPI_Comm_rank(MPI_COMM_WORLD, &group.index);
  MPI_Comm_size(MPI_COMM_WORLD, &group.count);
  group.all_gather = [count = group.count, call_limit](const std::string& own) {
    return all_gather(MPI_COMM_WORLD, count, call_limit, own);
  };
  MPI_Comm at_the_end = MPI_COMM_NULL;
  MPI_Comm_dup(MPI_COMM_WORLD, &at_the_end);

  int status = 0;
  std::optional<program_failure> failure;
  try {
    status = program(group);
  } catch (const std::exception& e) {
    failure = describe(e);
  }
  constexpr std::chrono::milliseconds patience{2000};
  const auto failed = meet(at_the_end, group.count, failure.has_value(),
                           failure ? std::optional(patience) : std::nullopt);
  if (!failed) {
    std::cerr << failure->message + "\n" << std::flush;
    MPI_Abort(MPI_COMM_WORLD, failure->status);
  }
  if (failure) {
    const auto first = std::find(failed->begin(), failed->end(), 1);
    if (std::distance(failed->begin(), first) == group.index) {
      std::cerr << failure->message + "\n" << std::flush;
    }
    status = failure->status;
  }
  MPI_Comm_free(&at_the_end);
  MPI_Finalize();
  return status;
}

}  // namespace loranoise::simulate
