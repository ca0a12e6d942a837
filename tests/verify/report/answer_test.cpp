#include "verify/report/answer.hpp"

#include <algorithm>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/verify/report/judged_claims.hpp"

using namespace loranoise::verify;

namespace {

judged_claim refuted_reading(const std::string& id, double observed) {
  claim what;
  what.id = id;
  what.title = "the reading that it is small";
  what.expected = verdict::refuted;
  location place;
  place.cell = "cell";
  const check c = at_most(place, "bound", estimate::from_exact(observed, 0), 1).all().front();
  return judge_claims({{what, {c}}}, 1e-6).front();
}

}  // namespace

TEST_CASE("five lines say how much holds, and which readings are furthest from the truth") {
  std::vector<judged_claim> claims;
  int k = 0;
  for (const char* id : {"X0", "X1", "X2", "X3", "X4", "X5"}) {
    claims.push_back(refuted_reading(id, 2.0 + 10 * ((k++ * 5) % 6)));
  }
  const std::string text = answer_in_words(claims);
  CHECK(std::count(text.begin(), text.end(), '\n') == 5);
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  CHECK(line.find("0 statements hold (0 proved), 6 readings are false") == 0);
  std::getline(lines, line);
  CHECK(line == "X1 false: the reading that it is small: 52 where at most 1");
  while (std::getline(lines, line)) CHECK(line.size() <= 79);
  CHECK(answer_in_words({}) ==
        "0 statements hold (0 proved), 0 readings are false, 0 are measured without a claim\n");
}
