// The bytes of a file, mapped into memory and never executed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace loranoise::simulate {

/// A file's bytes for as long as this or a copy of it lives. A copy shares them.
class mapped_file {
 public:
  /// Maps a regular file; "-" and /dev/stdin are read whole, up to stdin_limit. std::runtime_error,
  /// one sentence that names the file and the remedy, where it is missing, unreadable, a folder, a
  /// pipe or a device.
  explicit mapped_file(const std::filesystem::path& file);

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }
  [[nodiscard]] std::string_view text() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Standard input is refused beyond 1 GiB: a larger gradient belongs in a file, which is mapped.
  static constexpr std::size_t stdin_limit = std::size_t{1} << 30;

 private:
  std::filesystem::path path_;
  std::shared_ptr<const void> owner_;
  std::span<const std::byte> bytes_;
};

/// std::runtime_error "FILE FAULT_AND_REMEDY".
[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& fault_and_remedy);

/// What is said of a pickle, PyTorch's .pt and .bin files: it is never opened, as reading one can
/// run any program.
inline constexpr std::string_view pickle_remedy =
    "is a Python pickle, which can run programs when it is read: convert it once, in Python, with "
    "safetensors.torch.save_file({k: v.contiguous() for k, v in torch.load(\"FILE\", "
    "weights_only=True).items()}, \"FILE.safetensors\")";

/// Text of a file as it may be shown in a message: at most 40 bytes, those that are not printable
/// ASCII as '?'.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace loranoise::simulate
