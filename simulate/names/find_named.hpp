// Enumerators by the names that users write.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace loranoise::simulate {

/// The one of `all` whose name(...) is `wanted`. std::invalid_argument says that there is no such
/// `kind` ("sketch") and lists the names known.
template <class Enumerators>
auto find_named(std::string_view kind, std::string_view wanted, const Enumerators& all) {
  std::string known;
  for (const auto each : all) {
    if (name(each) == wanted) return each;
    known.append(known.empty() ? "" : ", ").append(name(each));
  }
  throw std::invalid_argument("unknown " + std::string(kind) + " \"" + std::string(wanted) +
                              "\": choose from " + known);
}

}  // namespace loranoise::simulate
