// SHA-256 (FIPS 180-4): whether a file or a stored result is what it was.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace loranoise::verify {

class sha256 {
 public:
  void add(std::string_view bytes);
  /// 64 hexadecimal digits, as sha256sum prints them. Ends the sum.
  [[nodiscard]] std::string digits();

 private:
  void mix(const unsigned char* block);

  static constexpr std::size_t block_size = 64;
  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, block_size> block_{};  ///< filled up to size_ modulo its size
  std::uint64_t size_ = 0;
};

/// Of some bytes, and of a file's. std::runtime_error for a file that cannot be read to its end.
[[nodiscard]] std::string sha256_of(std::string_view bytes);
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace loranoise::verify
