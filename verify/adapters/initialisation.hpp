// Which of PEFT's initialisations the A of an adapter is consistent with.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <string_view>

namespace loranoise::verify {

enum class initialisation { kaiming_uniform, gaussian, orthogonal, zero, unknown };

[[nodiscard]] std::string_view name(initialisation which);

struct initialisation_test {
  initialisation found = initialisation::unknown;
  /// Of Kolmogorov and Smirnov's test of A's entries against the law that is found, or against the
  /// nearer one of both where none fits; 1 where no chance is involved.
  double p_value = 0;
};

/// A law is taken where its p-value is above this: 1 in 1000 untrained adapters is called unknown.
inline constexpr double initialisation_level = 1e-3;

/// A rank x width, B height x rank. kaiming_uniform: U(-1/sqrt m, 1/sqrt m); gaussian: N(0, 1/r^2);
/// orthogonal: B A = 0 with neither of them 0, and A of rank r/2; zero: A = 0. Anything else, A
/// trained, or drawn from the base weights (PiSSA, OLoRA, EVA), is unknown.
[[nodiscard]] initialisation_test test_initialisation(const Eigen::MatrixXd& a,
                                                      const Eigen::MatrixXd& b);

/// p-value of the largest distance of the entries' empirical distribution function to `law`, at
/// points midway between neighbours, so that numbers rounded to few bits are no cause for alarm.
[[nodiscard]] double kolmogorov_smirnov_p(const Eigen::MatrixXd& entries,
                                          const std::function<double(double)>& law);

}  // namespace loranoise::verify
