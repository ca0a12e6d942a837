// Numbers of the certificates that loranoise-certify writes.
#pragma once

#include <string>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify::claims {

/// "[middle +/- radius]", rounded outwards; std::runtime_error, which quotes it, for other texts.
interval certified_number(const std::string& text);

}  // namespace loranoise::verify::claims
