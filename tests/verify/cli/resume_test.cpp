// A run that is killed, and killed again, ends with the same store as one that never was.
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;
using milliseconds = std::chrono::milliseconds;

fs::path scratch(const std::string& name) {
  return fs::temp_directory_path() / ("loranoise-resume-" + name + std::to_string(getpid()));
}

// A 3 x 16 gradient, as numpy.save writes it.
fs::path small_gradient() {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 16), }";
  header.resize(117, ' ');
  header += '\n';
  fs::path file = scratch("gradient");
  file += ".npy";
  std::ofstream out(file, std::ios::binary);
  out << "\x93NUMPY" << '\x01' << '\0' << '\x76' << '\0' << header;
  for (int i = 0; i < 48; ++i) {
    const double x = ((i * 29) % 17 - 8) / 8.0;
    out.write(reinterpret_cast<const char*>(&x), sizeof x);
  }
  return file;
}

pid_t start(const std::vector<std::string>& arguments) {
  const pid_t child = fork();
  if (child != 0) return child;
  std::vector<char*> pointers{const_cast<char*>(LORANOISE_BINARY)};
  for (const std::string& a : arguments) pointers.push_back(const_cast<char*>(a.c_str()));
  pointers.push_back(nullptr);
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  execv(LORANOISE_BINARY, pointers.data());
  _exit(127);
}

// Exit status, or minus the signal that ended it.
int finish(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// Waits until the event has come, or the child has ended; then sends the signal, if it can still
// get it, and gives the child's end.
int signal_at(pid_t child, const std::function<bool()>& event, int signal) {
  siginfo_t ended{};
  while (ended.si_pid == 0 && !event()) {
    std::this_thread::sleep_for(milliseconds(1));
    waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT);
  }
  kill(child, signal);
  return finish(child);
}

// The time that a running child has computed so far, which no other load on the machine changes.
std::chrono::nanoseconds computed(pid_t child) {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(child, &clock) != 0 || clock_gettime(clock, &time) != 0) return {};
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// The same for all children that have ended.
std::chrono::microseconds computed_by_ended() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

int kill_after(const std::vector<std::string>& arguments, std::chrono::microseconds work) {
  const pid_t child = start(arguments);
  return signal_at(
      child, [&] { return computed(child) >= work; }, SIGKILL);
}

// Whether the process has become the program, and the program has a handler for the signal.
bool catches(pid_t process, int signal) {
  const std::string entry = "/proc/" + std::to_string(process);
  std::error_code none;
  if (!fs::equivalent(entry + "/exe", LORANOISE_BINARY, none)) return false;
  std::ifstream status(entry + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("SigCgt:", 0) == 0) {
      return (std::stoull(line.substr(7), nullptr, 16) >> (signal - 1) & 1U) != 0;
    }
  }
  return false;
}

// Every value of a table, doubles with all their bits.
std::string dump(const fs::path& folder, const std::string& query) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open((folder / "results.sqlite").c_str(), &db) == SQLITE_OK);
  sqlite3_stmt* rows = nullptr;
  REQUIRE(sqlite3_prepare_v2(db, query.c_str(), -1, &rows, nullptr) == SQLITE_OK);
  std::string all;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(rows); ++column) {
      if (sqlite3_column_type(rows, column) == SQLITE_FLOAT) {
        const double x = sqlite3_column_double(rows, column);
        all.append(reinterpret_cast<const char*>(&x), sizeof x);
      } else if (const void* data = sqlite3_column_blob(rows, column)) {
        all.append(static_cast<const char*>(data),
                   static_cast<std::size_t>(sqlite3_column_bytes(rows, column)));
      }
      all += '|';
    }
    all += '\n';
  }
  sqlite3_finalize(rows);
  sqlite3_close(db);
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
  const fs::path whole = scratch("whole");
  const auto before = computed_by_ended();
  REQUIRE(finish(start(with({"--out", whole}))) == 0);
  const auto work = computed_by_ended() - before;
  REQUIRE(experiments(whole) > 5);
  CHECK(finish(start(with({"--out", whole}))) == 2);  // what is there is not overwritten

  const fs::path broken = scratch("broken");
  int kills = 0;
  int status = kill_after(with({"--out", broken}), work / 12);
  const std::vector<std::string> resume{"verify", "--resume", "--out", broken, "--threads", "1"};
  // Later and later, so that it gets on however much each start costs.
  while (status == -SIGKILL) {
    ++kills;
    status = kill_after(resume, work / 12 + kills * work / 48);
  }
  CAPTURE(kills, work.count());
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
  const fs::path folder = scratch("interrupted");
  const pid_t child = start({"verify", "--profile", "full", "--gradients", gradient, "--claims",
                             "T1", "--ranks", "1", "--threads", "1", "--out", folder});
  const int status = signal_at(
      child, [&] { return catches(child, SIGINT); }, SIGINT);
  CHECK(status == 130);
  CHECK(finish(start({"verify", "--resume", "--out", folder, "--seed", "2"})) == 2);
  CHECK(finish(start({"verify", "--resume", "--out", scratch("nothing")})) == 2);
  fs::remove_all(folder);
  fs::remove(gradient);
}
