// The claims, one file each; ids as in the README.
#pragma once

#include "verify/claim.hpp"

namespace loranoise::verify::claims {

claim frozen_identity();          // E1
claim trained_deviation();        // E2
claim zero_mean();                // M1
claim variance_formula();         // M2
claim covariance_formula();       // M3
claim rank_decay();               // M4
claim noise_energy();             // M5
claim noise_over_steps();         // M6
claim norm_reading();             // M7
claim coordinate_distribution();  // L1
claim coordinate_moments();       // L2
claim sign_probability();         // L3
claim width_independence();       // L4
claim tv_measured();              // T1
claim tv_rate();                  // T2
claim tv_skew_rate();             // T3
claim fourth_moment_bound();      // T4
claim berry_esseen();             // T5
claim berry_esseen_tv();          // T6
claim width_reading();            // T7
claim other_sketches();           // T8
claim two_term_bound();           // T9
claim joint_tv();                 // J1
claim joint_limit();              // J2
claim joint_reading();            // J3
claim symmetry_test();            // J4
claim rank_bound();               // J5
claim norm_preservation();        // J6
claim privacy_profile();          // P1
claim privacy_floor();            // P2
claim privacy_reading();          // P3

}  // namespace loranoise::verify::claims
