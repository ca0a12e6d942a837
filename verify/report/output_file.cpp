#include "verify/report/output_file.hpp"

#include <fstream>
#include <stdexcept>
#include <system_error>

#include "simulate/gradients/plain_text.hpp"
#include "verify/report/store.hpp"

namespace loranoise::verify {

namespace fs = std::filesystem;

void check_output_file(const std::string& option, const fs::path& file,
                       const std::vector<std::string>& inputs) {
  std::error_code error;
  for (const std::string& input : inputs) {
    if (!input.empty() && fs::equivalent(file, input, error)) {
      throw std::invalid_argument(option + " would write over " + simulate::plain(input) +
                                  ", which is read: name another file");
    }
  }
  const auto kind = fs::status(file, error).type();
  if (kind != fs::file_type::not_found && kind != fs::file_type::regular &&
      kind != fs::file_type::directory) {
    return;  // a pipe or a device takes what it is given, once
  }
  const bool opened = std::ofstream(file, std::ios::app).is_open();
  if (opened && kind == fs::file_type::not_found) fs::remove(file, error);
  if (opened) return;
  throw std::invalid_argument("cannot write " + simulate::plain(file.string()) + " of " + option +
                              ": name one in a folder that is there and writable");
}

void write_file(const fs::path& path, const std::string& text, const std::string& remedy) {
  fs::path unfinished = path;
  unfinished += ".new";
  const bool regular = !fs::exists(path) || fs::is_regular_file(path);
  std::ofstream file(regular ? unfinished : path);
  file << text;
  std::error_code error;
  if (file.flush()) {
    file.close();
    if (regular) fs::rename(unfinished, path, error);
    if (!error) return;
  }
  if (regular) fs::remove(unfinished, error);
  throw storage_failure("cannot write " + simulate::plain(path.string()) + ": " + remedy);
}

}  // namespace loranoise::verify
