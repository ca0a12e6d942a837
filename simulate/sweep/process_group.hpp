// Several processes that run the same program on the same input, share the blocks of its sweeps and
// exchange the results, so that each goes on with all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace loranoise::simulate {

/// This process among `count`; alone by default. How they talk is all_gather's matter: MPI (see
/// mpi_group.hpp), or threads of one process in a test.
struct process_group {
  int index = 0;
  int count = 1;
  /// Called by every process of the group alike, one call at a time: gives what all of them called
  /// it with, in the order of their index.
  std::function<std::vector<std::string>(std::string)> all_gather;
};

/// How many processes mpirun or srun started together with this one, 0 when none of them did: from
/// the variables of Open MPI, of MPICH and its kin, and of Slurm's steps.
[[nodiscard]] int launched_processes();

/// A failure that every process of the group knows of, at the same point of the program.
class group_failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The exchanges of one sweep. Every process opens it, takes part in the same number of block
/// exchanges and closes it; one that cannot go on says why with `fail` instead, and the others'
/// current or next call throws group_failure with its reason. So nobody waits for a process that
/// has left, and after `close` has returned, all have finished the sweep.
class group_exchange {
 public:
  /// Throws group_failure unless all processes open a sweep of this description.
  group_exchange(const process_group& group, const std::string& description);

  /// What each process gave, in the order of their index.
  [[nodiscard]] std::vector<std::string> blocks(const std::string& own);
  void close();
  /// Never throws.
  void fail(const std::string& reason) noexcept;

 private:
  enum class step : char { open = 'o', blocks = 'b', close = 'c', fail = 'f' };
  [[nodiscard]] std::vector<std::string> exchange(step kind, const std::string& text);

  const process_group& group_;
};

/// What `make` gives in the first process, which alone calls it: given to all. When it throws, the
/// others throw group_failure.
[[nodiscard]] std::string made_by_first(const process_group& group,
                                        const std::function<std::string()>& make);

/// Throws group_failure unless `bytes` are the same in all processes; `what` names them.
void check_same(const process_group& group, const std::string& bytes, const std::string& what);

}  // namespace loranoise::simulate
