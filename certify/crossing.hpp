// Where a function changes its sign.
#pragma once

#include <functional>

#include "certify/ball.hpp"

namespace loranoise::certify {

/// The crossing between low and high, from above to below 0 if it falls: all of an interval of
/// half-width `reach` at whose ends the signs are certain. std::runtime_error where they cannot be
/// told.
ball crossing(const std::function<ball(const ball&)>& f, double low, double high, bool falls,
              double reach);

}  // namespace loranoise::certify
