// loranoise train and attack on small tasks.
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/verify/cli/run_program.hpp"

using namespace loranoise;

namespace {

const std::string small =
    " --task teacher --features 12 --hidden 10 --pool 80 --models 10 --steps 60 --batch 10"
    " --rate 0.2 --ranks 2 --checkpoints 3 ";

nlohmann::json json_of(const outcome& o) {
  CAPTURE(o.output, o.errors);
  REQUIRE(o.status == 0);
  return nlohmann::json::parse(o.output);
}

}  // namespace

TEST_CASE("train gives losses with intervals, the same on any number of threads") {
  const std::string command = "train --json --methods full,lora,lora_frozen,matched_noise" + small;
  const auto one = json_of(run_loranoise(command + "--threads 1"));
  const auto two = json_of(run_loranoise(command + "--threads 2"));
  CHECK(one.at("trained") == two.at("trained"));
  REQUIRE(one.at("trained").size() == 4);
  for (const auto& m : one.at("trained")) {
    CAPTURE(m.dump());
    REQUIRE(m.at("steps") == std::vector<int>({20, 40, 60}));
    const auto& last = m.at("member_loss").at(2);
    CHECK(last.at(1) < last.at(0));
    CHECK(last.at(0) < last.at(2));
    CHECK(last.at(0) < m.at("member_loss").at(0).at(0));
  }
  CHECK(one.at("trained").at(2).at("rank_of_change").at(0) == 2);
  CHECK(one.at("trained").at(0).at("rank_of_change").at(0) > 5);
}

TEST_CASE("train takes the kin of LoRA, and factors on chosen layers") {
  const std::string command = "train --json --methods lora_projected,matched_covariance" + small;
  const auto all = json_of(run_loranoise(command));
  REQUIRE(all.at("trained").size() == 2);
  const auto first = json_of(run_loranoise(command + "--layers 1"));
  CHECK(first.at("layers") == nlohmann::json::array({1}));
  CHECK(first.at("trained").at(0) != all.at("trained").at(0));
  CHECK(first.at("trained").at(1) == all.at("trained").at(1));
}

TEST_CASE("attack gives areas with intervals; at a loss that none reaches methods are left out") {
  const std::string command = "attack --json --methods full,lora" + small;
  const auto out = json_of(run_loranoise(command));
  REQUIRE(out.at("attacks").size() == 12);
  for (const auto& a : out.at("attacks")) {
    CAPTURE(a.dump());
    CHECK(a.at("auc").at(1) <= a.at("auc").at(0));
    CHECK(a.at("auc").at(0) <= a.at("auc").at(2));
    CHECK(a.at("auc").at(0) > 0.3);
  }
  const outcome none = run_loranoise(command + "--at-loss 1e-6 --attacks loss");
  CHECK(json_of(none).at("attacks").empty());
  CHECK(none.errors.find("full is left out: its members' loss is never near 1e-06") !=
        std::string::npos);
  const auto near = json_of(run_loranoise(command + "--at-loss 1.2 --attacks loss"));
  CHECK(near.at("compared_at") == "loss 1.2 of the members");
}

TEST_CASE("methods that diverged are named, and the others go on") {
  const std::string command =
      "attack --json --attacks loss --methods full,lora --scale 1e30" + small;
  const outcome o = run_loranoise(command);
  CHECK(json_of(o).at("attacks").size() == 1);
  CHECK(o.errors.find("lora, rank 2 is left out: its models diverged") != std::string::npos);
}

TEST_CASE("models are kept in a folder, and taken from it by either command") {
  const std::string folder = scratch("trained-models");
  std::filesystem::remove_all(folder);
  const std::string options = " --methods full" + small + "--out " + folder;
  const auto first = json_of(run_loranoise("train --json" + options));
  const outcome again = run_loranoise("train --json" + options);
  CHECK(again.status == 2);
  CHECK(again.errors.find("holds a run already") != std::string::npos);
  CHECK(json_of(run_loranoise("train --json --resume" + options)).at("trained") ==
        first.at("trained"));
  CHECK(json_of(run_loranoise("attack --json --resume --attacks loss" + options))
            .at("attacks")
            .size() == 1);
  const outcome other = run_loranoise("train --resume --seed 2" + options);
  CHECK(other.status == 2);
  CHECK(other.errors.find("were trained with other options") != std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST_CASE("models are not taken up where the data has changed") {
  const std::string digits = scratch("changing-digits.csv");
  const std::string folder = scratch("changing-models");
  std::filesystem::remove_all(folder);
  std::filesystem::copy_file(LORANOISE_DATA_DIR "/digits.csv", digits,
                             std::filesystem::copy_options::overwrite_existing);
  const std::string command =
      "train --methods full --models 2 --steps 2 --digits " + digits + " --out " + folder;
  REQUIRE(run_loranoise(command).status == 0);
  REQUIRE(run_loranoise(command + " --resume").status == 0);
  std::fstream(digits, std::ios::in | std::ios::out).put('1');  // a pixel of the first sample
  const outcome o = run_loranoise(command + " --resume");
  CHECK(o.status == 2);
  CHECK(o.errors.find("were trained on other data") != std::string::npos);
  std::filesystem::remove_all(folder);
  std::filesystem::remove(digits);
}

TEST_CASE("a configuration file gives options, and the command line goes before it") {
  const std::string file = scratch("training.toml");
  std::ofstream(file) << "task = \"teacher\"\nfeatures = 12\nhidden = 10\npool = 80\nmodels = 4\n"
                         "[train]\nsteps = 10\nbatch = 10\nmethods = [\"full\"]\n";
  const auto out = json_of(run_loranoise("train --json --models 6 --config " + file));
  CHECK(out.at("steps") == 10);
  CHECK(out.at("models") == 6);
  CHECK(out.at("methods") == std::vector<std::string>{"full"});
  std::ofstream(file) << "stepz = 10\n";
  const outcome unknown = run_loranoise("train --config " + file);
  CHECK(unknown.status == 2);
  CHECK(unknown.errors.find("the key stepz, which is no option of train: did you mean --steps?") !=
        std::string::npos);
  for (const char* line :
       {"seed = -1", "seed = 0010", "steps = 0x10", "out = \"\"", "rate = nan"}) {
    CAPTURE(line);
    std::ofstream(file) << line << '\n';
    const outcome strict = run_loranoise("train --methods full --config " + file);
    CHECK(strict.status == 2);
    CHECK(strict.errors.find("of --config: ") != std::string::npos);
  }
  CHECK(run_loranoise("train --config /dev/zero").errors.find("cannot be read") !=
        std::string::npos);
  std::ofstream(file) << "models = \"many\"\n";
  CHECK(run_loranoise("train --config " + file).status == 2);
  std::ofstream(file) << "models = [1\n = =";
  CHECK(run_loranoise("train --config " + file).status == 2);
  std::filesystem::remove(file);
  const outcome none = run_loranoise("train --config " + file);
  CHECK(none.status == 2);
  CHECK(none.errors.find("cannot be read") != std::string::npos);
}

TEST_CASE("what cannot be trained or attacked gets a sentence and status 2") {
  const auto refused = [](const std::string& command, const std::string& words) {
    CAPTURE(command);
    const outcome o = run_loranoise(command);
    CHECK(o.status == 2);
    CHECK(o.errors.find(words) != std::string::npos);
  };
  refused("train --methods lore" + small, "unknown method \"lore\"");
  refused("train --methods lora --ranks 11 --task teacher --features 12 --hidden 10",
          "rank 11 on a layer of width 10");
  refused("train --ranks 0 --methods lora" + small.substr(0, small.find(" --ranks")),
          "rank 0 on a layer");
  refused("train --layers 3 --methods lora" + small, "layer 3 of a network of 2");
  refused("train --task letters", "unknown task \"letters\"");
  refused("train --shift mirrored", "unknown shift \"mirrored\"");
  refused("train --optimiser lion", "unknown optimiser \"lion\"");
  refused("train --task teacher --pool 2000000000", "smaller pool");
  refused("train --task teacher --shift rotated", "--shift is an option of the task digits");
  refused("attack --pool 4096", "--pool is an option of the task teacher");
  refused("train --task teacher --pool 2 --batch 1", "choose 20 or more");
  refused("train --digits /nowhere.csv", "/nowhere.csv");
  refused("train --resume", "--resume needs");
  refused("attack --attacks guess" + small, "unknown attack \"guess\"");
  refused("attack --level 1.5" + small, "--level");
  refused("attack --models 2 --methods full --attacks lira_online --task teacher", "3 models");
}
