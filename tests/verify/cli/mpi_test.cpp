// `mpirun -n K loranoise verify`, as its users meet it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"
#include "tests/verify/cli/small_gradient.hpp"

using namespace loranoise;

namespace {

outcome run_ranks(int ranks, const std::string& arguments) {
  // Open MPI wants to be told that there may be more ranks than cores, and that root is welcome.
  std::string command =
      "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 "
      "OMPI_MCA_rmaps_base_oversubscribe=1 "
      "PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe " LORANOISE_MPIRUN " ";
  command += std::to_string(ranks);
  command.append(" ").append(quoted(LORANOISE_BINARY)).append(" ").append(arguments);
  return run_program(command);
}

std::string fresh_folder(const std::string& name) {
  const std::string folder = scratch(name);
  std::filesystem::remove_all(folder);
  return folder;
}

std::string small_gradient() {
  std::string file = scratch("small.npy");
  write_gradient(file, 2, 8);
  return file;
}

// All but when, where and in how many processes it ran.
nlohmann::json numbers_of(const std::string& folder) {
  std::ifstream file(folder + "/summary.json");
  nlohmann::json summary = nlohmann::json::parse(file);
  for (const char* key : {"date", "threads", "processes"}) summary.at("run").erase(key);
  summary.erase("seconds");
  return summary;
}

}  // namespace

TEST_CASE("a run of several ranks has the summary of one process, also when it is taken up again") {
  const std::string what =
      "verify --profile quick --claims M2,L1 --ranks 2 --gradients " + small_gradient() + " --out ";
  const std::string one = fresh_folder("one");
  const std::string three = fresh_folder("three");
  REQUIRE(run_loranoise(what + one).status == 0);
  const outcome o = run_ranks(3, what + three);
  CAPTURE(o.output, o.errors);
  REQUIRE(o.status == 0);
  CHECK(numbers_of(three) == numbers_of(one));
  // Only the first rank speaks.
  const auto first = o.output.find("run stored in");
  CHECK(first != std::string::npos);
  CHECK(o.output.find("run stored in", first + 1) == std::string::npos);

  REQUIRE(run_ranks(2, "verify --resume --out " + one).status == 0);
  CHECK(numbers_of(one) == numbers_of(three));
}

TEST_CASE("models trained by several ranks are those of one process, and are taken up by either") {
  const std::string what =
      "train --json --methods lora,dp_sgd --ranks 2 --task teacher --features 12 --hidden 10"
      " --pool 80 --models 10 --steps 30 --batch 10 --out ";
  const std::string one = fresh_folder("one-trained");
  const std::string three = fresh_folder("three-trained");
  const outcome alone = run_loranoise(what + one);
  REQUIRE(alone.status == 0);
  const outcome o = run_ranks(3, what + three);
  CAPTURE(o.output, o.errors);
  REQUIRE(o.status == 0);
  CHECK(o.output == alone.output);  // and only once
  CHECK(run_ranks(2, what + one + " --resume").output == alone.output);
  CHECK(run_loranoise(what + three + " --resume").output == alone.output);

  const outcome attacked = run_ranks(
      2, "attack --json --resume --attacks loss" + what.substr(what.find(" --methods")) + three);
  CAPTURE(attacked.errors);
  REQUIRE(attacked.status == 0);
  CHECK(nlohmann::json::parse(attacked.output).at("attacks").size() == 2);
}

TEST_CASE("ranks that cannot go on say so once and end with the status of one process") {
  for (const auto& [arguments, named] :
       {std::pair{"verify --out /proc/nowhere", "/proc/nowhere"},
        std::pair{"verify --claims NOPE", "NOPE"}, std::pair{"train --methods lore", "lore"},
        std::pair{"train --out /proc/nowhere --models 2 --steps 1", "/proc/nowhere"},
        std::pair{"verify --no-such-option", "--no-such-option"}}) {
    const outcome o = run_ranks(3, arguments);
    CAPTURE(o.errors);
    CHECK(o.status == 2);
    const auto first = o.errors.find(named);
    CHECK(first != std::string::npos);
    CHECK(o.errors.find(named, first + 1) == std::string::npos);
  }
  const outcome law = run_ranks(2, "law --rank 8 --rho 0.1 --json");
  CHECK(nlohmann::json::parse(law.output).at("rank") == 8);
}
