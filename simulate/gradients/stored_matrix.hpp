// A matrix as a file stores it, read row by row when it is asked for.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loranoise::simulate {

/// How one number is stored: IEEE half, single and double, bfloat16, and the two 8-bit formats of
/// safetensors (OCP FP8).
enum class number_format { f16, bf16, f32, f64, f8_e4m3, f8_e5m2 };

[[nodiscard]] std::size_t size_of(number_format format);
[[nodiscard]] std::string_view name(number_format format);

/// Numbers of a file and how they are laid out. A value: copies share the file.
struct stored_matrix {
  std::filesystem::path file;
  std::string name;  ///< the tensor's key, or empty where the file holds one array
  number_format format = number_format::f32;
  bool big_endian = false;
  bool fortran_order = false;         ///< columns one after the other
  std::vector<std::size_t> shape;     ///< as stored: one or two sizes
  std::span<const std::byte> bytes;   ///< rows() * cols() numbers
  std::shared_ptr<const void> owner;  ///< keeps the bytes

  [[nodiscard]] Eigen::Index rows() const;  ///< 1 for a vector
  [[nodiscard]] Eigen::Index cols() const;

  /// All of it, in double. std::runtime_error names file, row and column of a NaN or an infinity.
  [[nodiscard]] Eigen::MatrixXd values() const;
  /// These rows in their order; the others are not looked at.
  [[nodiscard]] Eigen::MatrixXd values(std::span<const Eigen::Index> chosen) const;
  /// The same into `out`, whose memory serves again where it has the size.
  void read_rows(std::span<const Eigen::Index> chosen, Eigen::MatrixXd& out) const;

  /// "FILE" or "FILE:NAME".
  [[nodiscard]] std::string described() const;
};

/// A matrix that a reader has unpacked by itself, as if the file stored it in double.
[[nodiscard]] stored_matrix stored_values(const std::filesystem::path& file, std::string name,
                                          const Eigen::MatrixXd& values);

/// std::runtime_error unless the shape is a vector or a matrix without a size of 0, and the bytes
/// are as many as shape and format promise.
void check_layout(const stored_matrix& m);

}  // namespace loranoise::simulate
