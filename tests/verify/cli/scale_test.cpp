// The verdicts of a gradient do not depend on its scale, and a run says what it left out.
#include <nlohmann/json.hpp>

#include "tests/verify/cli/run_program.hpp"
#include "tests/verify/cli/small_gradient.hpp"

using namespace loranoise;

namespace {

// A .npy file of 4 x 16 float64 numbers times `factor`, or of the first row alone, or zero but for
// the first column.
std::string scaled_gradient(const std::string& name, double factor, int rows = 4,
                            bool one_column = false) {
  constexpr int columns = 16;
  const std::string file = scratch(name) + ".npy";
  write_npy(file, rows, columns, [&](int i) {
    return one_column && i % columns != 0 ? 0 : factor * ((7 * i + 3) % 23 - 11);
  });
  return file;
}

outcome verify_file(const std::string& file, const std::string& arguments) {
  const std::string folder = scratch("scale-run");
  outcome o =
      run_loranoise("verify --seed 5 --gradients " + file + " --out " + folder + " " + arguments);
  std::filesystem::remove_all(folder);
  std::filesystem::remove(file);
  return o;
}

}  // namespace

TEST_CASE("noise that signs make zero in every trial raises no alarm") {
  const outcome o = verify_file(scaled_gradient("one-column", 1, 4, true), "--claims M1,M2");
  CAPTURE(o.output);
  CHECK(o.status == 0);
}

TEST_CASE("verdicts are the same for a gradient of any scale", "[slow]") {
  const std::string claims = "--json --ranks 1,4 --claims M1,M2,M5,L1,T1,J4,P1";
  const auto verdicts = [&](double factor) {
    const outcome o = verify_file(scaled_gradient("scaled", factor), claims);
    CAPTURE(factor, o.errors);
    REQUIRE(o.status <= 1);
    std::string all = "status " + std::to_string(o.status) + " ";
    const auto summary = nlohmann::json::parse(o.output);
    for (const auto& c : summary["claims"]) {
      all += c["id"].get<std::string>() + " " + c["verdict"].get<std::string>() + " ";
    }
    return all;
  };
  const std::string right = verdicts(1);
  CHECK(right.find("M2 confirmed") != std::string::npos);
  for (const double factor : {1e-300, 1e-80, 1e80, 1e300}) CHECK(verdicts(factor) == right);
}

TEST_CASE("a run says which claims its gradient gives no place to look at", "[slow]") {
  const outcome o = verify_file(scaled_gradient("one-row", 1, 1), "--ranks 1,4 --claims M2,J5");
  CHECK(o.output.find("is left out: it needs a gradient with more rows") != std::string::npos);
  CHECK(o.output.find("M2 (") == std::string::npos);
}
