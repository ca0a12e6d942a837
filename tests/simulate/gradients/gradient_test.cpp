#include "simulate/gradients/gradient.hpp"

#include <unistd.h>

#include <Eigen/SVD>
#include <fstream>
#include <limits>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

std::filesystem::path scratch(const std::string& name) {
  return std::filesystem::temp_directory_path() / (name + std::to_string(getpid()) + ".npy");
}

// A file as numpy.save writes it, version 1.
template <class T>
std::filesystem::path write_npy(const std::string& name, const std::string& type,
                                const std::string& order, const std::string& shape,
                                const std::vector<T>& values) {
  std::string header =
      "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
  header.resize((header.size() + 11) / 64 * 64 + 64 - 11, ' ');
  header += '\n';
  const std::filesystem::path file = scratch(name);
  std::ofstream out(file, std::ios::binary);
  out << "\x93NUMPY" << '\x01' << '\0' << static_cast<char>(header.size() % 256)
      << static_cast<char>(header.size() / 256) << header;
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(T)));
  return file;
}

void check_refused(const std::filesystem::path& file, const std::string& named) {
  CAPTURE(file.string(), named);
  CHECK_THROWS_WITH(read_npy(file), Catch::Contains(file.string()) && Catch::Contains(named));
  std::filesystem::remove(file);
}

const std::vector<double> six{1, 2, 3, 4, 5, 6};

}  // namespace

TEST_CASE("a .npy file is read in both orders and both precisions") {
  Eigen::MatrixXd expected(2, 3);
  expected << 1, 2, 3, 4, 5, 6;
  const auto rows = write_npy<double>("rows", "<f8", "False", "(2, 3)", six);
  CHECK(read_npy(rows) == expected);
  const auto cols = write_npy<double>("cols", "<f8", "True", "(2, 3)", {1, 4, 2, 5, 3, 6});
  CHECK(read_npy(cols) == expected);
  const auto narrow = write_npy<float>("narrow", "<f4", "False", "(2, 3)", {1, 2, 3, 4, 5, 6});
  CHECK(read_npy(narrow) == expected);
  for (const auto& file : {rows, cols, narrow}) std::filesystem::remove(file);
}

TEST_CASE("a .npy file longer than the reader's buffer is read whole, in both orders") {
  constexpr Eigen::Index rows = 700;
  constexpr Eigen::Index cols = 1000;
  std::vector<double> numbers(rows * cols);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<double>(i);
  const auto by_rows = write_npy<double>("by_rows", "<f8", "False", "(700, 1000)", numbers);
  const Eigen::MatrixXd c = read_npy(by_rows);
  const auto by_columns = write_npy<double>("by_columns", "<f8", "True", "(1000, 700)", numbers);
  CHECK(read_npy(by_columns) == c.transpose());
  CHECK(c(0, 1) == 1);
  CHECK(c(1, 0) == cols);
  CHECK(c(rows - 1, cols - 1) == rows * cols - 1);
  for (const auto& file : {by_rows, by_columns}) std::filesystem::remove(file);
}

TEST_CASE("a file that is no gradient is refused with one sentence") {
  check_refused(scratch("missing"), "cannot be read");
  check_refused(write_npy<double>("int", "<i8", "False", "(2, 3)", six), "<i8");
  check_refused(write_npy<double>("cube", "<f8", "False", "(1, 2, 3)", six), "1, 2, 3");
  check_refused(write_npy<double>("vector", "<f8", "False", "(6,)", six), "a.reshape(1, -1)");
  check_refused(write_npy<double>("empty", "<f8", "False", "(0, 3)", {}), "0, 3");
  check_refused(write_npy<double>("short", "<f8", "False", "(2, 4)", six), "cut short");
  check_refused(write_npy<double>("long", "<f8", "False", "(2, 2)", six), "damaged");
  check_refused(write_npy<double>("large", "<f8", "False", "(461168601842738790, 4)", six),
                "cut short");
  check_refused(write_npy<double>("huge", "<f8", "False", "(99999999999999999999, 4)", six),
                "smaller");
  std::vector<double> bad = six;
  bad[4] = std::numeric_limits<double>::quiet_NaN();
  check_refused(write_npy<double>("nan", "<f8", "False", "(2, 3)", bad),
                "a NaN in row 1, column 1");
  bad[4] = std::numeric_limits<double>::infinity();
  check_refused(write_npy<double>("inf", "<f8", "False", "(2, 3)", bad), "an infinity");
  const auto text = scratch("text");
  std::ofstream(text) << "1,2,3\n4,5,6\n";
  check_refused(text, "is not a .npy file");
}

TEST_CASE("a .npy file cut short anywhere is refused") {
  const auto whole = write_npy<double>("whole", "<f8", "False", "(2, 3)", six);
  const auto size = std::filesystem::file_size(whole);
  for (std::uintmax_t left = 0; left < size; left += 5) {
    CAPTURE(left);
    std::filesystem::resize_file(write_npy<double>("whole", "<f8", "False", "(2, 3)", six), left);
    CHECK_THROWS_AS(read_npy(whole), std::runtime_error);
  }
  std::filesystem::remove(whole);
}

TEST_CASE("synthetic gradients have the shapes that their names say") {
  const auto all = synthetic_gradients(8, 64, 3);
  REQUIRE(all.size() == 5);
  for (const gradient& g : all) {
    CAPTURE(g.name);
    CHECK(g.values.rows() == 8);
    CHECK(g.values.cols() == 64);
    CHECK(g.values.allFinite());
    CHECK((g.values.rowwise().norm().array() > 0).all());
  }
  CHECK(all[1].values.cwiseEqual(0).count() > 8 * 64 * 3 / 4);
  CHECK(Eigen::JacobiSVD<Eigen::MatrixXd>(all[2].values).singularValues()[2] < 1e-12);
  CHECK(all[3].values.cwiseAbs().maxCoeff() > 20);
  CHECK((all[4].values.rowwise().sum().array() == 1).all());
  CHECK(all[4].values.cwiseEqual(0).count() == 8 * 63);
  CHECK(synthetic_gradients(8, 64, 3)[0].values == all[0].values);
  CHECK(synthetic_gradients(8, 64, 4)[0].values != all[0].values);
  CHECK_THROWS_AS(synthetic_gradients(0, 4, 1), std::invalid_argument);
}
