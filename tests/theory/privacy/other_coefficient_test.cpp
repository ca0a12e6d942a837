#include "theory/privacy/other_coefficient.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace loranoise::theory;

TEST_CASE("the profile by an angle's integral is privacy_profile at the right coefficient") {
  for (const row_release& release :
       {row_release{1, 64, 0.9, 1}, row_release{4, 64, 0.5, 1.25}, row_release{16, 4096, 0.99, 0.9},
        row_release{8, 2, -0.3, 1}}) {
    for (const double epsilon : {0.0, 1.0, 6.0}) {
      CAPTURE(release.rank, release.width, release.cosine, epsilon);
      const double right = (release.width - release.rank + 1) / 2;
      CHECK(profile_with_coefficient(release, epsilon, right) ==
            Approx(privacy_profile(release, epsilon)).epsilon(1e-5));
    }
  }
}

TEST_CASE("the coefficient that has been printed gives another profile") {
  const row_release release{16, 64, 0.9, 1};
  const double right = privacy_profile(release, 1);
  CHECK(std::abs(profile_with_coefficient(release, 1, (64.0 + 16 - 1) / 2) - right) > 0.02);
}
