#include "theory/numerics/normal.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "theory/numerics/stirling.hpp"

using namespace loranoise::theory;

TEST_CASE("the normal law has its known values, in both tails and at its quantiles") {
  CHECK(normal_pdf(0) == near{0.3989422804014327, 1e-15});
  CHECK(normal_cdf(1) == near{0.8413447460685429, 1e-15});
  CHECK(normal_sf(10) == near{7.619853024160526e-24, 1e-14});
  CHECK(normal_cdf(-10) == normal_sf(10));
  CHECK(normal_log_pdf(40) == near{-800.9189385332047, 1e-15});
  CHECK(normal_quantile(0.975) == near{1.959963984540054, 1e-15});
  CHECK(normal_quantile(1e-20) == near{-9.262340089798408, 1e-14});
}

TEST_CASE("log(1 + x) - x and Stirling's remainder keep their digits where plain forms cancel") {
  CHECK(detail::log1p_minus(1e-9) == near{-5e-19 + 1e-27 / 3, 1e-15, 0});
  CHECK(detail::log1p_minus(1.0) == near{std::log(2.0) - 1, 1e-15});
  CHECK(detail::log1p_minus(-0.75) == near{std::log(0.25) + 0.75, 1e-15});
  for (const double seam : {-0.6, 0.6}) {
    CHECK(detail::log1p_minus(std::nextafter(seam, 9)) ==
          near{detail::log1p_minus(std::nextafter(seam, -9)), 1e-14});
  }
  // Gamma(1) = 1, and 1/(12 a) - 1/(360 a^3) + 1/(1260 a^5) far out.
  CHECK(detail::stirling_remainder(1.0) == near{1 - std::log(2 * std::acos(-1.0)) / 2, 1e-14});
  CHECK(detail::stirling_remainder(1e6) == near{1e-6 / 12 - 1e-18 / 360, 1e-15, 0});
  CHECK(detail::stirling_remainder(std::nextafter(12.0, 0)) ==
        near{detail::stirling_remainder(12.0), 1e-11, 0});
}
