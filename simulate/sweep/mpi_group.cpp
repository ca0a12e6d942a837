#include "simulate/sweep/mpi_group.hpp"

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
#include <string>
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

// The end of one rank: its status, and whether by an exception, of its own or because of another's.
struct ending {
  int status;
  int failed;
  static constexpr int by_itself = 1;
  static constexpr int by_another = 2;
};

// The ends of all ranks, once all have come here; nothing if they have not in time. Without
// `patience` it waits for ever. It has a communicator of its own, so that it cannot be mistaken
// for an exchange of ranks that have not come to their end.
std::optional<std::vector<ending>> meet(MPI_Comm ranks, int count, ending own,
                                        std::optional<std::chrono::milliseconds> patience) {
  std::vector<ending> all(static_cast<std::size_t>(count));
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Iallgather(&own, 2, MPI_INT, all.data(), 2, MPI_INT, ranks, &request);
  const auto start = std::chrono::steady_clock::now();
  for (int done = 0; done == 0;) {
    if (patience && std::chrono::steady_clock::now() - start > *patience) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
  }
  MPI_Wait(&request, MPI_STATUS_IGNORE);
  return all;
}

process_group world(int call_limit) {
  process_group group;
  MPI_Comm_rank(MPI_COMM_WORLD, &group.index);
  MPI_Comm_size(MPI_COMM_WORLD, &group.count);
  if (group.count < launched_processes()) {
    throw std::runtime_error("MPI finds " + std::to_string(group.count) + " of " +
                             std::to_string(launched_processes()) +
                             " processes: start them with the launcher of this MPI library");
  }
  group.all_gather = [count = group.count, call_limit](const std::string& own) {
    return all_gather(MPI_COMM_WORLD, count, call_limit, own);
  };
  return group;
}

}  // namespace

int run_as_group(int& argc, char**& argv, const std::function<int(const process_group&)>& program,
                 const std::function<program_failure(const std::exception&)>& describe,
                 int call_limit) {
  int threads = MPI_THREAD_SINGLE;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &threads);
  if (threads < MPI_THREAD_SERIALIZED) {
    throw std::runtime_error("this MPI library cannot be called from changing threads");
  }
  const process_group group = world(call_limit);
  MPI_Comm at_the_end = MPI_COMM_NULL;
  MPI_Comm_dup(MPI_COMM_WORLD, &at_the_end);

  int status = 0;
  int failed = 0;
  std::string message;
  try {
    status = program(group);
  } catch (const std::exception& e) {
    const program_failure failure = describe(e);
    status = failure.status;
    message = failure.message + '\n';
    const bool told = dynamic_cast<const group_failure*>(&e) != nullptr;
    failed = told ? ending::by_another : ending::by_itself;
  }
  constexpr std::chrono::milliseconds patience{2000};
  const auto all = meet(at_the_end, group.count, {status, failed},
                        failed != 0 ? std::optional(patience) : std::nullopt);
  if (!all) {
    std::cerr << message << std::flush;
    MPI_Abort(MPI_COMM_WORLD, status);
    return status;
  }
  const auto first =
      std::find_if(all->begin(), all->end(), [](const ending& e) { return e.failed != 0; });
  if (failed != 0 && std::distance(all->begin(), first) == group.index) {
    std::cerr << message << std::flush;
  }
  // The status is that of the ranks that failed by themselves: the others only followed.
  const bool known = std::any_of(all->begin(), all->end(),
                                 [](const ending& e) { return e.failed == ending::by_itself; });
  status = 0;
  for (const ending& each : *all) {
    if (!known || each.failed != ending::by_another) status = std::max(status, each.status);
  }
  MPI_Comm_free(&at_the_end);
  MPI_Finalize();
  return status;
}

}  // namespace loranoise::simulate
