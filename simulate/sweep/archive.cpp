#include "simulate/sweep/archive.hpp"

namespace loranoise::simulate {

void byte_writer::append(const void* data, std::size_t size) {
  bytes_.append(static_cast<const char*>(data), size);
}

}  // namespace loranoise::simulate
