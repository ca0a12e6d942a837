#include "verify/experiments/laboratory.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "verify/study/program_fault.hpp"

namespace {

using namespace loranoise::verify;

// Counts how often it was run: 3 trials whose result is 10 times `what`.
struct tens_result {
  int value = 0;
  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.value);
  }
};
struct tens {
  using result_type = tens_result;
  int what;
  std::uint64_t trials = 3;
  int* runs = nullptr;
};
std::string name(const tens& e) {
  return "tens/" + std::to_string(e.what);
}
double cost(const tens& e) {
  return e.what;
}
tens_result run(const tens& e, const sweep_settings&) {
  if (e.runs != nullptr) ++*e.runs;
  if (e.what == 13) throw std::runtime_error("thirteen cannot be run");
  if (e.what == 14) throw std::invalid_argument("the variance must be positive");
  return {10 * e.what};
}

// Draws the streams that it is told to.
struct draws_streams {
  using result_type = tens_result;
  std::string own;
  std::vector<std::string> more;
  std::uint64_t trials = 3;
};
std::string name(const draws_streams& e) {
  return e.own;
}
double cost(const draws_streams&) {
  return 1;
}
tens_result run(const draws_streams& e, const sweep_settings& settings) {
  (void)plan_sweep(settings, e.own, e.trials);
  for (const std::string& another : e.more) (void)take_stream(settings, another);
  return {1};
}

const auto no_progress = [](double) {};

}  // namespace

TEST_CASE("an experiment that two claims ask for is run once") {
  int runs = 0;
  laboratory lab;
  lab.request(tens{4, 3, &runs});
  lab.request(tens{4, 3, &runs});
  lab.request(tens{5, 3, &runs});
  lab.run_all({}, no_progress);
  CHECK(runs == 2);
  CHECK(lab.result(tens{4}).value == 40);
  CHECK(lab.result(tens{5}).value == 50);
  CHECK(lab.trials() == 6);
}

TEST_CASE("a name that stands for two experiments is a fault of the program") {
  laboratory lab;
  lab.request(tens{4, 3});
  CHECK_THROWS_AS(lab.request(tens{4, 5}), std::logic_error);
}

TEST_CASE("a result is there when its experiment was requested and run") {
  laboratory lab;
  CHECK_FALSE(lab.has(tens{4}));
  lab.request(tens{4});
  CHECK_FALSE(lab.has(tens{4}));
  CHECK_THROWS_AS(lab.result(tens{4}), std::out_of_range);
  lab.run_all({}, no_progress);
  CHECK(lab.has(tens{4}));
  CHECK_THROWS_AS(lab.result(tens{6}), std::out_of_range);
}

TEST_CASE("what was kept is loaded, and what is finished is kept even where the next one fails") {
  std::map<std::string, std::string> kept;
  const checkpoint files{[&](const std::string& name) -> std::optional<std::string> {
                           const auto found = kept.find(name);
                           if (found == kept.end()) return std::nullopt;
                           return found->second;
                         },
                         [&](const std::string& name, std::uint64_t, double,
                             const std::string& bytes) { kept[name] = bytes; }};
  int runs = 0;
  laboratory broken;
  broken.request(tens{12, 3, &runs});
  broken.request(tens{13, 3, &runs});
  CHECK_THROWS_WITH(broken.run_all({}, no_progress, files), "thirteen cannot be run");
  CHECK(runs == 2);
  CHECK(kept.size() == 1);

  laboratory again;
  again.request(tens{12, 3, &runs});
  again.run_all({}, no_progress, files);
  CHECK(runs == 2);  // loaded
  CHECK(again.result(tens{12}).value == 120);
}

TEST_CASE("a pilot that draws the measurement's own stream is refused, and ranks that share one") {
  laboratory apart;
  apart.request(draws_streams{"column/rank 1", {"column/rank 1/pilot"}});
  apart.request(draws_streams{"column/rank 2", {"column/rank 2/pilot"}});
  CHECK_NOTHROW(apart.run_all({}, no_progress));
  laboratory alike;
  alike.request(draws_streams{"column/rank 1", {"column/rank 1"}});
  CHECK_THROWS_WITH(alike.run_all({}, no_progress), Catch::Contains("column/rank 1"));
  laboratory shared;
  shared.request(draws_streams{"column/rank 1", {"column"}});
  shared.request(draws_streams{"column/rank 2", {"column"}});
  CHECK_THROWS_AS(shared.run_all({}, no_progress), program_fault);
}

TEST_CASE("a stream that a stored experiment drew is taken") {
  const checkpoint kept{[](const std::string& name) -> std::optional<std::string> {
                          if (name != "column/rank 1") return std::nullopt;
                          return loranoise::simulate::to_bytes(tens_result{1});
                        },
                        {}};
  laboratory lab;
  lab.request(draws_streams{"column/rank 1", {}});
  lab.request(draws_streams{"column/rank 2", {"column/rank 1"}});
  CHECK_THROWS_AS(lab.run_all({}, no_progress, kept), program_fault);
}

TEST_CASE("two names with one hash are two streams alike") {
  stream_record streams;
  streams.take("one", 5);
  streams.take("two", 6);
  CHECK(streams.size() == 2);
  CHECK_THROWS_WITH(streams.take("three", 5),
                    Catch::Contains("\"three\" and \"one\" draw the same"));
}

TEST_CASE("what an experiment refuses is no fault of the input") {
  laboratory lab;
  lab.request(tens{14});
  CHECK_THROWS_AS(lab.run_all({}, no_progress), program_fault);
  CHECK_THROWS_WITH(lab.run_all({}, no_progress), Catch::Contains("a fault of this program") &&
                                                      Catch::Contains("variance must be positive"));
}
