// A process group of threads: the same exchanges as between processes, without any.
#pragma once

#include <barrier>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "simulate/sweep/process_group.hpp"

namespace loranoise::simulate {

/// Runs process(group) on `count` threads, each a process of the group.
inline void run_as_threads(int count, const std::function<void(const process_group&)>& process) {
  std::barrier meet(count);
  std::vector<std::string> board(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (int index = 0; index < count; ++index) {
    threads.emplace_back([&, index] {
      process({index, count, [&, index](std::string own) {
                 board[static_cast<std::size_t>(index)] = std::move(own);
                 meet.arrive_and_wait();
                 std::vector<std::string> all = board;
                 meet.arrive_and_wait();
                 return all;
               }});
    });
  }
  for (std::thread& each : threads) each.join();
}

}  // namespace loranoise::simulate
