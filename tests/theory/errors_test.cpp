// Every public function of theory/ refuses arguments outside the range that its header states.
#include <array>
#include <limits>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "theory/coordinate/law.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/expansion.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"
#include "theory/row/law.hpp"
#include "theory/sketches/haar_law.hpp"
#include "theory/sketches/moments.hpp"
#include "theory/sketches/peft.hpp"

using namespace loranoise::theory;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("errors: the coordinate law's functions refuse what is no number or no probability") {
  using law_type = coordinate_law<double>;
  const law_type law(3, 0.2);
  CHECK_THROWS_AS(pdf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(logpdf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(cdf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(sf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(logcdf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(logsf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(cdf(complement(law, not_a_number)), std::domain_error);
  CHECK_THROWS_AS(quantile(law, -0.1), std::domain_error);
  CHECK_THROWS_AS(quantile(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(quantile(complement(law, 1.1)), std::domain_error);
  CHECK_THROWS_AS(cumulant(law, 0), std::domain_error);
  CHECK_THROWS_AS(law_type(infinity, 0), std::domain_error);
  CHECK_THROWS_AS(law_type::standardised(0, 0), std::domain_error);
  CHECK_THROWS_AS(law_type::noise(3, 0.2, infinity), std::domain_error);
  CHECK_THROWS_AS(law_type::noise(3, 0.2, not_a_number), std::domain_error);
  const std::vector<double> x(3, 0.0);
  std::array<double, 2> out{};
  CHECK_THROWS_AS(logpdf(law, x, out), std::invalid_argument);
  CHECK_THROWS_AS(cdf(law, x, out), std::invalid_argument);
}

TEST_CASE("errors: bounds and expansions refuse ranks and cosines that no law has") {
  for (const auto bound : {fourth_moment_tv, fourth_moment_kolmogorov, berry_esseen_kolmogorov,
                           berry_esseen_kolmogorov_refined, two_term_tv, berry_esseen_tv_ratio}) {
    CHECK_THROWS_AS(bound(0, 0.5), std::domain_error);
    CHECK_THROWS_AS(bound(1.5, 0.5), std::domain_error);
    CHECK_THROWS_AS(bound(4, 1.5), std::domain_error);
    CHECK_THROWS_AS(bound(4, not_a_number), std::domain_error);
  }
  CHECK_THROWS_AS(beta_3(-1.01), std::domain_error);
  CHECK_THROWS_AS(beta_3(not_a_number), std::domain_error);
  CHECK_THROWS_AS(total_variation_expansion(0), std::domain_error);
  CHECK_THROWS_AS(total_variation_expansion(not_a_number), std::domain_error);
  CHECK_THROWS_AS(total_variation_expansion(0, 0.5), std::domain_error);
  CHECK_THROWS_AS(total_variation_expansion(4, 2), std::domain_error);
}

TEST_CASE("errors: moments refuse impossible shapes, entries and kurtoses") {
  CHECK_THROWS_AS(sparse_sign_excess_kurtosis(not_a_number), std::domain_error);
  CHECK_THROWS_AS(noise_covariance(1, 1, 2, 3, 4, false, 0), std::domain_error);
  CHECK_THROWS_AS(noise_covariance(not_a_number, 1, 2, 3, 4, false, 4), std::domain_error);
  CHECK_THROWS_AS(cross_step_covariance(1, 1, 2, 3, 3, true, 4), std::domain_error);
  CHECK_THROWS_AS(cross_step_covariance(1, 1, 2, 3, 4, false, 4, -3), std::domain_error);
  CHECK_THROWS_AS(noise_energy(-1, 4, 4), std::domain_error);
  CHECK_THROWS_AS(noise_energy(1, 4, 0), std::domain_error);
  CHECK_THROWS_AS(signal_to_noise(0, 4), std::domain_error);
  CHECK_THROWS_AS(signal_to_noise(4, not_a_number), std::domain_error);
  CHECK_THROWS_AS(haar_noise_variance(1, 2, 3, 8), std::domain_error);
  CHECK_THROWS_AS(haar_noise_energy(1, 8, 9), std::domain_error);
  CHECK_THROWS_AS(haar_noise_energy(-1, 8, 2), std::domain_error);
  CHECK_THROWS_AS(frozen_noise_to_signal(1.1, 4), std::domain_error);
  CHECK_THROWS_AS(frozen_noise_to_signal(0, 0), std::domain_error);
  CHECK_THROWS_AS(redrawn_noise_to_signal(0, 4, 0), std::domain_error);
  CHECK_THROWS_AS(redrawn_noise_to_signal(-2, 4, 10), std::domain_error);
  CHECK_THROWS_AS(peft_effective_scaling(8, 64, infinity, peft_initialisation::gaussian),
                  std::domain_error);
}

TEST_CASE("errors: the row's law refuses empty shapes, vectors that differ in length, and NaN") {
  const std::array<double, 2> u = {1, 0};
  const std::array<double, 2> zero = {0, 0};
  const std::array<double, 3> longer = {1, 0, 0};
  CHECK_THROWS_AS(row_total_variation(not_a_number, 4), std::domain_error);
  CHECK_THROWS_AS(row_total_variation_limit(4, 0), std::domain_error);
  CHECK_THROWS_AS(row_log_density(0, 4, 1, 1, 1), std::domain_error);
  CHECK_THROWS_AS(row_log_density(4, u, longer), std::domain_error);
  CHECK_THROWS_AS(row_log_density(4, zero, u), std::domain_error);
  CHECK_THROWS_AS(row_gaussian_log_density(4, 0, 1, 1, 1), std::domain_error);
  CHECK_THROWS_AS(row_gaussian_log_density(4, 4, not_a_number, 1, 1), std::domain_error);
  for (const auto tail : {norm_upper_tail, norm_lower_tail, norm_distortion_probability,
                          johnson_lindenstrauss_bound}) {
    CHECK_THROWS_AS(tail(0, 0.5), std::domain_error);
    CHECK_THROWS_AS(tail(4, -0.5), std::domain_error);
    CHECK_THROWS_AS(tail(4, not_a_number), std::domain_error);
  }
}

TEST_CASE("errors: privacy figures refuse impossible releases, levels and thresholds") {
  const row_release good{4, 16, 0.9, 1};
  for (const row_release& bad :
       {row_release{0, 16, 0.9, 1}, row_release{4, 0, 0.9, 1}, row_release{4, 16, not_a_number, 1},
        row_release{4, 16, 0.9, infinity}, row_release{4, 1, 0.9, 1}}) {
    CHECK_THROWS_AS(privacy_profile(bad, 1), std::domain_error);
    CHECK_THROWS_AS(privacy_epsilon(bad, 0.1), std::domain_error);
    CHECK_THROWS_AS(likelihood_ratio_errors(bad, 1), std::domain_error);
    CHECK_THROWS_AS(trade_off(bad, 0.1), std::domain_error);
  }
  CHECK_THROWS_AS(privacy_floor(0, 0.5), std::domain_error);
  CHECK_THROWS_AS(privacy_floor(4, not_a_number), std::domain_error);
  CHECK_THROWS_AS(privacy_epsilon(good, 1), std::domain_error);
  CHECK_THROWS_AS(likelihood_ratio_errors(good, not_a_number), std::domain_error);
  CHECK_THROWS_AS(trade_off(good, not_a_number), std::domain_error);
  CHECK_THROWS_AS(gaussian_shift({4, 16, 1.5, 1}), std::domain_error);
  CHECK_THROWS_AS(gaussian_shift({4, 16, 0.5, 0}), std::domain_error);
  CHECK_THROWS_AS(log_gaussian_privacy_profile(infinity, 1), std::domain_error);
  CHECK_THROWS_AS(gaussian_privacy_profile(1, not_a_number), std::domain_error);
  CHECK_THROWS_AS(gaussian_privacy_epsilon(-1, 0.1), std::domain_error);
  CHECK_THROWS_AS(gaussian_trade_off(not_a_number, 0.1), std::domain_error);
}

TEST_CASE("errors: the Haar law refuses ranks above its width and places that are no number") {
  const haar_coordinate_law law(2, 5, 0.3);
  CHECK_THROWS_AS(haar_coordinate_law(2, 5, not_a_number), std::domain_error);
  CHECK_THROWS_AS(haar_coordinate_law(6, 5, 0), std::domain_error);
  CHECK_THROWS_AS(haar_coordinate_law(not_a_number, 5, 0), std::domain_error);
  CHECK_THROWS_AS(pdf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(logpdf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(cdf(law, not_a_number), std::domain_error);
  CHECK_THROWS_AS(sf(law, not_a_number), std::domain_error);
}
