// What the commands that print formulas share: the shape of an adapter, and JSON or a plain list as
// output.
#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace loranoise::cli {

struct adapter_shape {
  int rank = 0;
  int width = 0;
};

/// Required --rank and --width.
void add_shape(CLI::App& sub, adapter_shape& shape);

/// std::invalid_argument unless 1 <= rank <= width.
void check_shape(const adapter_shape& shape);

/// The numbers as people write them. JSON has no infinite ones: each becomes the string "inf" or
/// "-inf". A computed 8.079999999999998 is 8.08; what the user gave stays as given.
[[nodiscard]] nlohmann::ordered_json as_printed(nlohmann::ordered_json values);

/// `values` as indented JSON, or a line for each key; objects in it are listed key by key;
/// as_printed.
void print(const nlohmann::ordered_json& given, bool json, std::ostream& out);

}  // namespace loranoise::cli
