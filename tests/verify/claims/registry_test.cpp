#include "verify/claims/registry.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/catch.hpp"

using namespace loranoise::verify;
namespace fs = std::filesystem;

namespace {

fs::path project() {
  return fs::path(LORANOISE_DATA_DIR).parent_path();
}

// "m2" for verify/claims/moments/m2_variance.cpp: sources of claims begin with a letter, a number
// and an underscore.
std::set<std::string> ids_of_files() {
  static const std::regex claim_file("([a-z])([0-9]+)_[a-z0-9_]+\\.cpp");
  std::set<std::string> ids;
  for (const auto& entry : fs::recursive_directory_iterator(project() / "verify" / "claims")) {
    std::smatch found;
    const std::string name = entry.path().filename().string();
    if (!std::regex_match(name, found, claim_file)) continue;
    std::string id = found[1].str() + found[2].str();
    id.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(id.front())));
    CAPTURE(name);
    CHECK(ids.insert(id).second);
  }
  return ids;
}

// The numbers of the headings "## 2.5 Haar" of theory's pages.
std::set<std::string> headings() {
  static const std::regex heading("#+ ([0-9]+(\\.[0-9]+)?)[. ].*");
  std::vector<fs::path> pages{project() / "theory" / "README.md"};
  const fs::path folder = project() / "theory" / "doc";
  if (fs::exists(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) pages.push_back(entry.path());
  }
  std::set<std::string> numbers;
  for (const fs::path& page : pages) {
    std::ifstream in(page);
    for (std::string line; std::getline(in, line);) {
      std::smatch found;
      if (std::regex_match(line, found, heading)) numbers.insert(found[1].str());
    }
  }
  return numbers;
}

}  // namespace

TEST_CASE("every claim has an id of its own, and says what it says") {
  std::set<std::string> ids;
  std::set<std::string> titles;
  for (const claim& c : ledger()) {
    CAPTURE(c.id);
    CHECK(ids.insert(c.id).second);
    CHECK(titles.insert(c.title).second);
    CHECK(!c.statement.empty());
    CHECK(c.statement.back() == '.');
    CHECK(!c.formula.empty());
    CHECK(!c.answers.empty());
    CHECK(c.cells != nullptr);
  }
}

TEST_CASE("every file of a claim is in the registry, and every claim has its file") {
  std::set<std::string> registered;
  for (const claim& c : ledger()) registered.insert(c.id);
  CHECK(registered == ids_of_files());
}

TEST_CASE("every section that a claim cites is a heading of theory's pages") {
  const std::set<std::string> known = headings();
  for (const claim& c : ledger()) {
    std::istringstream cited(c.section);
    for (std::string section; std::getline(cited >> std::ws, section, ',');) {
      CAPTURE(c.id, section);
      CHECK(known.count(section) == 1);
    }
  }
}
