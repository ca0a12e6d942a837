// The only list of claims: one line for each, in the order of the table. A claim is a function of
// its file's name in one of the folders here; a line without a file does not link, and a test finds
// a file without a line.
#include "verify/claims/registry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

// clang-format off
#define LORANOISE_CLAIMS(CLAIM)     \
  CLAIM(e1_frozen_identity) \
  CLAIM(e2_trained_deviation) \
  CLAIM(m1_zero_mean) \
  CLAIM(m2_variance) \
  CLAIM(m3_covariance) \
  CLAIM(m4_rank_decay) \
  CLAIM(m5_noise_energy) \
  CLAIM(m6_noise_over_steps) \
  CLAIM(m7_variance_norm_only) \
  CLAIM(l1_distribution) \
  CLAIM(l2_skewness_and_kurtosis) \
  CLAIM(l3_sign_probability) \
  CLAIM(l4_width_independence) \
  CLAIM(t1_tv_measured) \
  CLAIM(t2_tv_rate) \
  CLAIM(t3_tv_skewness_rate) \
  CLAIM(t4_fourth_moment_bound) \
  CLAIM(t5_berry_esseen) \
  CLAIM(t6_berry_esseen_tv) \
  CLAIM(t9_two_term_bound) \
  CLAIM(t7_gaussian_in_width) \
  CLAIM(t8_other_sketches) \
  CLAIM(j1_row_tv) \
  CLAIM(j2_row_tv_limit) \
  CLAIM(j3_gaussian_as_its_entries) \
  CLAIM(j4_symmetry) \
  CLAIM(j5_rank_bound) \
  CLAIM(j6_norm_preservation) \
  CLAIM(z1_injected_mean) \
  CLAIM(z2_injected_variance) \
  CLAIM(z3_injected_covariance) \
  CLAIM(z4_injected_law) \
  CLAIM(d1_frozen_moments) \
  CLAIM(d2_frozen_floor) \
  CLAIM(d3_redrawn_decay) \
  CLAIM(d4_matched_noise) \
  CLAIM(d5_dynamics_reading) \
  CLAIM(d6_fixed_scale) \
  CLAIM(d7_training_runs) \
  CLAIM(p1_privacy_profile) \
  CLAIM(p2_privacy_floor) \
  CLAIM(p3_gaussian_mechanism) \
  CLAIM(p4_frozen_by_design) \
  CLAIM(p5_composition) \
  CLAIM(p6_small_steps) \
  CLAIM(p7_loss_tail) \
  CLAIM(p8_wishart_paper) \
  CLAIM(p9_batch_size) \
  CLAIM(a1_released_row) \
  CLAIM(a2_instrument) \
  CLAIM(a3_low_rank_resists) \
  CLAIM(a4_equal_loss) \
  CLAIM(a5_private_ceiling) \
  CLAIM(a6_known_sketch)
// clang-format on

namespace loranoise::verify {

namespace claims {
#define LORANOISE_DECLARE(NAME) claim NAME();
LORANOISE_CLAIMS(LORANOISE_DECLARE)
#undef LORANOISE_DECLARE
}  // namespace claims

const std::vector<claim>& ledger() {
#define LORANOISE_ENTRY(NAME) claims::NAME(),
  static const std::vector<claim> all{LORANOISE_CLAIMS(LORANOISE_ENTRY)};
#undef LORANOISE_ENTRY
  return all;
}

namespace {

std::string known_ids() {
  std::vector<std::string> ids;
  for (const claim& c : ledger()) ids.push_back(c.id);
  return fmt::format("{}", fmt::join(ids, ", "));
}

}  // namespace

const claim& find_claim(const std::string& id) {
  const auto found =
      std::find_if(ledger().begin(), ledger().end(), [&](const claim& c) { return c.id == id; });
  if (found == ledger().end()) {
    throw std::invalid_argument("unknown claim " + id + ": choose from " + known_ids());
  }
  return *found;
}

void check_claim_ids(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) (void)find_claim(id);
}

bool train_adapters(const std::vector<std::string>& ids) {
  return std::any_of(ledger().begin(), ledger().end(), [&](const claim& c) {
    return c.trains_adapters &&
           (ids.empty() || std::find(ids.begin(), ids.end(), c.id) != ids.end());
  });
}

}  // namespace loranoise::verify
