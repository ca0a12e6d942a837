#include "simulate/gradients/npz.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <set>

#include "simulate/gradients/formats.hpp"
#include "simulate/gradients/npy.hpp"

namespace loranoise::simulate {
namespace {

constexpr std::string_view npy_ending = ".npy";

struct close_archive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct close_member {
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using archive_handle = std::unique_ptr<zip_t, close_archive>;
using member_handle = std::unique_ptr<zip_file_t, close_member>;

archive_handle open_archive(const mapped_file& file) {
  const auto bytes = file.bytes();
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr
                       ? nullptr
                       : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    refuse(file.path(),
           "is a damaged .npz archive (" + shown(reason) + "): save it again with numpy.savez");
  }
  return archive_handle(archive);
}

std::vector<std::string> member_names(const mapped_file& file, zip_t* archive) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    names.emplace_back(name == nullptr ? "" : name);
    if (!seen.insert(names.back()).second) {
      refuse(file.path(), "names " + shown(names.back()) + " twice: save it again");
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> npz_names(const mapped_file& file) {
  const archive_handle archive = open_archive(file);
  std::vector<std::string> names;
  for (std::string& name : member_names(file, archive.get())) {
    if (name.ends_with("data.pkl")) {
      refuse(file.path(), std::string(pickle_remedy));
    }
    if (!name.ends_with(npy_ending)) continue;
    name.resize(name.size() - npy_ending.size());
    names.push_back(std::move(name));
  }
  return names;
}

stored_matrix read_npz(const mapped_file& file, const std::string& name) {
  const archive_handle archive = open_archive(file);
  const std::string member = name + std::string(npy_ending);
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(archive.get(), member.c_str(), 0, &about) != 0 ||
      (about.valid & ZIP_STAT_SIZE) == 0) {
    refuse(file.path(), "holds no array " + shown(name) + ": name one that it has");
  }
  // A small archive can promise any size: what deflate can make of these bytes is the limit.
  constexpr std::uint64_t best_ratio = 1100;
  if (about.size / best_ratio > file.bytes().size()) {
    refuse(
        file.path(),
        fmt::format("promises {} bytes for {}, more than it can hold: it is damaged, save it again",
                    about.size, shown(name)));
  }
  const member_handle opened(zip_fopen(archive.get(), member.c_str(), 0));
  auto unpacked = std::make_shared<std::vector<std::byte>>(static_cast<std::size_t>(about.size));
  const zip_int64_t got =
      opened == nullptr ? -1 : zip_fread(opened.get(), unpacked->data(), unpacked->size());
  std::byte beyond{};
  // The checksum is compared when the end is reached.
  if (got != static_cast<zip_int64_t>(about.size) || zip_fread(opened.get(), &beyond, 1) != 0) {
    refuse(file.path(), "holds an array " + shown(name) +
                            " that cannot be unpacked: it is damaged, save it again");
  }
  stored_matrix m = parse_npy(file.path().string() + ":" + name, *unpacked, unpacked);
  m.file = file.path();
  m.name = name;
  return m;
}

bool is_npz(std::string_view bytes) {
  return bytes.starts_with("PK");
}

std::vector<stored_member> npz_members(const mapped_file& file) {
  std::vector<stored_member> all;
  for (const std::string& name : npz_names(file)) {
    all.push_back({name, true, [file, name] { return read_npz(file, name); }});
  }
  return all;
}

}  // namespace loranoise::simulate
