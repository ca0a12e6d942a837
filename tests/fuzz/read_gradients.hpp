// What every fuzzer of a gradient reader does with its bytes, and what it holds the reader to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "simulate/gradients/formats.hpp"

namespace loranoise::fuzz {

using members_reader = std::vector<simulate::stored_member> (*)(const simulate::mapped_file&);
using kind_test = bool (*)(std::string_view);

/// Reads everything in a file of these bytes. Aborts, which libFuzzer reports with the bytes, where
/// the reader breaks its word: whatever a file holds it gives matrices whose bytes are as many as
/// their shape says, or one printable sentence that names the file.
void read_gradients(std::span<const std::uint8_t> bytes, kind_test is_kind,
                    members_reader members_of);

}  // namespace loranoise::fuzz

/// The fuzzer of one kind of file of simulate/gradients/formats.hpp.
#define LORANOISE_FUZZ_READER(NAME)                                                   \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    loranoise::fuzz::read_gradients({data, size}, loranoise::simulate::is_##NAME,     \
                                    loranoise::simulate::NAME##_members);             \
    return 0;                                                                         \
  }
