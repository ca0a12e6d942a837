#include "certify/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "certify/ball.hpp"

namespace loranoise::certify {

void in_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex failure_lock;
  std::exception_ptr failure;
  const auto worker = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::scoped_lock hold(failure_lock);
        failure = std::current_exception();
      }
    }
    flint_cleanup();
  };
  std::vector<std::thread> team;
  for (int t = 0; t < std::max(1, threads); ++t) team.emplace_back(worker);
  for (std::thread& each : team) each.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace loranoise::certify
