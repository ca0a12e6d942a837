// Files of gradients for tests: in a folder of this process alone, and those that Python's packages
// wrote.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "simulate/gradients/source.hpp"
#include "tests/catch.hpp"

namespace loranoise::simulate {

/// A file with these bytes, removed at the end of the scope.
class temporary_file {
 public:
  temporary_file(const std::string& name, std::string_view bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("loranoise-" + std::to_string(getpid()) + "-" + name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~temporary_file() { std::filesystem::remove(path_); }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// A file of tests/reference/gradients, written by make_files.py.
inline std::string reference_file(const std::string& name) {
  return (std::filesystem::path(LORANOISE_REFERENCE_DIR) / "gradients" / name).string();
}

inline std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The values of all reference files: row k, column i holds k + i / 4 - 1.
inline Eigen::MatrixXd reference_values(Eigen::Index rows) {
  Eigen::MatrixXd all(rows, 5);
  for (Eigen::Index k = 0; k < rows; ++k) {
    for (Eigen::Index i = 0; i < 5; ++i) {
      all(k, i) = static_cast<double>(k) + static_cast<double>(i) / 4 - 1;
    }
  }
  return all;
}

/// One sentence that names the file and says `named`.
inline void check_refused(const std::string& what, const std::string& named) {
  std::string message;
  try {
    for (const stored_matrix& m : find_gradients(what)) (void)m.values();
  } catch (const std::runtime_error& e) {
    message = e.what();
  }
  const std::string file = std::filesystem::path(what).filename().string();
  CAPTURE(what, message, named);
  CHECK(message.find(file.substr(0, file.find(':'))) != std::string::npos);
  CHECK(message.find(named) != std::string::npos);
  CHECK(message.find('\n') == std::string::npos);
}

}  // namespace loranoise::simulate
