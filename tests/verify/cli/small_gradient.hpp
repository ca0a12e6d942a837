// A gradient small enough for runs of the whole program.
#pragma once

#include <fstream>
#include <string>

namespace loranoise {

/// Writes a gradient as numpy.save does; `shift` gives another one.
inline void write_gradient(const std::string& file, int rows, int columns, int shift = 0) {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" +
                       std::to_string(rows) + ", " + std::to_string(columns) + "), }";
  header.resize(117, ' ');
  header += '\n';
  std::ofstream out(file, std::ios::binary);
  out << "\x93NUMPY" << '\x01' << '\0' << static_cast<char>(header.size()) << '\0' << header;
  for (int i = 0; i < rows * columns; ++i) {
    const double x = (((i + shift) * 29) % 17 - 8) / 8.0;
    out.write(reinterpret_cast<const char*>(&x), sizeof x);
  }
}

}  // namespace loranoise
