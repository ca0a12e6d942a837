#include "verify/adapters/adapter_report.hpp"

#include <Eigen/Core>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/simulate/peft/adapter_files.hpp"
#include "theory/numerics/normal.hpp"

using namespace loranoise;
using namespace loranoise::verify;

namespace {

const std::string adapters = LORANOISE_REFERENCE_DIR "/adapters/";

std::vector<adapter_layer_report> reported(const std::string& folder) {
  return report_on(simulate::read_peft_folder(adapters + folder).front(), {});
}

// Numbers in (0, 1), another row for another seed: a golden-ratio walk, mixed.
Eigen::MatrixXd uniforms(Eigen::Index rows, Eigen::Index columns, unsigned seed) {
  std::uint64_t state = 0x9E3779B97F4A7C15ULL * (seed + 1);
  return Eigen::MatrixXd::NullaryExpr(rows, columns, [&state](Eigen::Index, Eigen::Index) {
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return (static_cast<double>(z >> 11) + 0.5) * 0x1p-53;
  });
}

Eigen::MatrixXd kaiming(Eigen::Index rank, Eigen::Index width, unsigned seed) {
  return (2 * uniforms(rank, width, seed).array() - 1) / std::sqrt(static_cast<double>(width));
}

Eigen::MatrixXd gaussian(Eigen::Index rank, Eigen::Index width, unsigned seed) {
  return uniforms(rank, width, seed).unaryExpr([](double p) {
    return theory::normal_quantile(p);
  }) / static_cast<double>(rank);
}

// Rounded to the eight bits of bfloat16.
Eigen::MatrixXd as_bfloat16(const Eigen::MatrixXd& a) {
  return a.unaryExpr([](double x) {
    int exponent = 0;
    const double mantissa = std::frexp(x, &exponent);
    return std::ldexp(std::round(mantissa * 256) / 256, exponent);
  });
}

}  // namespace

TEST_CASE("adapters that PEFT wrote are known by their start") {
  for (const auto& r : reported("gpt2_conv1d/init")) {
    CHECK(r.start.found == initialisation::kaiming_uniform);
    CHECK(r.b_is_zero);
  }
  for (const auto& r : reported("orthogonal/init")) {
    CHECK(r.start.found == initialisation::orthogonal);
    CHECK(!r.b_is_zero);
  }
  const auto embedding = reported("embedding/init");
  CHECK(embedding.front().start.found == initialisation::zero);
  CHECK(!embedding.front().b_is_zero);
  for (const auto& r : reported("gpt2_conv1d/trained")) CHECK(!r.b_is_zero);
}

TEST_CASE("an A that fits another law than the configuration's is unknown once B has moved") {
  const adapter_folder folder("moved-b");
  folder.config(R"({"peft_type": "LORA", "r": 4, "init_lora_weights": true})");
  auto tensors = layer_tensors("q", 4, 64, 8);
  const Eigen::MatrixXf a = kaiming(4, 64, 3).cast<float>();
  for (Eigen::Index i = 0; i < 256; ++i) {
    tensors[0].values[static_cast<std::size_t>(i)] = a(i / 64, i % 64);
  }
  tensors[1].values = filled(32, 1);
  folder.weights(tensors);
  auto adapter = simulate::read_peft_folder(folder.path()).front();
  REQUIRE(!report_on(adapter, {}).front().b_is_zero);
  REQUIRE(report_on(adapter, {}).front().start.found == initialisation::kaiming_uniform);
  adapter.config.initialisation = "gaussian";
  CHECK(report_on(adapter, {}).front().start.found == initialisation::unknown);
  auto untrained = simulate::read_peft_folder(adapters + "kinds/gaussian/init").front();
  untrained.config.initialisation = "true";
  CHECK(report_on(untrained, {}).front().start.found == initialisation::gaussian);
}

// tests/reference/adapters/make_kinds.py made them.
TEST_CASE("every kind that PEFT makes is known by its start, its rank and its scale") {
  struct kind {
    const char* folder;
    std::size_t layers;
    initialisation first;
    bool zero_b;
    int rank;
    double scale;
  };
  constexpr auto kaiming = initialisation::kaiming_uniform;
  for (const kind& k : {kind{"gaussian", 4, initialisation::gaussian, true, 4, 2},
                        {"olora", 4, initialisation::unknown, false, 4, 2},
                        {"pissa", 4, initialisation::unknown, false, 4, 2},
                        {"rslora", 4, kaiming, true, 4, 4},
                        {"dora", 4, kaiming, true, 4, 2},
                        {"bias", 4, kaiming, true, 4, 2},
                        {"patterns", 4, kaiming, true, 8, 1},
                        {"convolution", 1, kaiming, true, 4, 2},
                        {"embedding", 3, initialisation::zero, false, 4, 2},
                        {"saved_module", 4, kaiming, true, 4, 2},
                        {"experts", 1, kaiming, true, 4, 2},
                        {"two", 4, kaiming, true, 4, 2}}) {
    CAPTURE(k.folder);
    const auto layers = reported("kinds/" + std::string(k.folder) + "/init");
    REQUIRE(layers.size() == k.layers);
    CHECK(layers.front().start.found == k.first);
    CHECK(layers.front().b_is_zero == k.zero_b);
    CHECK(layers.front().layer.rank == k.rank);
    CHECK(layers.front().layer.scale == k.scale);
  }
  const auto patterns = reported("kinds/patterns/init");
  CHECK(patterns[1].layer.rank == 2);
  CHECK(patterns[2].layer.alpha == 2.5);
  CHECK(patterns[2].layer.rank == 4);
  for (const char* other : {"adalora", "ia3", "loha", "lokr", "vera"}) {
    CAPTURE(other);
    const auto all = simulate::read_peft_folder(adapters + "kinds/" + std::string(other) + "/init");
    REQUIRE(all.size() == 1);
    CHECK(all.front().layers.empty());
    CHECK(!all.front().others.empty());
    CHECK(notes_on(all.front(), {}).front().find("left alone") != std::string::npos);
  }
  const auto two = simulate::read_peft_folder(adapters + "kinds/two/init");
  REQUIRE(two.size() == 2);
  CHECK(report_on(two[1], {}).front().start.found == initialisation::gaussian);
  CHECK(two[1].layers.front().rank == 2);
}

TEST_CASE("laws are told apart, at the stated level and in bfloat16") {
  // 400 tests at level 1e-3 give more than 4 alarms with probability 1e-4; the seeds are fixed.
  const Eigen::MatrixXd zero = Eigen::MatrixXd::Zero(20, 8);
  int missed = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    const Eigen::MatrixXd u = kaiming(8, 64, seed);
    const Eigen::MatrixXd g = gaussian(8, 64, seed);
    missed += test_initialisation(u, zero).found != initialisation::kaiming_uniform ? 1 : 0;
    missed += test_initialisation(g, zero).found != initialisation::gaussian ? 1 : 0;
    missed += test_initialisation(as_bfloat16(u), zero).found != initialisation::kaiming_uniform;
    missed += test_initialisation(as_bfloat16(g), zero).found != initialisation::gaussian;
  }
  CHECK(missed <= 4);
}

TEST_CASE("an A of another scale, and a trained one, are unknown") {
  const Eigen::MatrixXd zero = Eigen::MatrixXd::Zero(20, 8);
  const Eigen::MatrixXd a = kaiming(8, 384, 1);
  CHECK(test_initialisation(1.1 * a, zero).found == initialisation::unknown);
  // One entry beyond the end of the interval, which no distance of distributions would see.
  Eigen::MatrixXd moved = a;
  moved(3, 5) = 1.1 / std::sqrt(384.0);
  CHECK(test_initialisation(moved, zero).found == initialisation::unknown);
  CHECK(test_initialisation(a.array() + 0.01, zero).found == initialisation::unknown);
  CHECK(test_initialisation(1.1 * a, zero).p_value <= initialisation_level);
  CHECK(test_initialisation(0 * a, zero).found == initialisation::zero);
}

TEST_CASE("notes say what a reader must know") {
  const auto said = [](const std::string& folder) {
    const auto adapter = simulate::read_peft_folder(adapters + folder).front();
    std::string all;
    for (const std::string& note : notes_on(adapter, report_on(adapter, {}))) all += note + "\n";
    return all;
  };
  CHECK(said("orthogonal/init").find("B is not 0 and B A = 0") != std::string::npos);
  CHECK(said("embedding/init").find("on the other side") != std::string::npos);
  CHECK(said("gpt2_conv1d/init").find("in x out") != std::string::npos);
}
