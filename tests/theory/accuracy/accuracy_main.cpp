// Measures every quantity of sections 3 and 4 and prints the table; see accuracy_page.hpp for the
// arguments. Exit 1 when a bar is missed or the page is out of date, 2 when it cannot be read.
#include <algorithm>
#include <array>
#include <exception>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "tests/theory/accuracy/accuracy.hpp"
#include "tests/theory/accuracy/accuracy_page.hpp"

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
  const int status =
      serve_table(argc, argv, {"<!-- accuracy:begin -->", "<!-- accuracy:end -->"}, table);
  return std::max(status, good ? 0 : 1);
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
