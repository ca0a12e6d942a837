#include "verify/cli/config_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "simulate/gradients/plain_text.hpp"
#include "verify/cli/strict_arguments.hpp"

namespace loranoise::cli {
namespace {

std::string dashed(std::string key) {
  std::replace(key.begin(), key.end(), '_', '-');
  return "--" + key;
}

std::vector<std::string> option_names(const CLI::App& sub) {
  std::vector<std::string> names;
  for (const CLI::Option* option : sub.get_options()) names.push_back(option->get_name());
  return names;
}

void take(CLI::App& sub, const CLI::ConfigItem& item, const std::string& where) {
  // CLI11 marks the beginning and the end of a table by items of these names.
  if (item.name == "++" || item.name == "--") return;
  const bool own_table = item.parents.empty() || item.parents.front() == sub.get_name();
  const std::string key = own_table ? dashed(item.name) : dashed(item.fullname());
  CLI::Option* option = own_table ? sub.get_option_no_throw(key) : nullptr;
  if (option == nullptr || key == "--help" || key == "--config") {
    throw std::invalid_argument(where + " has the key " + simulate::plain(item.name) +
                                ", which is no option of " + sub.get_name() +
                                suggestion(key, option_names(sub)));
  }
  for (const std::string& value : item.inputs) {
    check_value(*option, where + ": " + simulate::plain(item.name), value);
  }
  if (!option->empty()) return;  // the command line counts
  try {
    for (const std::string& value : item.inputs) option->add_result(value);
    option->run_callback();
  } catch (const CLI::ParseError& e) {
    throw std::invalid_argument(where + ": " + simulate::plain(item.name) + ": " + e.what());
  }
}

}  // namespace

void apply_config_file(CLI::App& sub, const std::string& file) {
  const std::string where = "the file " + simulate::plain(file) + " of --config";
  std::ifstream in;
  if (std::filesystem::is_regular_file(file)) in.open(file);
  if (!in.is_open()) throw std::invalid_argument(where + " cannot be read: name one that is there");
  try {
    for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_config(in)) take(sub, item, where);
  } catch (const CLI::ParseError& e) {
    throw std::invalid_argument(where + " is no TOML: " + e.what());
  }
}

}  // namespace loranoise::cli
