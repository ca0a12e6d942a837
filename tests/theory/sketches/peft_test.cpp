#include "theory/sketches/peft.hpp"

#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"

using namespace loranoise::theory;
TEST_CASE("PEFT: default initialisation has effective rate alpha^2/(3 width rank)") {
  const auto scaling = peft_effective_scaling(8, 768, 16, peft_initialisation::kaiming_uniform);
  CHECK(scaling.scale == 2);
  CHECK(scaling.effective_rate == near{16.0 * 16.0 / (3 * 768 * 8)});
  CHECK(scaling.excess_kurtosis == -1.2);
}

TEST_CASE("PEFT: gaussian initialisation has effective rate alpha^2/rank^3") {
  const auto scaling = peft_effective_scaling(8, 768, 16, peft_initialisation::gaussian);
  CHECK(scaling.effective_rate == near{16.0 * 16.0 / (8 * 8 * 8)});
  CHECK(scaling.excess_kurtosis == 0);
}

TEST_CASE("PEFT: the canonical sketch leaves s^2, and rsLoRA multiplies every rate by the rank") {
  for (const auto init : {peft_initialisation::kaiming_uniform, peft_initialisation::gaussian,
                          peft_initialisation::unit_gaussian}) {
    const auto plain = peft_effective_scaling(16, 64, 4, init);
    const auto stable = peft_effective_scaling(16, 64, 4, init, peft_rule::rank_stabilised);
    CHECK(stable.effective_rate == near{16 * plain.effective_rate});
  }
  CHECK(peft_effective_scaling(16, 64, 4, peft_initialisation::unit_gaussian).effective_rate ==
        near{0.0625});
}

TEST_CASE("PEFT: arguments out of range are refused") {
  const auto init = peft_initialisation::gaussian;
  CHECK_THROWS_AS(peft_effective_scaling(0, 64, 4, init), std::domain_error);
  CHECK_THROWS_AS(peft_effective_scaling(8, 0, 4, init), std::domain_error);
  CHECK_THROWS_AS(peft_effective_scaling(8, 64, 0, init), std::domain_error);
}
