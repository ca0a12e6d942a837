#include "verify/study/input_files.hpp"

#include <sys/stat.h>

#include <filesystem>

#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"
#include "tests/verify/cli/small_gradient.hpp"
#include "verify/study/sha256.hpp"

using namespace loranoise;
using namespace loranoise::verify;

TEST_CASE("the files that a run reads are summed, and no others") {
  run_settings settings;
  CHECK(input_checksums(settings, false).count("digits") == 1);
  settings.gradients = scratch("summed.npy");
  write_gradient(settings.gradients, 2, 4);
  const auto alone = input_checksums(settings, false);
  CHECK(alone.size() == 1);
  CHECK(alone.at("gradients") == sha256_of_file(settings.gradients));
  CHECK(input_checksums(settings, true).size() == 2);
  write_gradient(settings.gradients, 2, 4, 1);
  CHECK(input_checksums(settings, false) != alone);
  std::filesystem::remove(settings.gradients);
  CHECK_THROWS_WITH(input_checksums(settings, false), Catch::Contains("there is no file"));
}

TEST_CASE("what is not a regular file is refused without being read") {
  run_settings settings;
  const std::string pipe = scratch("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  for (const std::string& file : {pipe, std::string("/dev/zero"), std::string("/tmp")}) {
    settings.gradients = file;
    CHECK_THROWS_WITH(input_checksums(settings, false),
                      Catch::Contains(file) && Catch::Contains("not a regular file"));
  }
  std::filesystem::remove(pipe);
}
