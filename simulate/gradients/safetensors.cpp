#include "simulate/gradients/safetensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "simulate/gradients/formats.hpp"

namespace loranoise::simulate {
namespace {

constexpr std::size_t length_bytes = 8;
constexpr std::uint64_t longest_header = 100'000'000;  // the library's own limit

// Bits of one number, by the format's names.
const std::map<std::string, unsigned>& bits_of_types() {
  static const std::map<std::string, unsigned> bits{
      {"BOOL", 8}, {"U8", 8},   {"I8", 8},   {"F8_E5M2", 8}, {"F8_E4M3", 8},
      {"I16", 16}, {"U16", 16}, {"F16", 16}, {"BF16", 16},   {"I32", 32},
      {"U32", 32}, {"F32", 32}, {"I64", 64}, {"U64", 64},    {"F64", 64}};
  return bits;
}

std::uint64_t header_length(const mapped_file& file) {
  const auto bytes = file.bytes();
  if (bytes.size() < length_bytes) {
    refuse(file.path(), "ends within its header: it is cut short, save it again");
  }
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
  }
  if (length > longest_header) {
    refuse(file.path(), fmt::format("promises a header of {} bytes, and safetensors has none above "
                                    "{}: it is damaged or no .safetensors file",
                                    length, longest_header));
  }
  if (length > bytes.size() - length_bytes) {
    refuse(file.path(), "ends within its header: it is cut short, save it again");
  }
  return length;
}

// JSON, with a name that stands twice noticed: the last would silently win.
nlohmann::json parse_header(const mapped_file& file, std::string_view text) {
  if (text.empty() || text.front() != '{') {
    refuse(file.path(), "has a header that is not a JSON object: it is no .safetensors file");
  }
  std::vector<std::set<std::string>> open;
  std::string twice;
  constexpr int deepest = 4;
  const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    using kind = nlohmann::json::parse_event_t;
    if (depth > deepest) throw std::length_error("nested too deeply");
    if (event == kind::object_start) open.emplace_back();
    if (event == kind::object_end) open.pop_back();
    if (event == kind::key && !open.back().insert(parsed.get<std::string>()).second) {
      twice = parsed.get<std::string>();
    }
    return true;
  };
  nlohmann::json header;
  try {
    header = nlohmann::json::parse(text, watch);
  } catch (const std::exception&) {
    refuse(file.path(), "has a header that is not JSON: it is damaged, save it again");
  }
  if (!twice.empty()) {
    refuse(file.path(), "names " + shown(twice) + " twice in its header: save it again");
  }
  return header;
}

[[noreturn]] void refuse_entry(const mapped_file& file, const std::string& name,
                               const std::string& fault) {
  refuse(file.path(), fmt::format("has a header in which {} {}: it is damaged, save it again",
                                  shown(name), fault));
}

safetensors_entry parse_entry(const mapped_file& file, const std::string& name,
                              const nlohmann::json& value) {
  safetensors_entry entry;
  entry.name = name;
  const auto all_unsigned = [](const nlohmann::json& list) {
    return list.is_array() && std::all_of(list.begin(), list.end(), [](const nlohmann::json& x) {
             return x.is_number_unsigned();
           });
  };
  const bool complete = value.is_object() && value.size() == 3 && value.contains("dtype") &&
                        value["dtype"].is_string() && value.contains("shape") &&
                        all_unsigned(value["shape"]) && value.contains("data_offsets") &&
                        all_unsigned(value["data_offsets"]) && value["data_offsets"].size() == 2;
  if (!complete) refuse_entry(file, name, "has no dtype, shape and data_offsets");
  entry.dtype = value["dtype"].get<std::string>();
  entry.shape = value["shape"].get<std::vector<std::size_t>>();
  entry.begin = value["data_offsets"][0].get<std::uint64_t>();
  entry.end = value["data_offsets"][1].get<std::uint64_t>();
  return entry;
}

// The bytes that shape and type make, or nothing where they do not fit in 64 bits.
bool has_length(const safetensors_entry& entry, std::uint64_t length) {
  std::uint64_t bits = bits_of_types().at(entry.dtype);
  for (const std::size_t size : entry.shape) {
    if (__builtin_mul_overflow(bits, static_cast<std::uint64_t>(size), &bits)) return false;
  }
  return bits % 8 == 0 && bits / 8 == length;
}

void check_metadata(const mapped_file& file, const nlohmann::json& metadata) {
  const bool texts =
      metadata.is_object() && std::all_of(metadata.begin(), metadata.end(),
                                          [](const nlohmann::json& x) { return x.is_string(); });
  if (!texts) refuse_entry(file, "__metadata__", "is not a list of texts");
}

}  // namespace

bool is_floating_point(const std::string& dtype) {
  return dtype == "BF16" || dtype.starts_with('F');
}

std::vector<safetensors_entry> read_safetensors_entries(const mapped_file& file) {
  const std::uint64_t length = header_length(file);
  const nlohmann::json header =
      parse_header(file, file.text().substr(length_bytes, static_cast<std::size_t>(length)));
  std::vector<safetensors_entry> entries;
  for (const auto& [name, value] : header.items()) {
    if (name == "__metadata__") {
      check_metadata(file, value);
    } else {
      entries.push_back(parse_entry(file, name, value));
    }
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::uint64_t last = 0;
  for (const safetensors_entry& entry : entries) {
    if (entry.begin != last || entry.end < entry.begin) {
      refuse_entry(file, entry.name, "overlaps another tensor or leaves a gap before it");
    }
    if (!bits_of_types().contains(entry.dtype)) {
      refuse_entry(file, entry.name, "has the unknown type " + shown(entry.dtype));
    }
    if (!has_length(entry, entry.end - entry.begin)) {
      refuse_entry(file, entry.name, "has a shape that does not fill its bytes");
    }
    last = entry.end;
  }
  if (last != file.bytes().size() - length_bytes - length) {
    refuse(file.path(),
           "has more or fewer bytes than its header promises: it is cut short or "
           "damaged, save it again");
  }
  return entries;
}

stored_matrix stored(const mapped_file& file, const safetensors_entry& entry) {
  static const std::map<std::string, number_format> formats{
      {"F16", number_format::f16},         {"BF16", number_format::bf16},
      {"F32", number_format::f32},         {"F64", number_format::f64},
      {"F8_E4M3", number_format::f8_e4m3}, {"F8_E5M2", number_format::f8_e5m2}};
  stored_matrix m;
  m.file = file.path();
  m.name = entry.name;
  const auto format = formats.find(entry.dtype);
  if (format == formats.end()) {
    refuse(m.described(),
           "holds numbers of type " + entry.dtype + ": a gradient is floating-point");
  }
  m.format = format->second;
  m.shape = entry.shape;
  const std::uint64_t data = length_bytes + header_length(file);
  m.bytes = file.bytes().subspan(static_cast<std::size_t>(data + entry.begin),
                                 static_cast<std::size_t>(entry.end - entry.begin));
  m.owner = std::make_shared<mapped_file>(file);
  check_layout(m);
  return m;
}

bool is_safetensors(std::string_view bytes) {
  return bytes.size() > length_bytes && bytes[length_bytes] == '{';
}

std::vector<stored_member> safetensors_members(const mapped_file& file) {
  std::vector<stored_member> all;
  for (const safetensors_entry& entry : read_safetensors_entries(file)) {
    const bool readable = is_floating_point(entry.dtype) && !entry.shape.empty() &&
                          entry.shape.size() <= 2 && entry.end > entry.begin;
    all.push_back({entry.name, readable, [file, entry] { return stored(file, entry); }});
  }
  return all;
}

}  // namespace loranoise::simulate
