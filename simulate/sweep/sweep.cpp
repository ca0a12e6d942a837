#include "simulate/sweep/sweep.hpp"

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

std::string describe(const sweep_plan& plan) {
  byte_writer writer;
  writer(plan.seed, plan.experiment, plan.trials, plan.block_size, plan.first_block);
  return writer.take();
}

}  // namespace loranoise::simulate
