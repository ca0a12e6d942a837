// The kinds of files that gradients are read from, by the ending of the file's name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "simulate/gradients/gradient.hpp"

namespace loranoise::simulate {

/// All sources: a line each. npy_gradients stands in a source of its own in this folder, and so on.
// clang-format off
#define LORANOISE_GRADIENT_SOURCES(SOURCE) \
  SOURCE(npy, ".npy")
// clang-format on

/// Each reads the gradients of one file, outputs by inputs. std::runtime_error, one sentence that
/// names the file, the fault and the remedy, where it cannot.
#define LORANOISE_DECLARE(NAME, ENDING) \
  [[nodiscard]] std::vector<gradient> NAME##_gradients(const std::filesystem::path& file);
LORANOISE_GRADIENT_SOURCES(LORANOISE_DECLARE)
#undef LORANOISE_DECLARE

/// The gradients of a file of any of these kinds. std::runtime_error as above, also for an ending
/// that no source has.
[[nodiscard]] std::vector<gradient> read_gradients(const std::filesystem::path& file);

/// The endings, as ".npy, .txt".
[[nodiscard]] std::string known_gradient_endings();

}  // namespace loranoise::simulate
