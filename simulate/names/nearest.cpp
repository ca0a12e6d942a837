#include "simulate/names/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace loranoise::simulate {
namespace {

// Letters to insert, delete or replace to get from one word to the other (Levenshtein).
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : a) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (letter == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view word,
                                        const std::vector<std::string>& known) {
  constexpr std::size_t far = 3;
  std::size_t fewest = std::min(far, word.size());
  std::optional<std::string> nearest;
  for (const std::string& name : known) {
    if (const std::size_t edits = edits_between(word, name); edits < fewest) {
      fewest = edits;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace loranoise::simulate
