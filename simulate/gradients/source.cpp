#include "simulate/gradients/source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>

#include "simulate/gradients/mapped_file.hpp"
#include "simulate/gradients/npy.hpp"
#include "simulate/gradients/npz.hpp"
#include "simulate/gradients/safetensors.hpp"

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

// What a file holds, by name, opened when it is chosen.
struct member {
  std::string name;
  bool readable;  // a vector or a matrix of floating-point numbers, as far as the header says
  std::function<stored_matrix()> open;
};

bool is_pickle(std::string_view text) {
  // Protocols 2 to 5, and the old format of torch.save, which begins with one of them.
  return text.size() > 1 && text[0] == '\x80' && text[1] >= 2 && text[1] <= 5;
}

std::vector<member> members_of(const mapped_file& file) {
  const std::string_view text = file.text();
  if (text.starts_with("PK")) {
    std::vector<member> all;
    for (const std::string& name : npz_names(file)) {
      all.push_back({name, true, [file, name] { return read_npz(file, name); }});
    }
    return all;
  }
  if (is_pickle(text)) refuse(file.path(), std::string(pickle_remedy));
  constexpr std::size_t length_bytes = 8;
  if (text.size() > length_bytes && text[length_bytes] == '{') {
    std::vector<member> all;
    for (const safetensors_entry& entry : read_safetensors_entries(file)) {
      const bool readable = is_floating_point(entry.dtype) && !entry.shape.empty() &&
                            entry.shape.size() <= 2 && entry.end > entry.begin;
      all.push_back({entry.name, readable, [file, entry] { return stored(file, entry); }});
    }
    return all;
  }
  if (!text.starts_with("\x93NUMPY")) {
    refuse(
        file.path(),
        "is neither a .npy nor a .npz nor a .safetensors file: save the gradient with numpy.save "
        "or safetensors");
  }
  const auto owner = std::make_shared<mapped_file>(file);
  return {{"", true, [owner] { return parse_npy(owner->path(), owner->bytes(), owner); }}};
}

bool matches(const std::string& pattern, const std::string& name) {
  return pattern == name || fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

[[noreturn]] void refuse_key(const mapped_file& file, const std::string& key,
                             const std::vector<member>& all) {
  if (all.size() == 1 && all.front().name.empty()) {
    refuse(file.path(), "holds one array without a name: leave \":" + shown(key) + "\" out");
  }
  std::vector<std::string> known;
  constexpr std::size_t most_shown = 8;
  for (const member& m : all) {
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
  const std::vector<member> all = members_of(file);
  std::vector<stored_matrix> found;
  bool any = false;
  for (const member& m : all) {
    if (!where.key.empty() && !matches(where.key, m.name)) continue;
    any = true;
    // A tensor that was named is opened whatever it is: it says itself what is wrong with it.
    if (m.readable || m.name == where.key) found.push_back(m.open());
  }
  if (!any && !where.key.empty()) refuse_key(file, where.key, all);
  if (found.empty()) {
    refuse(file.path(), "holds no matrix of floating-point numbers: save the gradient as one");
  }
  return found;
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
