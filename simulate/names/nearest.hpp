// The name that was meant by one that does not exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loranoise::simulate {

/// The known name that is the fewest letters to insert, delete or replace away from `word`: fewer
/// than three, and fewer than the word has. None where there is no such name.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view word,
                                                      const std::vector<std::string>& known);

}  // namespace loranoise::simulate
