// A run that is killed, and killed again, ends with the same store as one that never was.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"
#include "tests/verify/cli/small_gradient.hpp"
#include "verify/report/sqlite.hpp"

namespace {

namespace fs = std::filesystem;
using namespace loranoise;

fs::path resume_scratch(const std::string& name) {
  return scratch("resume-" + name);
}

fs::path small_gradient() {
  const fs::path file = resume_scratch("gradient.npy");
  write_gradient(file, 3, 16);
  return file;
}

// The program as a process of its own, whose progress is read from its standard error.
class child {
 public:
  explicit child(const std::vector<std::string>& arguments) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    id_ = fork();
    if (id_ == 0) {
      std::vector<char*> pointers{const_cast<char*>(LORANOISE_BINARY)};
      for (const std::string& a : arguments) pointers.push_back(const_cast<char*>(a.c_str()));
      pointers.push_back(nullptr);
      dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
      dup2(ends[1], STDERR_FILENO);
      close(ends[0]);
      close(ends[1]);
      execv(LORANOISE_BINARY, pointers.data());
      _exit(127);
    }
    close(ends[1]);
    errors_ = fdopen(ends[0], "r");
  }
  child(const child&) = delete;
  child& operator=(const child&) = delete;
  ~child() { std::fclose(errors_); }

  // Reads until a line of progress says so many percent or more ("verify: 20 %"); false where the
  // program ended first.
  bool wait_for(int percent) {
    std::array<char, 1024> line{};
    while (std::fgets(line.data(), line.size(), errors_) != nullptr) {
      int done = 0;
      if (std::sscanf(line.data(), "verify: %d %%", &done) == 1 && done >= percent) return true;
    }
    return false;
  }

  // Exit status, or minus the signal that ended it.
  int finish() {
    constexpr int never = 101;
    wait_for(never);
    int status = 0;
    waitpid(id_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  void send(int signal) const { kill(id_, signal); }

 private:
  pid_t id_ = 0;
  std::FILE* errors_ = nullptr;
};

int run(const std::vector<std::string>& arguments) {
  return child(arguments).finish();
}

// Ended by the signal when so many percent of what was left are done.
int run_until(const std::vector<std::string>& arguments, int percent, int signal) {
  child program(arguments);
  if (program.wait_for(percent)) program.send(signal);
  return program.finish();
}

// Every value of a table, doubles with all their bits.
std::string dump(const fs::path& folder, const std::string& query) {
  const verify::sqlite::database db(folder / "results.sqlite", verify::sqlite::access::read_write);
  std::string all;
  verify::sqlite::statement(db, query).each([&](const verify::sqlite::row& r) {
    for (int column = 0; column < r.size(); ++column) {
      if (r.is_real(column)) {
        const double x = r.real(column);
        all.append(reinterpret_cast<const char*>(&x), sizeof x);
      } else {
        all += r.bytes(column);
      }
      all += '|';
    }
    all += '\n';
  });
  return all;
}

int experiments(const fs::path& folder) {
  const std::string names = dump(folder, "SELECT name FROM experiment");
  return static_cast<int>(std::count(names.begin(), names.end(), '\n'));
}

}  // namespace

TEST_CASE("a run killed at many points and resumed ends bit-identical to an unbroken one") {
  const fs::path gradient = small_gradient();
  const std::vector<std::string> settings{"verify", "--profile", "quick", "--gradients",
                                          gradient, "--claims",  "M5,T1", "--ranks",
                                          "1,2",    "--threads", "1"};
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> all = settings;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  const fs::path whole = resume_scratch("whole");
  REQUIRE(run(with({"--out", whole})) == 0);
  REQUIRE(experiments(whole) > 5);
  CHECK(run(with({"--out", whole})) == 2);  // what is there is not overwritten

  const fs::path broken = resume_scratch("broken");
  int kills = 0;
  int status = run_until(with({"--out", broken}), 10, SIGKILL);
  const std::vector<std::string> resume{"verify", "--resume", "--out", broken, "--threads", "1"};
  // Later and later, so that it gets on however little a piece leaves behind.
  for (int percent = 10; status == -SIGKILL && percent < 100; percent += 10) {
    ++kills;
    status = run_until(resume, percent, SIGKILL);
  }
  if (status == -SIGKILL) status = run(resume);
  CAPTURE(kills);
  CHECK(status == 0);
  CHECK(kills >= 2);
  for (const char* query :
       {"SELECT name, trials, result FROM experiment ORDER BY name",
        "SELECT * FROM cell ORDER BY rowid", "SELECT * FROM claim ORDER BY rowid",
        "SELECT * FROM series ORDER BY rowid"}) {
    CAPTURE(query);
    CHECK(dump(whole, query) == dump(broken, query));
  }
  fs::remove_all(whole);
  fs::remove_all(broken);
  fs::remove(gradient);
}

TEST_CASE("a run that is interrupted says how to go on, and another question is not resumed") {
  const fs::path gradient = small_gradient();
  const fs::path folder = resume_scratch("interrupted");
  const int status = run_until({"verify", "--profile", "full", "--gradients", gradient, "--claims",
                                "T1", "--ranks", "1", "--threads", "1", "--out", folder},
                               0, SIGINT);
  CHECK(status == 130);
  CHECK(run({"verify", "--resume", "--out", folder, "--seed", "2"}) == 2);
  CHECK(run({"verify", "--resume", "--out", resume_scratch("nothing")}) == 2);
  fs::remove_all(folder);
  fs::remove(gradient);
}
