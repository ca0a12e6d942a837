// Runs each experiment that some claim asked for once, and keeps the results for all of them.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "verify/experiment.hpp"

namespace loranoise::verify {

class laboratory {
 public:
  /// Asks for an experiment; asking twice for the same one is asking once. The gradients and rows
  /// pointed at must outlive the laboratory.
  void request(const matrix_experiment& what);
  void request(const row_experiment& what);
  void request(const column_experiment& what);

  /// Runs what was requested, in an order that does not depend on who asked first. `progress` gets
  /// the share done.
  void run_all(const sweep_settings& settings, const std::function<void(double)>& progress);

  /// Results; std::out_of_range if the experiment was not requested and run.
  [[nodiscard]] const matrix_result& result(const matrix_experiment& what) const;
  [[nodiscard]] const row_result& result(const row_experiment& what) const;
  [[nodiscard]] const column_result& result(const column_experiment& what) const;

  /// Whether the experiment was requested and run.
  [[nodiscard]] bool has(const matrix_experiment& what) const;
  [[nodiscard]] bool has(const row_experiment& what) const;
  [[nodiscard]] bool has(const column_experiment& what) const;

  [[nodiscard]] std::uint64_t trials() const;

 private:
  std::map<std::string, matrix_experiment> matrices_;
  std::map<std::string, row_experiment> rows_;
  std::map<std::string, column_experiment> columns_;
  std::map<std::string, matrix_result> matrix_results_;
  std::map<std::string, row_result> row_results_;
  std::map<std::string, column_result> column_results_;
};

}  // namespace loranoise::verify
