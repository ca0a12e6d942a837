#include "simulate/gradients/npy.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "simulate/gradients/python_literal.hpp"
#include "tests/catch.hpp"
#include "tests/simulate/gradients/files.hpp"

using namespace loranoise::simulate;

namespace {

// A file of version 1 with this header, as numpy.save pads it, and six numbers.
std::string npy_bytes(std::string header, const std::vector<double>& values, char major = 1) {
  header.resize((header.size() + 11) / 64 * 64 + 64 - 11, ' ');
  header += '\n';
  std::string bytes = "\x93NUMPY";
  bytes += major;
  bytes += '\0';
  bytes += static_cast<char>(header.size() % 256);
  bytes += static_cast<char>(header.size() / 256);
  bytes += header;
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  return bytes;
}

const std::vector<double> six{1, 2, 3, 4, 5, 6};

std::string plain_header(const std::string& type, const std::string& shape) {
  return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
}

void check_header_refused(const std::string& header) {
  CAPTURE(header);
  CHECK_FALSE(parse_npy_header(header).has_value());
}

}  // namespace

TEST_CASE("what numpy.save writes is read in every precision, order and byte order") {
  for (const std::string kind : {"f2", "f4", "f8"}) {
    for (const std::string order : {"_c", "_fortran"}) {
      for (const std::string bytes : {"_little", "_big"}) {
        const std::string name = kind + order + bytes + ".npy";
        CAPTURE(name);
        CHECK(read_gradient(reference_file(name)) == reference_values(3));
      }
    }
  }
  for (const std::string version : {"1", "2", "3"}) {
    CHECK(read_gradient(reference_file("version" + version + ".npy")) == reference_values(3));
  }
}

TEST_CASE("chosen rows are those of the whole") {
  const auto stored = find_gradients(reference_file("f4_fortran_big.npy")).front();
  const std::vector<Eigen::Index> chosen{2, 0};
  const Eigen::MatrixXd expected = reference_values(3)(chosen, Eigen::all);
  CHECK(stored.values(chosen) == expected);
}

TEST_CASE("a vector is one row") {
  const temporary_file file("vector.npy", npy_bytes(plain_header("<f8", "(6,)"), six));
  CHECK(read_gradient(file.path()).rows() == 1);
  CHECK(read_gradient(file.path()).cols() == 6);
}

TEST_CASE("the header of a .npy file is a plain dictionary of three keys in any order") {
  const auto header =
      parse_npy_header("{ \"shape\":(2, 3,),'descr': \"<f4\" , 'fortran_order':True}\n");
  REQUIRE(header.has_value());
  CHECK(header->descr == "<f4");
  CHECK(header->fortran_order);
  CHECK(header->shape == std::vector<std::size_t>{2, 3});
}

TEST_CASE("a header that Python would read in another way, or not at all, is refused") {
  check_header_refused("");
  check_header_refused("{'descr': '<f8', 'fortran_order': False}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'more': 1}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)} + {}");
  check_header_refused(
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'shape': (3, 2)}");
  check_header_refused("{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3)}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (6)}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': [2, 3]}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2*1, 3)}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (-2, -3)}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (02, 3)}");
  check_header_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (2,, 3)}");
  check_header_refused("{'descr': '\\x3cf8', 'fortran_order': False, 'shape': (2, 3)}");
  check_header_refused(std::string(60000, '('));
  std::string unfinished = "{'descr': '";
  unfinished.append(60000, 'a');
  check_header_refused(unfinished);
}

TEST_CASE("a file that is no gradient is refused with one sentence") {
  const auto refused = [](const std::string& name, const std::string& bytes,
                          const std::string& named) {
    const temporary_file file(name, bytes);
    check_refused(file.path(), named);
  };
  check_refused("/nowhere/missing.npy", "cannot be read");
  check_refused("/tmp", "not a regular file");
  check_refused("/dev/zero", "not a regular file");
  refused("integers.npy", npy_bytes(plain_header("<i8", "(2, 3)"), six), "<i8");
  refused("cube.npy", npy_bytes(plain_header("<f8", "(1, 2, 3)"), six), "(1, 2, 3)");
  refused("empty.npy", npy_bytes(plain_header("<f8", "(0, 3)"), {}), "(0, 3)");
  refused("short.npy", npy_bytes(plain_header("<f8", "(2, 4)"), six), "cut short");
  refused("long.npy", npy_bytes(plain_header("<f8", "(2, 2)"), six), "damaged");
  refused("large.npy", npy_bytes(plain_header("<f8", "(4611686018427387904, 4)"), six),
          "cut short");
  refused("huge.npy", npy_bytes(plain_header("<f8", "(99999999999999999999, 4)"), six),
          "plain array");
  refused("version.npy", npy_bytes(plain_header("<f8", "(2, 3)"), six, 4), "version 4.0");
  refused("stack.npy", npy_bytes("{'descr': '" + std::string(9000, 'x') + "'", six), "plain array");
  refused("longheader.npy", npy_bytes(plain_header("<f8", "(2, 3)") + std::string(20000, ' '), six),
          "10000");
  refused("text.npy", "1,2,3\n4,5,6\n", "of no kind");
  refused("nothing.npy", "", "of no kind");
  check_refused(reference_file("objects.npy"), "|O");
  check_refused(reference_file("bfloat16.npy"), "V2");
  std::vector<double> bad = six;
  bad[4] = std::numeric_limits<double>::quiet_NaN();
  refused("nan.npy", npy_bytes(plain_header("<f8", "(2, 3)"), bad), "a NaN in row 1, column 1");
  bad[4] = std::numeric_limits<double>::infinity();
  refused("inf.npy", npy_bytes(plain_header("<f8", "(2, 3)"), bad), "an infinity");
}

TEST_CASE("a .npy file cut short anywhere is refused") {
  const std::string whole = npy_bytes(plain_header("<f8", "(2, 3)"), six);
  for (std::size_t left = 0; left < whole.size(); left += 5) {
    CAPTURE(left);
    const temporary_file file("cut.npy", std::string_view(whole).substr(0, left));
    CHECK_THROWS_AS(find_gradients(file.path()), std::runtime_error);
  }
}
