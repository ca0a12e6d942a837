#include "simulate/training/digits.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

std::string row_of(const std::string& pixel, const std::string& digit) {
  std::string row;
  for (int k = 0; k < digit_features; ++k) {
    row += pixel + ",";
  }
  return row + digit;
}

// A file in the temporary folder that goes when the test ends.
class scratch_file {
 public:
  explicit scratch_file(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("loranoise_digits_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    std::ofstream(path_) << text;
  }
  scratch_file(const scratch_file&) = delete;
  scratch_file& operator=(const scratch_file&) = delete;
  ~scratch_file() { std::filesystem::remove(path_); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string complaint_about(const std::string& text) {
  const scratch_file file(text);
  try {
    (void)read_digits(file.path());
  } catch (const std::runtime_error& error) {
    std::string message = error.what();
    CHECK(message.find(file.path().string()) == 0);
    CHECK(message.back() == '.');
    return message;
  }
  return "no complaint";
}

bool complains(const std::string& text, const std::vector<std::string>& words) {
  const std::string message = complaint_about(text);
  UNSCOPED_INFO(message);
  return std::all_of(words.begin(), words.end(), [&message](const std::string& word) {
    return message.find(word) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("the digits are 1797 samples of 64 pixels in [0, 1], ten classes") {
  const dataset data = read_digits(LORANOISE_DATA_DIR "/digits.csv");
  REQUIRE(data.inputs.rows() == 64);
  REQUIRE(data.size() == 1797);
  REQUIRE(data.labels.size() == 1797);
  CHECK(data.inputs.minCoeff() == 0.0);
  CHECK(data.inputs.maxCoeff() == 1.0);
  CHECK(std::set<int>(data.labels.begin(), data.labels.end()).size() == 10);
  CHECK(data.inputs(2, 0) == 5.0 / 16.0);
  CHECK(data.labels.back() == 8);
}

TEST_CASE("a line may end as in Windows, and the last without a newline") {
  const scratch_file file(row_of("4", "7") + "\r\n" + row_of("8", "3"));
  const dataset data = read_digits(file.path());
  REQUIRE(data.labels == std::vector<int>{7, 3});
  CHECK(data.inputs(63, 1) == 0.5);
}

TEST_CASE("a bad digits file is refused with its line and the remedy") {
  const std::string good = row_of("4", "7") + "\n";
  CHECK(complains("", {"is empty"}));
  CHECK(complains(good + good.substr(0, 50), {"line 2", "65 are needed", "restore"}));
  CHECK(complains(good + "4," + good, {"line 2: it has 66 columns"}));
  CHECK(complains(good + "\n", {"line 2: it has 1 columns"}));
  CHECK(complains(good + row_of("17", "7"), {"'17'"}));
  CHECK(complains(good + row_of("-1", "7"), {"'-1'"}));
  CHECK(complains(good + row_of("nan", "7"), {"'nan'"}));
  CHECK(complains(good + row_of("", "7"), {"column 1 holds ''"}));
  CHECK(complains(good + row_of("4x", "7"), {"'4x'"}));
  CHECK(complains(row_of("4", "10"), {"column 65", "0 to 9"}));
  CHECK(complains(row_of("4", "2.5"), {"whole number"}));
}

TEST_CASE("a missing digits file and a folder are refused") {
  CHECK_THROWS_AS(read_digits("/nonexistent/digits.csv"), std::runtime_error);
  CHECK_THROWS_AS(read_digits(std::filesystem::temp_directory_path()), std::runtime_error);
}

TEST_CASE("a split takes every fifth sample, shares no sample and loses none") {
  dataset data{Eigen::MatrixXd::Zero(64, 50), std::vector<int>(50)};
  for (int s = 0; s < 50; ++s) {
    data.labels[static_cast<std::size_t>(s)] = s;  // marks, to follow the samples
    data.inputs(0, s) = s;
  }
  const auto sides = split(data, 0.2);
  CHECK(sides.test.size() == 10);
  CHECK(sides.training.size() == 40);
  std::set<int> seen(sides.test.labels.begin(), sides.test.labels.end());
  seen.insert(sides.training.labels.begin(), sides.training.labels.end());
  CHECK(seen.size() == 50);
  CHECK(sides.test.inputs(0, 3) == sides.test.labels[3]);
  CHECK(sides.test.labels == std::vector<int>{4, 9, 14, 19, 24, 29, 34, 39, 44, 49});
  CHECK_THROWS_AS(split(data, 0.0), std::invalid_argument);
  CHECK_THROWS_AS(split(data, 1.0), std::invalid_argument);
  CHECK_THROWS_AS(select(data, {50}), std::out_of_range);
}
