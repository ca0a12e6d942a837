// NumPy's .npy format, as its documentation (numpy.lib.format) lays it down: a magic string, a
// version, the length of the header, and the header as a Python dictionary; then the numbers.
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "simulate/gradients/source.hpp"

namespace loranoise::simulate {
namespace {

using path = std::filesystem::path;

[[noreturn]] void refuse(const path& file, const std::string& fault_and_remedy) {
  throw std::runtime_error(file.string() + " " + fault_and_remedy);
}

std::string read_file(const path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  if (!in || std::filesystem::is_directory(file) || !(bytes << in.rdbuf())) {
    refuse(file, "cannot be read: name a .npy file that exists and is readable");
  }
  return std::move(bytes).str();
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
  if (sizes.size() == 1) sizes.insert(sizes.begin(), 1);
  if (sizes.size() != 2 || sizes[0] < 1 || sizes[1] < 1) {
    refuse(file, "has shape (" + shape + "): a gradient is a matrix, out x in");
  }
  l.rows = sizes[0];
  l.cols = sizes[1];
  return l;
}

template <class T>
Eigen::MatrixXd numbers_at(const char* data, const layout& l) {
  std::vector<T> values(static_cast<std::size_t>(l.rows * l.cols));
  std::memcpy(values.data(), data, values.size() * sizeof(T));
  if (l.fortran_order) {
    using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
    return Eigen::Map<const matrix>(values.data(), l.rows, l.cols).template cast<double>();
  }
  using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const matrix>(values.data(), l.rows, l.cols).template cast<double>();
}

void check_finite(const path& file, const Eigen::MatrixXd& values) {
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
  const std::string bytes = read_file(file);
  const layout l = read_layout(file, bytes);
  const std::size_t left = bytes.size() - l.data_begin;
  // In double, as a product of sizes from a file may not fit in an integer.
  const double wanted =
      static_cast<double>(l.rows) * static_cast<double>(l.cols) * static_cast<double>(l.item_size);
  if (static_cast<double>(left) != wanted) {
    refuse(file, "holds " + std::to_string(left) + " bytes of numbers where its header promises " +
                     std::to_string(static_cast<std::uint64_t>(wanted)) +
                     ": it is cut short or damaged, save it again");
  }
  const char* data = bytes.data() + l.data_begin;
  Eigen::MatrixXd values =
      l.item_size == 4 ? numbers_at<float>(data, l) : numbers_at<double>(data, l);
  check_finite(file, values);
  return values;
}

std::vector<gradient> npy_gradients(const path& file) {
  return {{file.filename().string(), read_npy(file)}};
}

}  // namespace loranoise::simulate
