#include "verify/report/junit.hpp"

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/verify/report/judged_claims.hpp"

using namespace loranoise::verify;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("a claim is a suite: a case for each check and falsifier, and one for its verdict") {
  const std::string xml = junit_xml({sound_claim()}, "loranoise verify");
  CAPTURE(xml);
  CHECK(xml.find("<testsuites name=\"loranoise\" tests=\"3\" failures=\"0\">") !=
        std::string::npos);
  CHECK(count(xml, "<testcase ") == 3);
  CHECK(count(xml, "<failure") == 0);
  CHECK(xml.find("classname=\"Z1\" name=\"falsifier: x = 1.1\"") != std::string::npos);
}

TEST_CASE("what failed says why and how it is run again") {
  const std::string xml = junit_xml({failed_claim(), blind_claim()}, "loranoise verify --seed 3");
  CAPTURE(xml);
  // Z2: its check and its verdict; Z3: its falsifier.
  CHECK(count(xml, "<failure") == 3);
  CHECK(xml.find("again: loranoise verify --seed 3 --claims Z2 --cell 'a cell'") !=
        std::string::npos);
  CHECK(xml.find("refuted where confirmed was expected") != std::string::npos);
  CHECK(xml.find("no cell refutes it") != std::string::npos);
}

TEST_CASE("characters that XML reserves are written as entities") {
  const std::string xml = junit_xml({sound_claim()}, "");
  CHECK(xml.find("Z1 title &lt;Z1&gt; &amp; more") != std::string::npos);
}
