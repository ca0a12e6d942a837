#include "simulate/sweep.hpp"

#include <stdexcept>

namespace loranoise::simulate {

void check_sweep(const sweep_plan& plan, int threads) {
  if (plan.block_size == 0) {
    throw std::invalid_argument("block size 0: choose blocks of at least one trial");
  }
  if (threads < 1) {
    throw std::invalid_argument("number of threads " + std::to_string(threads) +
                                " is not positive: choose 1 or more");
  }
}

}  // namespace loranoise::simulate
