// Writes the accuracy table of rows, privacy and the Haar law between its markers in the given
// Markdown file, or to standard output if none is given: theory_rows_accuracy theory/README.md
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "tests/theory/accuracy/rows_accuracy.hpp"

namespace {

const std::string begin_marker = "<!-- begin rows accuracy: written by theory_rows_accuracy -->\n";
const std::string end_marker = "<!-- end rows accuracy -->";

std::string table() {
  std::ostringstream out;
  out.precision(2);
  out << "| quantity | against | cells | error | bar | worst | at "
         "|\n|---|---|---|---|---|---|---|\n";
  for (const auto& row : rows_accuracy()) {
    out << "| " << row.quantity << " | " << row.against << " | " << row.cells << " | "
        << row.measure << " | " << row.bar << " | " << row.worst << " | " << row.where << " |\n";
  }
  return out.str();
}

void write_between_markers(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  std::string text = content.str();
  const auto begin = text.find(begin_marker);
  const auto end = text.find(end_marker);
  if (begin == std::string::npos || end == std::string::npos) {
    throw std::runtime_error("no markers of the accuracy table in " + path);
  }
  const auto from = begin + begin_marker.size();
  text.replace(from, end - from, table());
  std::ofstream(path) << text;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count > 1) {
      write_between_markers(arguments[1]);
    } else {
      std::cout << table();
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
