// Reads a table of tests/reference: a header of column names, then rows of numbers.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using reference_row = std::map<std::string, double>;

/// As printed.
[[nodiscard]] inline std::vector<std::map<std::string, std::string>> read_reference_texts(
    const std::string& name) {
  std::ifstream file(std::string(LORANOISE_REFERENCE_DIR "/") + name);
  if (!file) {
    throw std::runtime_error("no reference table " + name);
  }
  const auto split = [](const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) {
      cells.push_back(cell);
    }
    return cells;
  };
  std::string line;
  std::getline(file, line);
  const auto names = split(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(file, line)) {
    const auto cells = split(line);
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < names.size(); ++i) {
      row[names[i]] = cells.at(i);
    }
    rows.push_back(row);
  }
  return rows;
}

[[nodiscard]] inline std::vector<reference_row> read_reference(const std::string& name) {
  std::vector<reference_row> rows;
  for (const auto& texts : read_reference_texts(name)) {
    reference_row row;
    for (const auto& [column, text] : texts) row[column] = std::stod(text);
    rows.push_back(row);
  }
  return rows;
}
