// Values to bytes and back, exactly: how results go to other processes and into the store.
//
// A type takes part by naming its members once, for both directions:
//
//   template <class Self, class Archive>
//   static void fields(Self& self, Archive& archive) { archive(self.count_, self.sums_); }
//
// Numbers keep their bits. The bytes are those of this machine (little-endian, IEEE): they are for
// processes of one build, not for exchange between systems.
#pragma once

#include <Eigen/Core>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace loranoise::simulate {

template <class T>
concept plain_number = std::is_arithmetic_v<T> || std::is_enum_v<T>;

/// A type that names its members; Eigen's matrices are written by themselves.
template <class T>
concept composite = std::is_class_v<T> && !std::is_base_of_v<Eigen::EigenBase<T>, T>;

class byte_reader;

template <class T>
concept names_fields = requires(T& value, byte_reader& reader) {
  T::fields(value, reader);
};

template <class T>
struct is_archivable : std::bool_constant<plain_number<T> || names_fields<T>> {};
template <>
struct is_archivable<std::string> : std::true_type {};
template <class T>
struct is_archivable<std::vector<T>>
    : std::bool_constant<is_archivable<T>::value && std::default_initializable<T>> {};
template <class T, std::size_t Size>
struct is_archivable<std::array<T, Size>> : is_archivable<T> {};
template <class Scalar, int Rows, int Cols, int Options, int MaxRows, int MaxCols>
struct is_archivable<Eigen::Matrix<Scalar, Rows, Cols, Options, MaxRows, MaxCols>>
    : std::is_arithmetic<Scalar> {};
template <class Scalar, int Rows, int Cols, int Options, int MaxRows, int MaxCols>
struct is_archivable<Eigen::Array<Scalar, Rows, Cols, Options, MaxRows, MaxCols>>
    : std::is_arithmetic<Scalar> {};

/// Types with bytes: numbers, texts, vectors and arrays of such, Eigen's matrices, and types that
/// name their members. The members of the last are only checked where bytes are made.
template <class T>
concept archivable = is_archivable<T>::value;

class byte_writer {
 public:
  template <class... Values>
  void operator()(const Values&... values) {
    (write(values), ...);
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  template <plain_number T>
  void write(const T& value) {
    append(&value, sizeof value);
  }
  void write(const std::string& text) {
    write(text.size());
    append(text.data(), text.size());
  }
  template <class T>
  void write(const std::vector<T>& values) {
    write(values.size());
    if constexpr (plain_number<T> && !std::is_same_v<T, bool>) {
      append(values.data(), values.size() * sizeof(T));
    } else {
      for (const auto& value : values) write(static_cast<const T&>(value));
    }
  }
  template <class T, std::size_t Size>
  void write(const std::array<T, Size>& values) {
    for (const T& value : values) write(value);
  }
  template <class Derived>
  void write(const Eigen::PlainObjectBase<Derived>& values) {
    write(values.rows());
    write(values.cols());
    append(values.data(), static_cast<std::size_t>(values.size()) * sizeof(*values.data()));
  }
  template <composite T>
  void write(const T& value) {
    T::fields(value, *this);
  }

  // Not inlined: gcc 12 warns of bounds when it sees through a string of known length.
  void append(const void* data, std::size_t size);

  std::string bytes_;
};

class byte_reader {
 public:
  explicit byte_reader(std::string_view bytes) : bytes_(bytes) {}

  /// Throws std::runtime_error where the bytes end too early or sizes make no sense.
  template <class... Values>
  void operator()(Values&... values) {
    (read(values), ...);
  }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

 private:
  template <plain_number T>
  void read(T& value) {
    extract(&value, sizeof value);
  }
  void read(std::string& text) {
    text.resize(read_size(1));
    extract(text.data(), text.size());
  }
  template <class T>
  void read(std::vector<T>& values) {
    values.clear();
    if constexpr (plain_number<T> && !std::is_same_v<T, bool>) {
      values.resize(read_size(sizeof(T)));
      extract(values.data(), values.size() * sizeof(T));
    } else {
      const std::size_t size = read_size(0);
      for (std::size_t i = 0; i < size; ++i) {
        T value{};
        read(value);
        values.push_back(std::move(value));
      }
    }
  }
  template <class T, std::size_t Size>
  void read(std::array<T, Size>& values) {
    for (T& value : values) read(value);
  }
  template <class Derived>
  void read(Eigen::PlainObjectBase<Derived>& values) {
    Eigen::Index rows = 0;
    Eigen::Index cols = 0;
    (*this)(rows, cols);
    const auto item = static_cast<Eigen::Index>(sizeof(typename Derived::Scalar));
    const auto left = static_cast<Eigen::Index>(bytes_.size()) / item;
    if (rows < 0 || cols < 0 || (cols > 0 && rows > left / cols)) fail();
    values.resize(rows, cols);
    extract(values.data(), static_cast<std::size_t>(rows * cols * item));
  }
  template <composite T>
  void read(T& value) {
    T::fields(value, *this);
  }

  std::size_t read_size(std::size_t item) {
    std::size_t size = 0;
    read(size);
    if (item > 0 && size > bytes_.size() / item) fail();
    return size;
  }
  void extract(void* data, std::size_t size) {
    if (size > bytes_.size()) fail();
    if (size > 0) std::memcpy(data, bytes_.data(), size);
    bytes_.remove_prefix(size);
  }
  [[noreturn]] static void fail() {
    throw std::runtime_error("stored bytes end before the value they should hold");
  }

  std::string_view bytes_;
};

/// The bytes of one value.
template <archivable T>
[[nodiscard]] std::string to_bytes(const T& value) {
  byte_writer writer;
  writer(value);
  return writer.take();
}

/// Overwrites `value`; std::runtime_error unless the bytes are exactly one value of its type.
template <archivable T>
void from_bytes(std::string_view bytes, T& value) {
  byte_reader reader(bytes);
  reader(value);
  if (!reader.at_end()) throw std::runtime_error("stored bytes hold more than the value expected");
}

}  // namespace loranoise::simulate
