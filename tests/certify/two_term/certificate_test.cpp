#include "certify/two_term/certificate.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "tests/catch.hpp"

using namespace loranoise::certify;

namespace {

// A file of a folder of its own, gone with it.
class scratch {
 public:
  scratch()
      : folder_(std::filesystem::temp_directory_path() / ("certify" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string file() const { return (folder_ / "proof.jsonl").string(); }

 private:
  std::filesystem::path folder_;
};

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void write(const std::string& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

// Ranks that take no time.
two_term_certificate small_proof(const std::string& file) {
  return certify_two_term({}, 2, file, 2, [](std::size_t) {});
}

two_term_certificate carried() {
  return read_two_term(LORANOISE_DATA_DIR "/two_term_certificate.jsonl");
}

}  // namespace

TEST_CASE("a killed proof goes on where it was, and ends in the same certificate") {
  const scratch place;
  CHECK(gaps(small_proof(place.file())).empty());
  const std::string whole = content(place.file());
  // Killed in the middle of a line.
  write(place.file(), whole.substr(0, whole.size() - 5));
  CHECK(gaps(read_two_term(place.file())).size() == 1);
  std::size_t reports = 0;
  CHECK(gaps(certify_two_term({}, 2, place.file(), 1, [&](std::size_t) { ++reports; })).empty());
  CHECK(reports == 1);
  CHECK(content(place.file()) == whole);
  CHECK(differences(read_two_term(place.file()), 1, 1).empty());
}

TEST_CASE("a certificate of another bound is not gone on with") {
  const scratch place;
  small_proof(place.file());
  CHECK_THROWS_AS(certify_two_term({"0.36", "0.125835"}, 2, place.file(), 1, [](std::size_t) {}),
                  std::invalid_argument);
  CHECK_THROWS_AS(certify_two_term({}, 3, place.file(), 1, [](std::size_t) {}),
                  std::invalid_argument);
}

TEST_CASE("constants below their limits are not proved, whatever the ranks") {
  CHECK(constant_gaps({}).empty());
  CHECK(constant_gaps({"0.35", "0.125835"}).size() == 1);
  CHECK(constant_gaps({"0.350076", "0.1258"}).size() == 1);
}

TEST_CASE("the certificate that the ledger carries proves the bound for every rank") {
  const two_term_certificate c = carried();
  CHECK(c.ranks.size() == 10000);
  CHECK(c.beyond);
  CHECK(gaps(c).empty());
}

TEST_CASE("ranks of the carried certificate are covered again as it says") {
  two_term_certificate c = carried();
  // Those up to 7 take minutes.
  c.ranks.erase(c.ranks.begin() + 2, c.ranks.begin() + 7);
  CHECK(differences(c, 499, 2).empty());
  for (covered_rank& each : c.ranks) each.ratio -= 0.001;
  c.beyond->remainder = c.beyond->remainder / 2;
  CHECK(differences(c, 5000, 2).size() == 3);
}

TEST_CASE("a certificate with a wrong number has a gap") {
  const two_term_certificate right = carried();
  const auto changed = [&](const auto& change) {
    two_term_certificate c = right;
    change(c);
    return gaps(c).size();
  };
  CHECK(changed([](auto& c) { c.ranks.erase(c.ranks.begin() + 50); }) == 1);
  CHECK(changed([](auto& c) { std::swap(c.ranks[3], c.ranks[4]); }) == 1);
  CHECK(changed([](auto& c) { c.ranks[99].ratio = 1.000001; }) == 1);
  CHECK(changed([](auto& c) { c.last_rank = 10001; }) == 1);
  CHECK(changed([](auto& c) { c.beyond->remainder *= 2; }) == 1);
  CHECK(changed([](auto& c) { c.beyond->near_zero = 0.2; }) == 1);
  CHECK(changed([](auto& c) { c.bound.second = "0.1258"; }) == 1);
}

TEST_CASE("a text that is no certificate of the two-term bound is refused") {
  const scratch place;
  small_proof(place.file());
  const std::string whole = content(place.file());
  for (const std::string& text : {std::string(), std::string("{}\n"), std::string("[1,2]\n"),
                                  whole + "no JSON\n", whole + "[3]\n", "x" + whole}) {
    write(place.file(), text);
    CHECK_THROWS_AS(read_two_term(place.file()), std::runtime_error);
  }
  CHECK_THROWS_AS(read_two_term("/nowhere/proof.jsonl"), std::runtime_error);
  CHECK_THROWS_AS(small_proof("/nowhere/proof.jsonl"), std::runtime_error);
}
