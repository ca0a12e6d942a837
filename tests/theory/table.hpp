// Reads the reference tables: comma-separated numbers under one header line.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace loranoise::test {

inline std::vector<std::vector<double>> read_table(const std::string& name) {
  std::ifstream file(std::string(LORANOISE_REFERENCE_DIR) + "/" + name);
  if (!file) throw std::runtime_error("no reference table " + name);
  std::vector<std::vector<double>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::stringstream cells(line);
    std::vector<double> row;
    for (std::string cell; std::getline(cells, cell, ',');) {
      row.push_back(std::strtod(cell.c_str(), nullptr));
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace loranoise::test
