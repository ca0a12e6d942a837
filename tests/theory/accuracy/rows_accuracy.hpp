// What the accuracy table of theory/README.md says about rows, privacy and the Haar law: measured
// here, on the tables of tests/reference and on random parameters, and held against the bars by
// rows_accuracy_test.cpp.
#pragma once

#include <string>
#include <vector>

struct accuracy_row {
  std::string quantity;
  std::string against;  // what it is compared with
  std::string measure;  // absolute or relative error
  double bar;           // what is asked of it
  double worst;         // the worst error
  std::string where;    // at which parameters
  int cells;            // how many were compared
};

[[nodiscard]] std::vector<accuracy_row> rows_accuracy();
