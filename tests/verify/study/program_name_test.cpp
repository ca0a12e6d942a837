#include "verify/study/program_name.hpp"

#include <cstdlib>

#include "tests/catch.hpp"

using namespace loranoise::verify;

TEST_CASE("commands to type name the program as the user calls it") {
  unsetenv("LORANOISE_COMMAND");
  CHECK(program_name() == "loranoise");
  setenv("LORANOISE_COMMAND", "./run", 1);
  CHECK(program_name() == "./run");
  setenv("LORANOISE_COMMAND", "/home/a b/run", 1);
  CHECK(program_name() == "'/home/a b/run'");
  unsetenv("LORANOISE_COMMAND");
}
