#include "verify/report/store.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

std::filesystem::path fresh_folder(const std::string& name) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("loranoise-" + name + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  return folder;
}

sqlite::database results(const std::filesystem::path& folder) {
  return {folder / "results.sqlite", sqlite::access::read_write};
}

std::string query(const std::filesystem::path& folder, const char* sql) {
  return results(folder).text(sql);
}

std::vector<std::string> files(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

judged_claim sample_claim() {
  judged_claim c;
  c.what = {
      .id = "Z1", .title = "title", .statement = "statement", .formula = "formula", .section = "9"};
  check k;
  k.cell = "somewhere, rank 4";
  k.measured = estimate::from_standard_error(1.25, 0.01, 10);
  k.prediction = 1.25;
  k.margin = 0.5;
  k.rank = 4;
  c.checks.push_back(judge(k, 0.01));
  k.kind = role::falsifier;
  k.formula = "wrong";
  k.prediction = 2;
  c.falsifiers.push_back(judge(k, 0.01));
  k.kind = role::control;
  k.measured = estimate::from_computation(2, 1e-9);
  k.picked = true;
  c.controls.push_back(judge(k, 0.01));
  c.outcome = summarise(c.checks);
  return c;
}

}  // namespace

TEST_CASE("what is written can be read back") {
  const auto folder = fresh_folder("store");
  {
    store s(folder);
    s.write_provenance({{"seed", "7"}});
    s.write_claim(sample_claim());
    s.write_series({{"figure", {.kind = "exact", .rank = 4}, 1, 2, 1.5, 2.5}});
  }
  CHECK(query(folder, "SELECT value FROM run WHERE key = 'seed'") == "7");
  CHECK(query(folder, "SELECT verdict FROM claim WHERE id = 'Z1'") == "confirmed");
  CHECK(query(folder, "SELECT falsifiers_caught FROM claim") == "1");
  CHECK(query(folder, "SELECT estimate FROM cell WHERE role = 'check'") == "1.25");
  CHECK(query(folder, "SELECT verdict FROM cell WHERE role = 'falsifier'") == "refuted");
  CHECK(query(folder, "SELECT high FROM series WHERE kind = 'exact' AND rank = 4") == "2.5");
  CHECK(query(folder, "SELECT COUNT(*) FROM series WHERE width IS NULL") == "1");
  CHECK(query(folder, "SELECT name FROM figure WHERE rowid = 1") == "variance_vs_rank");
  CHECK(query(folder, "SELECT sum(computed) FROM cell WHERE role = 'control'") == "1");
  CHECK(query(folder, "SELECT sum(computed) FROM cell WHERE role <> 'control'") == "0");
  CHECK(query(folder, "SELECT sum(picked) FROM cell WHERE role = 'control'") == "1");
}

TEST_CASE("a folder that can't be made is one clear sentence") {
  const auto file = fresh_folder("not-a-folder");
  { store s(file); }
  CHECK_THROWS_WITH(store(file / "results.sqlite" / "below"), Catch::Contains("--out"));
}

TEST_CASE("a run is not overwritten, and what it kept can be taken up again") {
  const auto folder = fresh_folder("resumed");
  const std::string bytes("a\0b", 3);
  {
    store s(folder);
    s.experiments().save("matrix/x", 10, 0.5, bytes);
    CHECK_THROWS_WITH(store(folder, opening::resumed), Catch::Contains("another run"));
  }
  CHECK_THROWS_WITH(store(folder), Catch::Contains("--resume"));
  store s(folder, opening::resumed);
  CHECK(s.experiments().load("matrix/x") == bytes);
  CHECK(!s.experiments().load("matrix/y"));
  CHECK_THROWS_WITH(store(fresh_folder("nothing"), opening::resumed), Catch::Contains("no run"));
}

TEST_CASE("a store ends as one file that can be read where nothing can be written") {
  const auto folder = fresh_folder("ended");
  {
    store s(folder);
    s.experiments().save("matrix/x", 10, 0.5, "bytes");
    s.finish();
    CHECK(files(folder) == std::vector<std::string>{"results.sqlite"});
  }
  CHECK(files(folder) == std::vector<std::string>{"results.sqlite"});
  // Bytes 18 and 19 of the header: 1 for a rollback journal, 2 for a write-ahead log, which cannot
  // be opened without writing.
  std::ifstream file(folder / "results.sqlite", std::ios::binary);
  std::string header(20, '\0');
  file.read(header.data(), 20);
  CHECK(header[18] == 1);
  CHECK(header[19] == 1);
}

TEST_CASE("an experiment that is not as it was stored is not loaded, with a sentence") {
  const auto folder = fresh_folder("flipped");
  {
    store s(folder);
    s.experiments().save("matrix/x", 10, 0.5, "bytes");
    s.experiments().save("matrix/y", 10, 0.5, "bytes");
  }
  for (const char* flip : {"result = X'6279746573FF'", "trials = 11", "seconds = 0.25"}) {
    results(folder).execute(std::string("UPDATE experiment SET ") + flip +
                            " WHERE name = 'matrix/x'");
    store s(folder, opening::resumed);
    std::string said;
    const checkpoint kept = s.experiments([&](const std::string& sentence) { said = sentence; });
    CHECK(kept.load("matrix/y") == "bytes");
    CHECK(said.empty());
    CHECK(!kept.load("matrix/x"));
    CHECK_THAT(said, Catch::Contains("matrix/x") && Catch::Contains("computed again"));
    kept.save("matrix/x", 10, 0.5, "bytes");
    CHECK(kept.load("matrix/x") == "bytes");
  }
}

TEST_CASE("settings that are not as they were stored are refused") {
  const auto folder = fresh_folder("settings");
  { store(folder).write_provenance({{"settings", "seed 1"}}); }
  results(folder).execute("UPDATE run SET value = 'seed 3'");
  const store s(folder, opening::resumed);
  CHECK_THROWS_AS(s.provenance(), storage_failure);
  CHECK_THROWS_WITH(s.provenance(), Catch::Contains(folder.string()));
}

TEST_CASE("what another program or version stored is refused and left as it is") {
  const auto folder = fresh_folder("foreign");
  std::filesystem::create_directories(folder);
  const auto contents = [&] {
    std::ifstream file(folder / "results.sqlite", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const auto refused = [&](const char* words) {
    const std::string before = contents();
    CHECK_THROWS_WITH(store(folder), Catch::Contains(words));
    CHECK_THROWS_WITH(check_free(folder), Catch::Contains(words));
    CHECK_THROWS_WITH(store(folder, opening::resumed), Catch::Contains(words));
    CHECK(contents() == before);
    CHECK(files(folder) == std::vector<std::string>{"results.sqlite"});
  };
  results(folder).execute("CREATE TABLE holidays(day)");
  refused("another program");
  std::filesystem::remove(folder / "results.sqlite");
  results(folder).execute("CREATE TABLE experiment(name); PRAGMA user_version=2");
  refused("another version");
  std::filesystem::remove(folder / "results.sqlite");
  { store s(folder); }
  results(folder).execute("PRAGMA user_version=99");
  refused("another version");
  std::ofstream(folder / "results.sqlite") << "not a database, but long enough to be one";
  refused("not a database");
}

TEST_CASE("a run that was killed before its tables were made had not begun") {
  const auto folder = fresh_folder("early");
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "results.sqlite").flush();
  CHECK_THROWS_WITH(store(folder, opening::resumed), Catch::Contains("had not begun"));
  CHECK_NOTHROW(store(folder));
}

TEST_CASE("asking whether a folder is free leaves nothing behind") {
  const auto folder = fresh_folder("asked");
  check_free(folder / "a" / "b");
  CHECK(!std::filesystem::exists(folder));
  std::filesystem::create_directories(folder);
  check_free(folder);
  CHECK(files(folder).empty());
  CHECK_THROWS_WITH(check_free("/proc/nowhere"), Catch::Contains("--out"));
}
