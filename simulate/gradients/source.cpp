#include "simulate/gradients/source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "simulate/gradients/formats.hpp"
#include "simulate/gradients/mapped_file.hpp"

namespace loranoise::simulate {
namespace {

struct location {
  std::string file;
  std::string key;  // empty for all
};

location split_location(const std::string& what) {
  const std::size_t colon = what.rfind(':');
  if (colon == std::string::npos || colon == 0 || std::filesystem::exists(what)) return {what, ""};
  // The last colon behind which a file's name ends: keys have colons as rarely as files.
  for (std::size_t at = colon; at != std::string::npos && at > 0; at = what.rfind(':', at - 1)) {
    const std::string file = what.substr(0, at);
    if (file == "-" || std::filesystem::exists(file)) return {file, what.substr(at + 1)};
  }
  return {what.substr(0, colon), what.substr(colon + 1)};
}

bool matches(const std::string& pattern, const std::string& name) {
  return pattern == name || fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

[[noreturn]] void refuse_key(const mapped_file& file, const std::string& key,
                             const std::vector<stored_member>& all) {
  if (all.size() == 1 && all.front().name.empty()) {
    refuse(file.path(), "holds one array without a name: leave \":" + shown(key) + "\" out");
  }
  std::vector<std::string> known;
  constexpr std::size_t most_shown = 8;
  for (const stored_member& m : all) {
    if (known.size() < most_shown) known.push_back(shown(m.name));
  }
  refuse(file.path(),
         fmt::format("holds no tensor {}: choose from its {}, {}{}", shown(key), all.size(),
                     fmt::join(known, ", "), all.size() > known.size() ? ", ..." : ""));
}

}  // namespace

std::vector<stored_matrix> find_gradients(const std::string& what) {
  const location where = split_location(what);
  const mapped_file file(where.file);
  const std::vector<stored_member> all = members_of(file);
  std::vector<stored_matrix> found;
  bool any = false;
  for (const stored_member& m : all) {
    if (!where.key.empty() && !matches(where.key, m.name)) continue;
    any = true;
    // A tensor that was named is opened whatever it is: it says itself what is wrong with it.
    if (m.readable || m.name == where.key) found.push_back(m.open());
  }
  if (!any && !where.key.empty()) refuse_key(file, where.key, all);
  const auto is_matrix = [](const stored_matrix& m) { return m.shape.size() == 2; };
  if (where.key.empty() && std::any_of(found.begin(), found.end(), is_matrix)) {
    std::erase_if(found, std::not_fn(is_matrix));  // biases and norms of a model
  }
  if (found.empty()) {
    refuse(file.path(), "holds no matrix of floating-point numbers: save the gradient as one");
  }
  return found;
}

std::string file_of(const std::string& what) {
  return split_location(what).file;
}

Eigen::MatrixXd read_gradient(const std::string& what) {
  const std::vector<stored_matrix> found = find_gradients(what);
  if (found.size() > 1) {
    refuse(found.front().file,
           fmt::format("holds {} matrices: name one as FILE:KEY, {} for example", found.size(),
                       shown(found.front().name)));
  }
  return found.front().values();
}

}  // namespace loranoise::simulate
