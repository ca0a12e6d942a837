// Faults of the program itself, told apart from bad input: once the input is known to be good, what
// the theory, a plan or an experiment refuses is none of the user's making.
#pragma once

#include <stdexcept>
#include <string>

namespace loranoise::verify {

class program_fault : public std::runtime_error {
 public:
  explicit program_fault(const std::string& what)
      : std::runtime_error("a fault of this program, not of its input: " + what +
                           "; please report it with the command and the input") {}
};

/// f(), with a refusal of arguments (std::logic_error and what derives from it) as a program_fault.
template <class F>
decltype(auto) with_good_input(F&& f) {
  try {
    return f();
  } catch (const std::logic_error& e) {
    throw program_fault(e.what());
  }
}

}  // namespace loranoise::verify
