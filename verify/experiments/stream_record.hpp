// Which random streams a run draws: each belongs to one sweep, or two estimates would share draws
// that every verdict takes for independent.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace loranoise::verify {

/// The streams of a run by their names. Two alike are a fault of the program: a pilot that draws
/// what is measured, ranks that share their draws, or two names with one 32-bit hash.
class stream_record {
 public:
  /// std::logic_error, with both names, where the stream is taken.
  void take(const std::string& name);
  /// The same for a hash that does not come from the name (a test's way to make two alike).
  void take(const std::string& name, std::uint32_t id);

  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  std::map<std::uint32_t, std::string> names_;
};

}  // namespace loranoise::verify
