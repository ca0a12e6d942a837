// theory_accuracy [README]: measures every quantity, prints the table, and with a file given writes
// it between that file's accuracy markers. Exit 1 when a bar is missed, 2 when the file has no
// markers.
#include <array>
#include <exception>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "tests/theory/accuracy/accuracy.hpp"

namespace {

using namespace loranoise::test;

// Every table of this build; a new quantity is one more function here.
constexpr std::array quantities{log_bessel_k_accuracy, log_density_accuracy, tail_accuracy,
                                quantile_accuracy, distance_accuracy};

std::string number(double value) {
  std::ostringstream text;
  text << std::scientific << std::setprecision(1) << value;
  return text.str();
}

bool write_between_markers(const std::string& path, const std::string& table) {
  const std::string begin = "<!-- accuracy:begin -->";
  const std::string end = "<!-- accuracy:end -->";
  std::ifstream in(path);
  std::stringstream content;
  content << in.rdbuf();
  std::string text = content.str();
  const auto first = text.find(begin);
  const auto last = text.find(end);
  if (first == std::string::npos || last == std::string::npos) return false;
  text.replace(first, last - first, begin + "\n" + table);
  return static_cast<bool>(std::ofstream(path) << text);
}

int run(int argc, char** argv) {
  std::string table =
      "| quantity | against | cells | bar | worst | where |\n|---|---|---|---|---|---|\n";
  bool good = true;
  for (const auto& measure : quantities) {
    for (const accuracy_row& row : measure()) {
      const bool met = row.worst <= row.bar;
      good = good && met;
      table += "| " + row.quantity + " | " + row.against + " | " + std::to_string(row.cells) +
               " | " + number(row.bar) + " | " + number(row.worst) + (met ? "" : " **missed**") +
               " | " + row.where + " |\n";
    }
  }
  std::cout << table;
  if (argc > 1 && !write_between_markers(argv[1], table)) {
    std::cerr << "theory_accuracy: no accuracy markers in " << argv[1] << '\n';
    return 2;
  }
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "theory_accuracy: " << error.what() << '\n';
    return 2;
  }
}
