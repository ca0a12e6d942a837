#include "verify/cli/shared_run.hpp"

#include <iostream>
#include <optional>
#include <string_view>

#include "verify/cli/interrupt.hpp"
#include "verify/cli/progress.hpp"

namespace loranoise::cli {
namespace {

// What the first process has kept goes to all; it alone keeps.
verify::checkpoint shared_experiments(verify::store* results,
                                      const simulate::process_group& group) {
  const auto say = [](const std::string& sentence) {
    std::cerr << "loranoise: " << sentence << '\n';
  };
  const verify::checkpoint own =
      results != nullptr ? results->experiments(say) : verify::checkpoint{};
  const auto load = [own, &group](const std::string& name) {
    std::optional<std::string> kept;
    const std::string text = simulate::made_by_first(group, [&] {
      if (own.load) kept = own.load(name);
      return kept ? "kept" + *kept : std::string();
    });
    return text.empty() ? std::nullopt
                        : std::optional(text.substr(std::string_view("kept").size()));
  };
  const auto save = [own](const std::string& name, std::uint64_t trials, double seconds,
                          const std::string& bytes) {
    if (own.save) own.save(name, trials, seconds, bytes);
  };
  return {load, save};
}

}  // namespace

void run_shared(verify::laboratory& lab, const std::string& title, const run_machine& machine,
                verify::store* results) {
  watch_interrupts();
  std::optional<progress_bar> bar;
  if (machine.group.index == 0) bar.emplace(title);
  const auto show = [&](double share) {
    if (bar) bar->show(share);
    check_interrupt();
  };
  try {
    lab.run_all({machine.seed, machine.threads, {}, machine.group}, show,
                shared_experiments(results, machine.group));
  } catch (const simulate::group_failure&) {
    check_interrupt();  // all are interrupted together; one of them said so first
    throw;
  }
}

}  // namespace loranoise::cli
