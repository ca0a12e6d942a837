#include "verify/experiments/frozen_release.hpp"

#include "tests/catch.hpp"
#include "theory/privacy/frozen_releases.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

TEST_CASE("under one A the truth passes in every draw, and candidates only where none can tell") {
  for (const int rank : {1, 4}) {
    for (const release_scene scene :
         {release_scene::two_rows, release_scene::two_steps, release_scene::one_row}) {
      const frozen_release_experiment e{scene, false, rank, 16, 1024};
      const frozen_release_result r = run(e, {2, 2, {}});
      CAPTURE(std::string(name(scene)), rank);
      CHECK(r.kept == r.trials);
      CHECK(r.mistaken == 0);
    }
    const frozen_release_experiment scaled{release_scene::two_rows, true, rank, 16, 1024};
    CHECK_FALSE(theory::frozen_pairs_separate(scaled.row(1), scaled.row(2), scaled.candidate(1),
                                              scaled.candidate(2)));
    const frozen_release_result r = run(scaled, {2, 2, {}});
    CHECK(r.mistaken == r.trials);
  }
}

TEST_CASE("the statistic of one A says nothing of releases under two") {
  const frozen_release_experiment e{release_scene::redrawn, false, 4, 16, 1024};
  CHECK(run(e, {2, 2, {}}).kept == 0);
}
