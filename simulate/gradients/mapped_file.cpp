#include "simulate/gradients/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "simulate/gradients/plain_text.hpp"

namespace loranoise::simulate {
namespace {

// Closes a file descriptor at the end of a scope.
struct descriptor {
  int number;
  ~descriptor() {
    if (number >= 0) close(number);
  }
};

std::shared_ptr<const std::vector<std::byte>> read_standard_input() {
  auto bytes = std::make_shared<std::vector<std::byte>>();
  std::array<std::byte, 65536> buffer{};
  for (;;) {
    const ssize_t got = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse("standard input", "cannot be read: " + std::string(std::strerror(errno)));
    if (got == 0) return bytes;
    bytes->insert(bytes->end(), buffer.begin(), buffer.begin() + got);
    if (bytes->size() > mapped_file::stdin_limit) {
      refuse("standard input", "holds more than 1 GiB: save it to a file and name that");
    }
  }
}

}  // namespace

void refuse(const std::filesystem::path& file, const std::string& fault_and_remedy) {
  throw std::runtime_error(plain(file.string() + " " + fault_and_remedy));
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 40;
  std::string out(text.substr(0, most));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text.size() > most ? out + "..." : out;
}

mapped_file::mapped_file(const std::filesystem::path& file) : path_(file) {
  if (file == "-" || file == "/dev/stdin") {
    const auto read = read_standard_input();
    path_ = "standard input";
    bytes_ = *read;
    owner_ = read;
    return;
  }
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) {
    refuse(file, "cannot be read: name a file that exists and is readable");
  }
  if (!S_ISREG(status.st_mode)) {
    refuse(file, "is not a regular file: save the gradient to one, and name that");
  }
  const descriptor opened{open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (opened.number < 0 || fstat(opened.number, &status) != 0) {
    refuse(file, "cannot be read: name a file that exists and is readable");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return;  // nothing can be mapped, and nothing is there
  void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, opened.number, 0);
  if (start == MAP_FAILED) {
    refuse(file, "cannot be mapped into memory: " + std::string(std::strerror(errno)));
  }
  owner_ = std::shared_ptr<const void>(start, [size](void* p) { munmap(p, size); });
  bytes_ = {static_cast<const std::byte*>(start), size};
}

}  // namespace loranoise::simulate
