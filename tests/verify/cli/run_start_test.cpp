// What a run leaves behind when it cannot begin, cannot go on, or is given odd names.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "simulate/gradients/plain_text.hpp"
#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"
#include "tests/verify/cli/small_gradient.hpp"
#include "verify/report/sqlite.hpp"
#include "verify/study/shell_word.hpp"

using namespace loranoise;

namespace {

namespace fs = std::filesystem;
using verify::shell_word;

// A folder of its own with a gradient g.npy in it.
fs::path workshop(const std::string& name) {
  const fs::path folder = scratch("start-" + name);
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_gradient(folder / "g.npy", 3, 16);
  return folder;
}

// Words of odd bytes are for bash; the shell of popen need not read them.
outcome in_bash(const std::string& command) {
  return run_program("bash -c " + shell_word(command));
}

// A run of one claim that takes less than a second.
outcome run_in(const fs::path& folder, const std::string& arguments,
               const std::string& before = "") {
  return in_bash("cd " + shell_word(folder.string()) + " && " + before + " " +
                 shell_word(LORANOISE_BINARY) + " verify --claims M5 --ranks 2 --threads 1 " +
                 arguments);
}

outcome resume_in(const fs::path& folder, const std::string& run) {
  return run_program("cd " + shell_word(folder.string()) + " && " + shell_word(LORANOISE_BINARY) +
                     " verify --resume --threads 1 --out " + run);
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("bad input leaves nothing behind, whatever is wrong with it") {
  const fs::path folder = workshop("bad");
  std::ofstream(folder / "cut.npy") << "\x93NUMPY";
  fs::create_directory(folder / "sub");
  for (const auto& [arguments, named] : std::array<std::array<std::string, 2>, 9>{{
           {"--gradients nothing.npy", "nothing.npy"},
           {"--gradients cut.npy", "cut.npy"},
           {"--gradients sub", "not a regular file"},
           {"--gradients /dev/zero", "not a regular file"},
           {"--gradients g.npy --ranks 17", "--ranks"},
           {"--gradients g.npy --cell nowhere", "nowhere"},
           {"--gradients g.npy --junit nowhere/x.xml", "--junit"},
           {"--gradients g.npy --junit sub", "--junit"},
           {"--gradients g.npy --junit ./g.npy", "would write over g.npy"},
       }}) {
    const outcome o = run_in(folder, arguments + " --out new/run");
    CAPTURE(arguments, o.errors);
    CHECK(o.status == 2);
    CHECK_THAT(o.errors, Catch::Contains(named));
    CHECK(std::count(o.errors.begin(), o.errors.end(), '\n') == 1);
    CHECK(!fs::exists(folder / "new"));
    CHECK(!fs::exists(folder / "nowhere"));
  }
  fs::remove_all(folder);
}

TEST_CASE("a JUnit file may lie in the run's own folder, which is made later") {
  const fs::path folder = workshop("junit");
  CHECK(run_in(folder, "--gradients g.npy --out run --junit run/verdicts.xml").status == 0);
  CHECK_THAT(text_of(folder / "run/verdicts.xml"), Catch::Contains("<testsuites"));
  CHECK(fs::exists(folder / "run/summary.json"));
  fs::remove_all(folder);
}

TEST_CASE("a resume refuses other numbers through a pipe") {
  const fs::path folder = workshop("piped");
  write_gradient(folder / "h.npy", 3, 16, 1);
  const auto piped = [&](const std::string& file, const std::string& arguments) {
    return in_bash("cd " + shell_word(folder.string()) + " && " + shell_word(LORANOISE_BINARY) +
                   " verify --claims M5 --ranks 2 --threads 1 --gradients - --out run " +
                   arguments + " < " + file);
  };
  REQUIRE(piped("g.npy", "").status == 0);
  const outcome o = piped("h.npy", "--resume");
  CHECK(o.status == 2);
  CHECK_THAT(o.errors, Catch::Contains("standard input holds has changed"));
  CHECK(piped("g.npy", "--resume").status == 0);
  fs::remove_all(folder);
}

TEST_CASE("a resume refuses an input that has changed, and names it") {
  const fs::path folder = workshop("changed");
  REQUIRE(run_in(folder, "--gradients g.npy --out run").status == 0);
  fs::remove(folder / "run/summary.json");
  write_gradient(folder / "g.npy", 3, 16, 1);
  const outcome o = resume_in(folder, "run");
  CHECK(o.status == 2);
  CHECK_THAT(o.errors, Catch::Contains("g.npy has changed"));
  write_gradient(folder / "g.npy", 3, 16);
  CHECK(resume_in(folder, "run").status == 0);
  fs::remove_all(folder);
}

TEST_CASE("a result that was damaged is computed again, with a sentence and the same verdicts") {
  const fs::path folder = workshop("damaged");
  REQUIRE(run_in(folder, "--gradients g.npy --out run").status == 0);
  const auto estimates = [&] {
    return nlohmann::json::parse(text_of(folder / "run/summary.json")).at("claims");
  };
  const auto before = estimates();
  // One byte of the first result, beyond its start.
  verify::sqlite::database(folder / "run/results.sqlite", verify::sqlite::access::read_write)
      .execute(
          "UPDATE experiment SET result = substr(result, 1, 40) || X'5a' || "
          "substr(result, 42) WHERE rowid = 1");
  const outcome o = resume_in(folder, "run");
  CHECK(o.status == 0);
  CHECK_THAT(o.errors, Catch::Contains("computed again"));
  CHECK(estimates() == before);
  fs::remove_all(folder);
}

TEST_CASE("a disk that is full in the middle ends with status 3, the reason, and how to go on") {
  const fs::path folder = workshop("full");
  // No file may grow beyond 64 KiB; SIGXFSZ ignored, writing fails as on a full disk.
  const outcome o = run_in(folder, "--gradients g.npy --claims M5,M2,L1 --out 'a run'",
                           "trap '' XFSZ && ulimit -f 128 &&");
  CAPTURE(o.errors);
  CHECK(o.status == 3);
  CHECK_THAT(o.errors, Catch::Contains("cannot store the experiment") && Catch::Contains("a run") &&
                           Catch::Contains("verify --resume --out 'a run'"));
  CHECK(resume_in(folder, "'a run'").status == 0);
  fs::remove_all(folder);
}

TEST_CASE("output that cannot be written is no success") {
  const fs::path folder = workshop("stdout");
  const outcome o = run_in(folder, "--gradients g.npy --out run >/dev/full");
  CHECK(o.status == 3);
  CHECK_THAT(o.errors, Catch::Contains("standard output"));
  CHECK(fs::exists(folder / "run/summary.json"));
  CHECK(run_loranoise("law --rank 4 --rho 0.1 --json >/dev/full").status == 3);
  CHECK(run_loranoise("--version >/dev/full").status == 3);
  fs::remove_all(folder);
}

TEST_CASE("odd names of files break neither JSON nor XML nor the command that runs it again") {
  const fs::path folder = workshop("names");
  for (const std::string name : {"$\\frac{$.npy", "it's \"one\" & <two>.npy", "line\nbreak\x01.npy",
                                 "\xff\xfe.npy", "bytes:00.npy", "_é.npy"}) {
    CAPTURE(simulate::plain(name));
    fs::copy_file(folder / "g.npy", folder / name);
    fs::remove_all(folder / "run");
    const outcome o =
        run_in(folder, "--out run --junit run/j.xml --json --gradients " + shell_word("./" + name));
    CAPTURE(o.errors);
    REQUIRE(o.status == 0);
    const auto summary = nlohmann::json::parse(o.output);
    const std::string command = summary.at("run").at("command").get<std::string>();
    CHECK(simulate::is_plain(command));
    CHECK_THAT(command, Catch::Contains(shell_word("./" + name)));
    std::string xml = text_of(folder / "run/j.xml");
    std::replace(xml.begin(), xml.end(), '\n', ' ');
    CHECK(simulate::is_plain(xml));
    fs::remove(folder / "run/summary.json");
    CHECK(resume_in(folder, "run").status == 0);
  }
  fs::remove_all(folder);
}

TEST_CASE("all exit statuses are in --help and in the README") {
  const std::string help = run_loranoise("verify --help").output;
  const std::string readme = text_of(LORANOISE_SOURCE "/README.md");
  for (const char* status : {"0", "1", "2", "3", "130"}) {
    CHECK_THAT(help, Catch::Contains("  " + std::string(status) + " "));
    CHECK_THAT(readme, Catch::Contains("| " + std::string(status) + " |"));
  }
}
