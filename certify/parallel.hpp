// Independent work on threads of its own.
#pragma once

#include <cstddef>
#include <functional>

namespace loranoise::certify {

/// Calls work(i) for i = 0 .. count - 1, each by one of the threads. Throws what a call throws,
/// after all are done.
void in_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

}  // namespace loranoise::certify
