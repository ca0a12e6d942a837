// A gradient small enough for runs of the whole program.
#pragma once

#include <fstream>
#include <string>

namespace loranoise {

/// Writes entry(0), entry(1), ... row by row, as numpy.save does.
template <class Entry>
void write_npy(const std::string& file, int rows, int columns, const Entry& entry) {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" +
                       std::to_string(rows) + ", " + std::to_string(columns) + "), }";
  header.resize(117, ' ');
  header += '\n';
  std::ofstream out(file, std::ios::binary);
  out << "\x93NUMPY" << '\x01' << '\0' << static_cast<char>(header.size()) << '\0' << header;
  for (int i = 0; i < rows * columns; ++i) {
    const double x = entry(i);
    out.write(reinterpret_cast<const char*>(&x), sizeof x);
  }
}

/// A gradient; `shift` gives another one.
inline void write_gradient(const std::string& file, int rows, int columns, int shift = 0) {
  write_npy(file, rows, columns, [&](int i) { return (((i + shift) * 29) % 17 - 8) / 8.0; });
}

}  // namespace loranoise
