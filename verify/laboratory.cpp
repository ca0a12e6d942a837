#include "verify/laboratory.hpp"

namespace loranoise::verify {
namespace {

// Rough cost of an experiment, in normals drawn plus products, for a progress bar that moves
// evenly.
double cost(const matrix_experiment& e) {
  const auto entries = static_cast<double>(e.gradient->values.size());
  const auto width = static_cast<double>(e.gradient->values.cols());
  return static_cast<double>(e.trials) * (e.rank * (10 * width + entries) + 4 * entries);
}
double cost(const row_experiment& e) {
  const auto width = static_cast<double>(e.row->values.size());
  return static_cast<double>(e.trials) * (e.rank * 11 * width + 20 * width);
}
double cost(const column_experiment& e) {
  return static_cast<double>(e.trials) * (10.0 * e.rank + 100);
}

template <class Experiment>
double total_cost(const std::map<std::string, Experiment>& experiments) {
  double sum = 0;
  for (const auto& [key, e] : experiments) sum += cost(e);
  return sum;
}

template <class Experiment, class Result>
void run_each(const std::map<std::string, Experiment>& experiments,
              std::map<std::string, Result>& results, const sweep_settings& settings,
              const std::function<void(double)>& spend) {
  for (const auto& [key, e] : experiments) {
    if (results.count(key) != 0) continue;
    sweep_settings mine = settings;
    const double price = cost(e) / static_cast<double>(e.trials);
    mine.progress = [&](std::uint64_t trials) { spend(price * static_cast<double>(trials)); };
    results.emplace(key, run(e, mine));
  }
}

template <class Results>
std::uint64_t count_trials(const Results& results) {
  std::uint64_t sum = 0;
  for (const auto& [key, r] : results) sum += r.trials;
  return sum;
}

}  // namespace

void laboratory::request(const matrix_experiment& what) {
  matrices_.emplace(name(what), what);
}
void laboratory::request(const row_experiment& what) {
  rows_.emplace(name(what), what);
}
void laboratory::request(const column_experiment& what) {
  columns_.emplace(name(what), what);
}

void laboratory::run_all(const sweep_settings& settings,
                         const std::function<void(double)>& progress) {
  const double total = total_cost(matrices_) + total_cost(rows_) + total_cost(columns_);
  double spent = 0;
  const auto spend = [&](double part) {
    spent += part;
    progress(spent / total);
  };
  run_each(matrices_, matrix_results_, settings, spend);
  run_each(rows_, row_results_, settings, spend);
  run_each(columns_, column_results_, settings, spend);
}

const matrix_result& laboratory::result(const matrix_experiment& what) const {
  return matrix_results_.at(name(what));
}
const row_result& laboratory::result(const row_experiment& what) const {
  return row_results_.at(name(what));
}
const column_result& laboratory::result(const column_experiment& what) const {
  return column_results_.at(name(what));
}

bool laboratory::has(const matrix_experiment& what) const {
  return matrix_results_.contains(name(what));
}
bool laboratory::has(const row_experiment& what) const {
  return row_results_.contains(name(what));
}
bool laboratory::has(const column_experiment& what) const {
  return column_results_.contains(name(what));
}

std::uint64_t laboratory::trials() const {
  return count_trials(matrix_results_) + count_trials(row_results_) + count_trials(column_results_);
}

}  // namespace loranoise::verify
