#include "verify/experiments/laboratory.hpp"

#include <chrono>

#include "verify/study/program_fault.hpp"

namespace loranoise::verify {

void laboratory::run_all(const sweep_settings& settings,
                         const std::function<void(double)>& progress, const checkpoint& kept) {
  stream_record streams;
  double total = 0;
  for (auto& place : entries_) {
    const std::string& key = place.first;
    entry& e = place.second;
    if (e.result == nullptr && kept.load) {
      if (const auto bytes = kept.load(key)) {
        e.result = e.decode(*bytes);
        with_good_input([&] { streams.take(key); });  // drawn in the run that stored it
      }
    }
    if (e.result == nullptr) total += e.cost;
  }
  double spent = 0;
  for (auto& place : entries_) {
    const std::string& key = place.first;
    entry& e = place.second;
    if (e.result != nullptr) continue;
    sweep_settings mine = settings;
    mine.streams = &streams;
    const double price = e.cost / static_cast<double>(e.trials);
    mine.progress = [&](std::uint64_t trials) {
      spent += price * static_cast<double>(trials);
      progress(spent / total);
    };
    const auto start = std::chrono::steady_clock::now();
    e.result = with_good_input([&] { return e.run(mine); });
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    if (kept.save) kept.save(key, e.trials, taken.count(), e.encode(e.result.get()));
  }
}

std::uint64_t laboratory::trials() const {
  std::uint64_t sum = 0;
  for (const auto& [key, e] : entries_) {
    if (e.result != nullptr) sum += e.trials;
  }
  return sum;
}

}  // namespace loranoise::verify
