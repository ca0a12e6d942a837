#include "simulate/gradients/python_literal.hpp"

#include <charconv>
#include <set>
#include <system_error>

namespace loranoise::simulate {
namespace {

// Reads one token after the other; every function says whether it was there.
class literal_reader {
 public:
  explicit literal_reader(std::string_view text) : left_(text) {}

  bool take(std::string_view token) {
    skip_space();
    if (!left_.starts_with(token)) return false;
    left_.remove_prefix(token.size());
    return true;
  }

  bool take_string(std::string& out) {
    skip_space();
    if (left_.empty() || (left_.front() != '\'' && left_.front() != '"')) return false;
    const std::size_t end = left_.find(left_.front(), 1);
    if (end == std::string_view::npos) return false;
    const std::string_view inside = left_.substr(1, end - 1);
    for (const char c : inside) {
      if (c < ' ' || c > '~' || c == '\\') return false;
    }
    out = inside;
    left_.remove_prefix(end + 1);
    return true;
  }

  bool take_bool(bool& out) {
    if (take("True")) return out = true;
    out = false;
    return take("False");
  }

  bool take_size(std::size_t& out) {
    skip_space();
    const char* begin = left_.data();
    const auto [end, error] = std::from_chars(begin, begin + left_.size(), out);
    const auto digits = static_cast<std::size_t>(end - begin);
    if (error != std::errc{} || (left_.front() == '0' && digits > 1)) return false;
    left_.remove_prefix(digits);
    return true;
  }

  // "()", "(3,)", "(3, 4)" or "(3, 4,)"; "(3)" is a number in brackets.
  bool take_shape(std::vector<std::size_t>& out) {
    if (!take("(")) return false;
    bool comma = true;
    while (!take(")")) {
      std::size_t size = 0;
      if (!comma || !take_size(size)) return false;
      out.push_back(size);
      comma = take(",");
    }
    return out.size() != 1 || comma;
  }

  bool at_end() {
    skip_space();
    return left_.empty();
  }

 private:
  void skip_space() {
    const std::size_t next = left_.find_first_not_of(" \t\n");
    left_.remove_prefix(next == std::string_view::npos ? left_.size() : next);
  }

  std::string_view left_;
};

bool take_value(literal_reader& reader, const std::string& key, npy_header& header) {
  if (key == "descr") return reader.take_string(header.descr);
  if (key == "fortran_order") return reader.take_bool(header.fortran_order);
  return key == "shape" && reader.take_shape(header.shape);
}

}  // namespace

std::optional<npy_header> parse_npy_header(std::string_view text) {
  literal_reader reader(text);
  npy_header header;
  std::set<std::string> seen;
  if (!reader.take("{")) return std::nullopt;
  bool comma = true;
  while (!reader.take("}")) {
    std::string key;
    if (!comma || !reader.take_string(key) || !seen.insert(key).second) return std::nullopt;
    if (!reader.take(":") || !take_value(reader, key, header)) return std::nullopt;
    comma = reader.take(",");
  }
  constexpr std::size_t keys = 3;
  if (seen.size() != keys || !reader.at_end()) return std::nullopt;
  return header;
}

}  // namespace loranoise::simulate
