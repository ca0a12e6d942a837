// Runs each experiment that some cell asked for once, and keeps the results for all of them.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>

#include "simulate/sweep/archive.hpp"
#include "verify/experiments/sweep_settings.hpp"

namespace loranoise::verify {

/// A simulation with a name, which is that of its random stream (plan_sweep), and a result that is
/// a function of the experiment and the seed alone. `cost` is the rough time of all its trials in
/// nanoseconds on one core: it moves the progress bar, and nothing else may rest on it. Results go
/// through simulate/archive.hpp.
template <class E>
concept experiment = requires(const E& e, const sweep_settings& s) {
  typename E::result_type;
  { e.trials } -> std::convertible_to<std::uint64_t>;
  { name(e) } -> std::convertible_to<std::string>;
  { cost(e) } -> std::convertible_to<double>;
  { run(e, s) } -> std::same_as<typename E::result_type>;
};

/// Where finished experiments are kept beyond the process, as bytes under their names. `save` is
/// called once for each experiment, as soon as it is finished.
struct checkpoint {
  std::function<std::optional<std::string>(const std::string& name)> load;
  std::function<void(const std::string& name, std::uint64_t trials, double seconds,
                     const std::string& bytes)>
      save;
};

class laboratory {
 public:
  /// Asks for an experiment; asking twice for the same one is asking once.
  /// std::logic_error if the name was asked for with other trials or
  /// another type.
  template <experiment E>
  void request(const E& what);

  /// Runs what was requested, in the order of names, which does not depend on who asked first; what
  /// `kept` holds is loaded instead. `progress` gets the share done, 0 to 1; what it throws ends
  /// the run after the experiments finished so far were saved. program_fault if two sweeps draw
  /// the same stream, or an experiment refuses its arguments.
  void run_all(const sweep_settings& settings, const std::function<void(double)>& progress,
               const checkpoint& kept = {});

  /// std::out_of_range if the experiment was not requested and run.
  template <experiment E>
  [[nodiscard]] const typename E::result_type& result(const E& what) const;

  /// Whether the experiment was requested and run.
  template <experiment E>
  [[nodiscard]] bool has(const E& what) const {
    const auto place = entries_.find(name(what));
    return place != entries_.end() && place->second.result != nullptr;
  }

  /// Trials of all experiments that were run or loaded.
  [[nodiscard]] std::uint64_t trials() const;

 private:
  struct entry {
    const std::type_info* type = nullptr;
    std::uint64_t trials = 0;
    double cost = 0;
    std::function<std::shared_ptr<const void>(const sweep_settings&)> run;
    std::function<std::string(const void*)> encode;
    std::function<std::shared_ptr<const void>(std::string_view)> decode;
    std::shared_ptr<const void> result;
  };

  template <experiment E>
  static entry make_entry(const E& what);

  std::map<std::string, entry> entries_;
};

template <experiment E>
laboratory::entry laboratory::make_entry(const E& what) {
  using result_type = typename E::result_type;
  return {&typeid(E),
          what.trials,
          cost(what),
          [what](const sweep_settings& settings) -> std::shared_ptr<const void> {
            return std::make_shared<result_type>(run(what, settings));
          },
          [](const void* result) {
            return simulate::to_bytes(*static_cast<const result_type*>(result));
          },
          [](std::string_view bytes) -> std::shared_ptr<const void> {
            const auto result = std::make_shared<result_type>();
            simulate::from_bytes(bytes, *result);
            return result;
          },
          nullptr};
}

template <experiment E>
void laboratory::request(const E& what) {
  const auto [place, fresh] = entries_.try_emplace(name(what));
  if (fresh) {
    place->second = make_entry(what);
  } else if (*place->second.type != typeid(E) || place->second.trials != what.trials) {
    throw std::logic_error("two experiments share the name " + place->first);
  }
}

template <experiment E>
const typename E::result_type& laboratory::result(const E& what) const {
  const entry& e = entries_.at(name(what));
  if (e.result == nullptr || *e.type != typeid(E)) {
    throw std::out_of_range("experiment " + name(what) + " was not run");
  }
  return *static_cast<const typename E::result_type*>(e.result.get());
}

}  // namespace loranoise::verify
