#include "verify/experiments/stream_record.hpp"

#include <stdexcept>

#include "simulate/random/stream.hpp"

namespace loranoise::verify {

void stream_record::take(const std::string& name) {
  take(name, simulate::experiment_id(name));
}

void stream_record::take(const std::string& name, std::uint32_t id) {
  const auto [place, fresh] = names_.try_emplace(id, name);
  if (!fresh) {
    throw std::logic_error("\"" + name + "\" and \"" + place->second +
                           "\" draw the same random stream");
  }
}

}  // namespace loranoise::verify
