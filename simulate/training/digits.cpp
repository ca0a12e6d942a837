#include "simulate/training/digits.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace loranoise::simulate {
namespace {

constexpr double brightest_pixel = 16.0;
constexpr int file_columns = digit_features + 1;

// Where a value stands, for the error messages.
struct place {
  const std::filesystem::path& path;
  std::size_t line;

  [[noreturn]] void reject(const std::string& what) const {
    throw std::runtime_error(path.string() + ", line " + std::to_string(line) + ": " + what +
                             "; restore the file from the repository or correct that line.");
  }
};

double parse(std::string_view field, double largest, const place& where, int column) {
  double value = 0.0;
  const char* const first = field.data();
  const char* const end = first + field.size();
  const auto [stop, error] = std::from_chars(first, end, value);
  // Written so that NaN, which from_chars accepts, fails too.
  const bool in_range = value >= 0.0 && value <= largest;
  if (error != std::errc{} || stop != end || !in_range) {
    where.reject("column " + std::to_string(column + 1) + " holds '" + std::string(field) +
                 "' where a number from 0 to " + std::to_string(std::lround(largest)) +
                 " is needed");
  }
  return value;
}

// Appends the 64 scaled pixels and the digit of one row.
void parse_row(std::string_view row, const place& where, std::vector<double>& pixels,
               std::vector<int>& labels) {
  const auto found = 1 + std::count(row.begin(), row.end(), ',');
  if (found != file_columns) {
    where.reject("it has " + std::to_string(found) + " columns where 65 are needed (64 pixels " +
                 "and the digit)");
  }
  for (int column = 0; column < file_columns; ++column) {
    const std::size_t comma = row.find(',');
    const std::string_view field = row.substr(0, comma);
    row.remove_prefix(comma == std::string_view::npos ? row.size() : comma + 1);
    if (column < digit_features) {
      pixels.push_back(parse(field, brightest_pixel, where, column) / brightest_pixel);
      continue;
    }
    const double digit = parse(field, digit_classes - 1, where, column);
    if (digit != std::floor(digit)) {
      where.reject("its digit is '" + std::string(field) + "', which is not a whole number");
    }
    labels.push_back(static_cast<int>(digit));
  }
}

}  // namespace

dataset read_digits(const std::filesystem::path& path) {
  std::ifstream file;
  if (std::filesystem::is_regular_file(path)) file.open(path);  // a pipe would be waited for
  if (!file.is_open()) {
    throw std::runtime_error(path.string() +
                             " cannot be read; give the path of digits.csv from the data folder.");
  }
  std::vector<double> pixels;
  dataset data;
  std::size_t number = 0;
  for (std::string row; std::getline(file, row);) {
    ++number;
    if (!row.empty() && row.back() == '\r') {
      row.pop_back();
    }
    parse_row(row, {path, number}, pixels, data.labels);
  }
  if (data.labels.empty()) {
    throw std::runtime_error(path.string() + " is empty; restore the file from the repository.");
  }
  data.inputs = Eigen::Map<const Eigen::MatrixXd>(pixels.data(), digit_features,
                                                  static_cast<Eigen::Index>(data.labels.size()));
  return data;
}

dataset select(const dataset& data, const std::vector<Eigen::Index>& indices) {
  dataset chosen;
  chosen.inputs.resize(data.inputs.rows(), static_cast<Eigen::Index>(indices.size()));
  chosen.labels.reserve(indices.size());
  for (const Eigen::Index sample : indices) {
    if (sample < 0 || sample >= data.size()) {
      throw std::out_of_range("sample " + std::to_string(sample) + " of a dataset of " +
                              std::to_string(data.size()) + " was asked for.");
    }
    chosen.inputs.col(static_cast<Eigen::Index>(chosen.labels.size())) = data.inputs.col(sample);
    chosen.labels.push_back(data.labels[static_cast<std::size_t>(sample)]);
  }
  return chosen;
}

dataset_split split(const dataset& data, double test_fraction) {
  std::vector<Eigen::Index> training;
  std::vector<Eigen::Index> test;
  for (Eigen::Index sample = 0; sample < data.size(); ++sample) {
    const double before = std::floor(test_fraction * static_cast<double>(sample));
    const double after = std::floor(test_fraction * static_cast<double>(sample + 1));
    (after > before ? test : training).push_back(sample);
  }
  if (training.empty() || test.empty()) {
    throw std::invalid_argument("a test fraction of " + std::to_string(test_fraction) + " of " +
                                std::to_string(data.size()) +
                                " samples leaves one side empty; take a fraction inside (0, 1).");
  }
  return {select(data, training), select(data, test)};
}

}  // namespace loranoise::simulate
