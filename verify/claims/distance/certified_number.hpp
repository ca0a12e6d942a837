// Numbers of the certificates that loranoise-certify writes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify::claims {

/// "[middle +/- radius]", rounded outwards; std::runtime_error, which quotes it, for other texts.
interval certified_number(const std::string& text);

/// A certificate from the pieces that the build cuts it into.
std::string joined(std::span<const std::string_view> pieces);

}  // namespace loranoise::verify::claims
