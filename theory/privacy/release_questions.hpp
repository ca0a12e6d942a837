// What auditors ask of one release besides delta(epsilon): theory/doc/09-composition.md 9.7. The
// ranges of row_release.hpp, whose threat model holds; privacy_epsilon there inverts
// delta(epsilon).
#pragma once

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

/// max over tests of (true-positive rate - false-positive rate), which is delta(0) and the total
/// variation distance between the releases of u and u'.
[[nodiscard]] double membership_advantage(const row_release& release);

/// The largest true-positive rate of a test "the row was u" with the given false-positive rate in
/// (0, 1): relative error below 1e-9. Never below the floor.
[[nodiscard]] double membership_power(const row_release& release, double false_positive_rate);

/// The same of the Gaussian mechanism of shift mu.
[[nodiscard]] double gaussian_membership_power(double mu, double false_positive_rate);

}  // namespace loranoise::theory
