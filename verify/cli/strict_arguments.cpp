#include "verify/cli/strict_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/gradients/plain_text.hpp"
#include "simulate/names/nearest.hpp"

namespace loranoise::cli {
namespace {

const CLI::App& command_of(const CLI::App& app, const std::string& word) {
  std::vector<std::string> known;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (sub->get_name() == word) return *sub;
    known.push_back(sub->get_name());
  }
  throw std::invalid_argument("there is no command " + simulate::plain(word) +
                              suggestion(word, known));
}

const CLI::Option* option_of(const CLI::App& command, const std::string& name) {
  if (const CLI::Option* option = command.get_option_no_throw(name)) return option;
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& each : option->get_lnames()) known.push_back("--" + each);
  }
  throw std::invalid_argument(command.get_name() + " has no option " + simulate::plain(name) +
                              suggestion(name, known));
}

std::vector<std::string> items_of(const std::string& value, char delimiter) {
  std::vector<std::string> items(1);
  for (const char c : value) {
    if (delimiter != '\0' && c == delimiter) {
      items.emplace_back();
    } else {
      items.back() += c;
    }
  }
  return items;
}

template <class Integer>
void check_whole(const std::string& name, const std::string& item) {
  Integer number{};
  const char* end = item.data() + item.size();
  const auto [stop, error] = std::from_chars(item.data(), end, number);
  const std::size_t first_digit = item.starts_with('-') ? 1 : 0;
  const bool padded = item.size() > first_digit + 1 && item[first_digit] == '0';
  if (error == std::errc{} && stop == end && !padded) return;
  throw std::invalid_argument(
      fmt::format("{} {} is not a whole number from {} to {}: write it in plain digits", name,
                  simulate::plain(item), std::numeric_limits<Integer>::min(),
                  std::numeric_limits<Integer>::max()));
}

void check_finite(const std::string& name, const std::string& item) {
  const char* end = item.c_str() + item.size();
  char* stop = nullptr;
  const double number = std::strtod(item.c_str(), &stop);
  if (stop != end || std::isfinite(number)) return;  // what is no number is the parser's to refuse
  throw std::invalid_argument(name + " " + simulate::plain(item) + " is not a finite number");
}

}  // namespace

void check_value(const CLI::Option& option, const std::string& name, const std::string& value) {
  if (value.empty()) {
    throw std::invalid_argument(name + " is empty: give it a value, or leave it out");
  }
  const bool list = option.get_delimiter() != '\0';
  const std::string type = option.get_type_name();
  for (const std::string& item : items_of(value, option.get_delimiter())) {
    if (list && (item.empty() || item.find_first_of(" \t") != std::string::npos)) {
      throw std::invalid_argument(
          fmt::format("{} {} has an empty item or a blank: write a list as 1,2,3", name,
                      simulate::plain(value)));
    }
    if (type.starts_with("UINT")) check_whole<std::uint64_t>(name, item);
    if (type.starts_with("INT")) check_whole<int>(name, item);
    if (type.starts_with("FLOAT")) check_finite(name, item);
  }
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
  const auto nearest = simulate::nearest_name(word, known);
  return nearest ? ": did you mean " + *nearest + "?" : ": loranoise --help lists them";
}

void check_arguments(const CLI::App& app, int argc, const char* const* argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (words.empty() || words.front().starts_with('-')) return;  // --help, --version, or nothing
  const CLI::App& chosen = command_of(app, words.front());
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!words[i].starts_with("--") || words[i] == "--") continue;
    const std::size_t equals = words[i].find('=');
    const std::string name = words[i].substr(0, equals);
    const CLI::Option* option = option_of(chosen, name);
    if (option->get_expected_max() == 0) continue;  // a flag
    if (equals != std::string::npos) {
      check_value(*option, name, words[i].substr(equals + 1));
    } else if (i + 1 < words.size()) {
      check_value(*option, name, words[++i]);
    }
    const bool list = option->get_delimiter() != '\0';
    while (list && i + 1 < words.size() && !words[i + 1].starts_with("--")) {
      check_value(*option, name, words[++i]);
    }
  }
}

}  // namespace loranoise::cli
