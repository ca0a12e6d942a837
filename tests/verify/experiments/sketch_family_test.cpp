#include "verify/experiments/sketch_family.hpp"

#include <algorithm>
#include <set>

#include "tests/catch.hpp"

using namespace loranoise::verify;
namespace simulate = loranoise::simulate;

TEST_CASE("the table of sketches draws each family by its own type and name") {
  std::set<std::string_view> names;
  for (const sketch_family family : all_sketches()) {
    names.insert(name(family));
    const any_sketch sketch = make_sketch(family, 2, 5);
    CHECK(sketch.index() == static_cast<std::size_t>(family));
    std::visit(
        [&](const auto& s) {
          CHECK(family_of<std::decay_t<decltype(s)>> == family);
          CHECK(s.rank == 2);
          CHECK(s.width == 5);
        },
        sketch);
  }
  CHECK(names.size() == sketch_count);
  CHECK(other_sketches().size() == sketch_count - 1);
  CHECK(std::ranges::count(other_sketches(), sketch_family::gaussian) == 0);
}

TEST_CASE("the sketches of furthest kurtosis are signs, dense and sparse") {
  CHECK(extreme_sketches() == std::vector{sketch_family::gaussian,
                                          family_of<simulate::rademacher_sketch>,
                                          family_of<simulate::sparse_sign_sketch>});
  CHECK(excess_kurtosis(family_of<simulate::sparse_sign_sketch>) == 1);
}

TEST_CASE("the variance of the noise is that of the family's row in the table") {
  // |g|^2 = 4, g_i = 1, rank 2, width 5: (4 + 1 + kappa)/2, and 5 3/(2 7) (2/5 + 3/4) for Haar.
  const auto variance = [](sketch_family family) { return noise_variance(family, 4, 1, 2, 5); };
  CHECK(variance(sketch_family::gaussian) == Approx(2.5));
  CHECK(variance(family_of<simulate::peft_gaussian_sketch>) == Approx(2.5));
  CHECK(variance(family_of<simulate::uniform_sketch>) == Approx(1.9));
  CHECK(variance(family_of<simulate::peft_default_sketch>) == Approx(1.9));
  CHECK(variance(family_of<simulate::rademacher_sketch>) == Approx(1.5));
  CHECK(variance(family_of<simulate::sparse_sign_sketch>) == Approx(3));
  CHECK(variance(family_of<simulate::haar_sketch>) == Approx(15.0 / 14 * 1.15));
  CHECK(variance(family_of<simulate::lora_fa_projector_sketch>) == Approx(15.0 / 14 * 1.15));
}

TEST_CASE("normal entries and orthonormal rows are read off the types") {
  CHECK(normal_entries(sketch_family::gaussian));
  CHECK(normal_entries(family_of<simulate::peft_gaussian_sketch>));
  CHECK_FALSE(normal_entries(family_of<simulate::uniform_sketch>));
  CHECK_FALSE(normal_entries(family_of<simulate::haar_sketch>));
  CHECK(orthonormal(family_of<simulate::haar_sketch>));
  CHECK(orthonormal(family_of<simulate::lora_fa_projector_sketch>));
  CHECK_FALSE(orthonormal(sketch_family::gaussian));
}

TEST_CASE("scaled to E[A'A] = I, the initialisations of PEFT and LoRA-FA are the plain sketches") {
  const auto scale = [](const any_sketch& sketch) {
    return std::visit([](const auto& s) { return s.scale; }, sketch);
  };
  const auto same = [&](sketch_family initialisation, sketch_family plain) {
    CHECK(scale(make_unit_sketch(initialisation, 3, 7)) == Approx(scale(make_sketch(plain, 3, 7))));
  };
  same(family_of<simulate::peft_gaussian_sketch>, sketch_family::gaussian);
  same(family_of<simulate::peft_default_sketch>, family_of<simulate::uniform_sketch>);
  same(family_of<simulate::lora_fa_projector_sketch>, family_of<simulate::haar_sketch>);
}
