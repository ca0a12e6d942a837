// The program as its users meet it: run with arguments, seen by its status and what it prints.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/catch.hpp"

namespace loranoise {

struct outcome {
  int status;
  std::string output;  // standard output
  std::string errors;  // standard error
};

// A path of this process alone: tests run side by side.
inline std::string scratch(const std::string& name) {
  return (std::filesystem::temp_directory_path() / ("loranoise-" + name + std::to_string(getpid())))
      .string();
}

inline std::string read_all(std::FILE* file) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file)) {
    text.append(buffer.data(), got);
  }
  return text;
}

/// One word of a command line of the shell, whatever is in it.
inline std::string quoted(const std::string& word) {
  std::string line = "'";
  for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return line + "'";
}

/// Runs a command line of the shell.
inline outcome run_program(const std::string& command) {
  const std::string errors_file = scratch("errors");
  const std::string line = command + " 2>" + quoted(errors_file);
  std::FILE* pipe = popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  outcome result;
  result.output = read_all(pipe);
  const int status = pclose(pipe);
  result.status = WEXITSTATUS(status);
  std::ifstream errors(errors_file);
  std::stringstream text;
  text << errors.rdbuf();
  result.errors = text.str();
  std::remove(errors_file.c_str());
  return result;
}

inline outcome run_loranoise(const std::string& arguments) {
  return run_program(quoted(LORANOISE_BINARY) + " " + arguments);
}

}  // namespace loranoise
