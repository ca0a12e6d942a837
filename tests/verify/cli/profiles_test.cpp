#include <fstream>
#include <iterator>

#include "tests/verify/cli/run_program.hpp"

using namespace loranoise;

TEST_CASE("docs/profiles.md is what the program prints") {
  std::ifstream file(LORANOISE_DATA_DIR "/../docs/profiles.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  INFO("make it anew: loranoise profiles --markdown > docs/profiles.md");
  CHECK(run_loranoise("profiles --markdown").output == page);
}

TEST_CASE("profiles: without --markdown the table is plain text") {
  const outcome o = run_loranoise("profiles");
  CHECK(o.status == 0);
  CHECK(o.output.starts_with("margin_scale\n"));
}
