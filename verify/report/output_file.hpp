// Files that the user names for tables and verdicts.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loranoise::verify {

/// A file that `option` ("--csv") asks for, before the work begins: opened without changing it, and
/// not left behind. std::invalid_argument where it cannot be written, or is one of the files that
/// the program itself reads (`inputs`; empty names are none).
void check_output_file(const std::string& option, const std::filesystem::path& file,
                       const std::vector<std::string>& inputs);

/// In one piece: a file that is there is whole, and an older one stays as it was where this fails.
/// Pipes and devices take the text as it comes. storage_failure names the file, and
/// `remedy` what to do.
void write_file(const std::filesystem::path& path, const std::string& text,
                const std::string& remedy);

}  // namespace loranoise::verify
