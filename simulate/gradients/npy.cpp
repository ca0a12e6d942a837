// NumPy's .npy format, as its documentation (numpy.lib.format) lays it down: a magic string, a
// version, the length of the header, and the header as a Python dictionary; then the numbers.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "simulate/gradients/gradient.hpp"

namespace loranoise::simulate {
namespace {

using path = std::filesystem::path;

[[noreturn]] void refuse(const path& file, const std::string& fault_and_mend) {
  throw std::runtime_error(file.string() + " " + fault_and_mend);
}

[[noreturn]] void refuse_unreadable(const path& file) {
  refuse(file, "cannot be read: name a .npy file that exists and is readable");
}

// The first bytes of the file, enough for any header that describes a matrix.
std::string read_start(const path& file, std::ifstream& in, std::uintmax_t size) {
  constexpr std::uintmax_t longest_header = 65536 + 12;
  std::string bytes(static_cast<std::size_t>(std::min(size, longest_header)), '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) refuse_unreadable(file);
  return bytes;
}

struct layout {
  std::size_t item_size;  // 4 or 8 bytes
  bool fortran_order;
  Eigen::Index rows;
  Eigen::Index cols;
  std::size_t data_begin;
};

std::string header_of(const path& file, const std::string& bytes, std::size_t& data_begin) {
  constexpr std::string_view magic = "\x93NUMPY";
  constexpr std::size_t fixed = magic.size() + 2;
  if (bytes.size() < fixed + 2 || bytes.compare(0, magic.size(), magic) != 0) {
    refuse(file, "is not a .npy file: save the gradient with numpy.save");
  }
  // Version 1 has two bytes for the header's length, versions 2 and 3 have four.
  const std::size_t length_size = bytes[magic.size()] == 1 ? 2 : 4;
  std::size_t length = 0;
  if (bytes.size() >= fixed + length_size) {
    std::memcpy(&length, bytes.data() + fixed, length_size);
  }
  data_begin = fixed + length_size + length;
  if (length == 0 || data_begin > bytes.size()) {
    refuse(file, "ends within its header: save it again");
  }
  return bytes.substr(fixed + length_size, length);
}

std::string entry(const path& file, const std::string& header, const std::string& pattern) {
  std::smatch found;
  if (!std::regex_search(header, found, std::regex(pattern))) {
    refuse(file, "has a header that does not describe a plain array: save a float array");
  }
  return found[1];
}

constexpr std::size_t longest_size = 18;  // characters of one size: it fits in 64 bits

layout read_layout(const path& file, const std::string& bytes) {
  layout l{};
  const std::string header = header_of(file, bytes, l.data_begin);
  const std::string type = entry(file, header, "'descr'\\s*:\\s*'([^']*)'");
  if (type != "<f4" && type != "<f8") {
    refuse(file, "holds numbers of type " + type + ": save them as float32 or float64");
  }
  l.item_size = type == "<f4" ? 4 : 8;
  l.fortran_order = entry(file, header, "'fortran_order'\\s*:\\s*(True|False)") == "True";
  const std::string shape = entry(file, header, R"('shape'\s*:\s*\(([0-9, ]*)\))");
  std::vector<Eigen::Index> sizes;
  std::istringstream numbers(shape);
  for (std::string part; std::getline(numbers, part, ',');) {
    if (part.find_first_not_of(' ') == std::string::npos) continue;
    if (part.size() > longest_size) refuse(file, "has shape (" + shape + "): save a smaller array");
    sizes.push_back(std::stoll(part));
  }
  if (sizes.size() == 1) {
    refuse(file, "has shape (" + shape + "): a gradient is a matrix, out x in; save a single row " +
                     "as a.reshape(1, -1)");
  }
  if (sizes.size() != 2 || sizes[0] < 1 || sizes[1] < 1) {
    refuse(file, "has shape (" + shape + "): a gradient is a matrix, out x in");
  }
  l.rows = sizes[0];
  l.cols = sizes[1];
  return l;
}

// Through a small buffer, so that the file is never held beside the matrix. What lies together in
// the file, a line, is a row in C order and a column in Fortran order.
template <class T>
Eigen::MatrixXd read_numbers(const path& file, std::ifstream& in, const layout& l) {
  constexpr Eigen::Index buffer_size = 1 << 18;
  const Eigen::Index lines = l.fortran_order ? l.cols : l.rows;
  const Eigen::Index length = l.fortran_order ? l.rows : l.cols;
  const Eigen::Index together = std::clamp<Eigen::Index>(buffer_size / length, 1, lines);
  Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> buffer(length, together);
  Eigen::MatrixXd values(l.rows, l.cols);
  in.seekg(static_cast<std::streamoff>(l.data_begin));
  for (Eigen::Index first = 0; first < lines; first += together) {
    const Eigen::Index count = std::min(together, lines - first);
    const auto bytes = static_cast<std::streamsize>(sizeof(T)) * length * count;
    if (!in.read(reinterpret_cast<char*>(buffer.data()), bytes)) refuse_unreadable(file);
    const auto filled = buffer.leftCols(count);
    if (l.fortran_order) {
      values.middleCols(first, count) = filled.template cast<double>();
    } else {
      values.middleRows(first, count) = filled.transpose().template cast<double>();
    }
  }
  return values;
}

void check_finite(const path& file, const Eigen::MatrixXd& values) {
  if (values.allFinite()) return;
  for (Eigen::Index k = 0; k < values.rows(); ++k) {
    for (Eigen::Index i = 0; i < values.cols(); ++i) {
      if (std::isfinite(values(k, i))) continue;
      refuse(file, "holds " + std::string(std::isnan(values(k, i)) ? "a NaN" : "an infinity") +
                       " in row " + std::to_string(k) + ", column " + std::to_string(i) +
                       ": a gradient must be finite");
    }
  }
}

}  // namespace

Eigen::MatrixXd read_npy(const path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || !std::filesystem::is_regular_file(file)) refuse_unreadable(file);
  const std::uintmax_t size = std::filesystem::file_size(file);
  const layout l = read_layout(file, read_start(file, in, size));
  const std::uintmax_t left = size - l.data_begin;
  // In double, as a product of sizes from a file may not fit in an integer.
  const double wanted =
      static_cast<double>(l.rows) * static_cast<double>(l.cols) * static_cast<double>(l.item_size);
  if (static_cast<double>(left) != wanted) {
    refuse(file, "holds " + std::to_string(left) + " bytes of numbers where its header promises " +
                     std::to_string(static_cast<std::uint64_t>(wanted)) +
                     ": it is cut short or damaged, save it again");
  }
  Eigen::MatrixXd values =
      l.item_size == 4 ? read_numbers<float>(file, in, l) : read_numbers<double>(file, in, l);
  check_finite(file, values);
  return values;
}

}  // namespace loranoise::simulate
