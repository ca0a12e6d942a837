// adapter_config.json, and its patterns against a name.
#include <cstdint>
#include <stdexcept>
#include <string_view>

#include "simulate/peft/config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loranoise::simulate;
  try {
    const peft_config c =
        parse_peft_config({reinterpret_cast<const char*>(data), size}, "adapter_config.json");
    const std::string layer = "model.layers.10.self_attn.q_proj";
    if (c.rank_of(layer) < 1) __builtin_trap();
    (void)c.scale_of(layer);
  } catch (const std::runtime_error&) {
  }
  return 0;
}
