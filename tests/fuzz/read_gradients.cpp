#include "tests/fuzz/read_gradients.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace loranoise::fuzz {
namespace {

[[noreturn]] void broken(const std::string& promise) {
  std::fprintf(stderr, "broken promise: %s\n", promise.c_str());
  std::abort();
}

// A regular file in memory.
class memory_file {
 public:
  explicit memory_file(std::span<const std::uint8_t> bytes)
      : descriptor_(memfd_create("gradient", 0)) {
    if (descriptor_ < 0 ||
        write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
      broken("the fuzzer itself has no memory for its file");
    }
  }
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;
  ~memory_file() { close(descriptor_); }

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

void check_sentence(const std::string& said, const std::string& path) {
  constexpr std::size_t longest = 600;
  if (said.find(path) == std::string::npos) broken("no file named in: " + said);
  if (said.size() > longest) broken("not one sentence: " + said);
  if (std::any_of(said.begin(), said.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; })) {
    broken("not printable: " + said);
  }
  try {
    (void)nlohmann::json(said).dump();
  } catch (const nlohmann::json::type_error&) {
    broken("no UTF-8: " + said);
  }
}

void read_matrix(const simulate::stored_member& member) {
  const simulate::stored_matrix m = member.open();
  const auto numbers = static_cast<std::size_t>(m.rows()) * static_cast<std::size_t>(m.cols());
  if (numbers == 0 || m.bytes.size() != numbers * size_of(m.format)) {
    broken("bytes as many as the shape says");
  }
  const Eigen::MatrixXd values = m.values();
  if (!values.allFinite()) broken("finite numbers");
  const std::vector<Eigen::Index> last{m.rows() - 1};
  if (m.values(last) != values.bottomRows(1)) broken("the same row alone as among all");
}

}  // namespace

void read_gradients(std::span<const std::uint8_t> bytes, kind_test is_kind,
                    members_reader members_of) {
  const memory_file file(bytes);
  try {
    const simulate::mapped_file mapped(file.path());
    if (!is_kind(mapped.text())) return;
    for (const simulate::stored_member& member : members_of(mapped)) {
      if (!member.readable) continue;
      try {
        read_matrix(member);
      } catch (const std::runtime_error& refusal) {
        check_sentence(refusal.what(), file.path());
      }
    }
  } catch (const std::runtime_error& refusal) {
    check_sentence(refusal.what(), file.path());
  }
}

}  // namespace loranoise::fuzz
