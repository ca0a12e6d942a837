#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/verify/cli/run_program.hpp"
#include "tests/verify/cli/small_gradient.hpp"

using namespace loranoise;

namespace {
const std::string model = quoted(LORANOISE_DATA_DIR "/real/minilm_gradients.safetensors");
}  // namespace

TEST_CASE("loranoise noise prints the keys of the design for each layer and rank") {
  const outcome o = run_loranoise("noise --gradients " + model + " --rank 1,8 --json");
  CAPTURE(o.errors);
  REQUIRE(o.status == 0);
  const auto noise = nlohmann::json::parse(o.output);
  REQUIRE(noise.at("layers").size() == 3);
  for (const auto& layer : noise.at("layers")) {
    for (const char* key : {"rows", "width", "norm", "stable_rank"}) {
      CHECK(layer.at(key).is_number());
    }
    for (const char* key : {"median", "q90", "max"}) CHECK(layer.at("cosine").at(key).is_number());
    REQUIRE(layer.at("ranks").size() == 2);
    for (const auto& at : layer.at("ranks")) {
      const int rank = at.at("rank");
      CHECK(at.at("noise_to_signal").get<double>() == Approx(385.0 / rank));
      const auto& measured = at.at("measured").at("noise_to_signal");
      CHECK(measured.at(1) <= 385.0 / rank);
      CHECK(measured.at(2) >= 385.0 / rank);
      for (const char* key : {"median", "worst"}) {
        CHECK(at.at("tv_coordinate").at(key).is_number());
        CHECK(at.at("tv_row").at(key).is_number());
      }
    }
    // One row of rank 1 has a floor above delta.
    CHECK(layer.at("ranks").at(0).at("epsilon_at_delta") == "inf");
  }
  CHECK(noise.at("layers").at(2).at("symmetry_gives_away") == false);
  CHECK(noise.at("threat_model").get<std::string>().find("A is secret") != std::string::npos);
}

TEST_CASE("loranoise noise takes some layers, other sketches, and writes a table for a program") {
  const std::string csv = scratch("noise.csv");
  const outcome o =
      run_loranoise("noise --gradients " +
                    quoted(LORANOISE_DATA_DIR "/real/minilm_gradients.safetensors:classifier*") +
                    " --rank 4 --sketch haar --csv " + csv);
  REQUIRE(o.status == 0);
  CHECK(o.output.find("classifier.weight: 2 x 384") != std::string::npos);
  CHECK(o.output.find("query") == std::string::npos);
  std::istringstream lines(o.output);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
  std::ifstream file(csv);
  std::string head;
  std::string row;
  std::getline(file, head);
  std::getline(file, row);
  CHECK(head.find("layer,rows,width,norm") == 0);
  CHECK(row.find("\"classifier.weight\",2,384,") == 0);
  CHECK(std::count(row.begin(), row.end(), ',') == std::count(head.begin(), head.end(), ','));
  std::remove(csv.c_str());
}

TEST_CASE("loranoise noise: bad input gets one sentence and exit status 2") {
  for (const auto& [arguments, words] : std::vector<std::pair<std::string, std::string>>{
           {model + " --rank 385", "rank 385 is outside 1 to 384"},
           {model + " --rank 0", "rank 0 is outside 1 to 384"},
           {model + " --rank 4 --sketch haarr", "unknown sketch \"haarr\": choose from gaussian"},
           {model + " --rank 4 --delta 2", "--delta must be between 0 and 1"},
           {model + " --rank 4 --cosine 1", "--cosine must be between -1 and 1"},
           {model + " --rank 4 --csv /no/such/folder/x.csv", "cannot write /no/such/folder/x.csv"},
           {model + " --rank 4 --alpha 0", "--alpha must be above 0"},
           {model + " --rank 4 --alpha nan", "--alpha nan is not a finite number"},
           {model + " --rank 4 --trials 18446744073709551615", "--trials"},
           {"/no/such/file.npy --rank 4", "/no/such/file.npy cannot be read"}}) {
    const outcome o = run_loranoise("noise --gradients " + arguments);
    CAPTURE(arguments, o.errors);
    CHECK(o.status == 2);
    CHECK(o.errors.find(words) != std::string::npos);
    CHECK(std::count(o.errors.begin(), o.errors.end(), '\n') == 1);
  }
}

TEST_CASE("loranoise noise writes over no file that it reads, and over none before all is well") {
  const std::string gradient = scratch("noise-input") + ".npy";
  const std::string table = scratch("noise-table.csv");
  write_gradient(gradient, 3, 16);
  const auto size = std::filesystem::file_size(gradient);
  const outcome over = run_loranoise("noise --rank 2 --gradients " + quoted(gradient) + " --csv " +
                                     quoted(gradient));
  CHECK(over.status == 2);
  CHECK_THAT(over.errors, Catch::Contains("would write over"));
  CHECK(std::filesystem::file_size(gradient) == size);
  const std::string wrong_rank = "noise --rank 99 --gradients " + quoted(gradient) + " --csv ";
  CHECK(run_loranoise(wrong_rank + quoted(table)).status == 2);
  CHECK(!std::filesystem::exists(table));
  std::ofstream(table) << "kept";
  CHECK(run_loranoise(wrong_rank + quoted(table)).status == 2);
  CHECK(std::filesystem::file_size(table) == 4);
  std::filesystem::remove(table);
  std::filesystem::remove(gradient);
}
