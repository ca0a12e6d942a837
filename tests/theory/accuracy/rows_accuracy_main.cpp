// Measures rows, privacy and the Haar law and prints the table; see accuracy_page.hpp for the
// arguments. Exit 1 when a bar is missed or the page is out of date, 2 when it cannot be read.
#include <algorithm>
#include <exception>
#include <iostream>
#include <sstream>

#include "tests/theory/accuracy/accuracy_page.hpp"
#include "tests/theory/accuracy/rows_accuracy.hpp"

namespace {

int run(int count, char** arguments) {
  std::ostringstream table;
  table.precision(2);
  table << "| quantity | against | cells | error | bar | worst | at "
           "|\n|---|---|---|---|---|---|---|\n";
  bool good = true;
  for (const auto& row : rows_accuracy()) {
    good = good && row.worst <= row.bar && row.cells > 0;
    table << "| " << row.quantity << " | " << row.against << " | " << row.cells << " | "
          << row.measure << " | " << row.bar << " | " << row.worst << " | " << row.where << " |\n";
  }
  const int status =
      loranoise::test::serve_table(count, arguments,
                                   {"<!-- begin rows accuracy: written by theory_rows_accuracy -->",
                                    "<!-- end rows accuracy -->"},
                                   table.str());
  return std::max(status, good ? 0 : 1);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const std::exception& error) {
    std::cerr << "theory_rows_accuracy: " << error.what() << '\n';
    return 2;
  }
}
