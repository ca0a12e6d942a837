#include "simulate/training/train.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

TEST_CASE("the digits network reaches 95 % and yields live gradients, whatever the seed",
          "[slow]") {
  const dataset data = read_digits(LORANOISE_DATA_DIR "/digits.csv");
  const std::uint64_t seed = GENERATE(1U, 2U, 20240917U);
  CAPTURE(seed);
  const training_record record = train_digits(data, {.seed = seed});
  CHECK(record.test_accuracy > 0.95);

  REQUIRE(record.log.size() == 51);
  CHECK(record.log.front().test_accuracy < 0.4);
  CHECK(record.log.back().training_loss < 0.02);

  const std::vector<std::string> names = {"layer1_start", "layer1_middle", "layer1_end",
                                          "layer2_start", "layer2_middle", "layer2_end"};
  REQUIRE(record.gradients.size() == names.size());
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto& [name, gradient] = record.gradients[k];
    CAPTURE(name);
    CHECK(name == names[k]);
    CHECK(gradient.rows() == (k < 3 ? 128 : 10));
    CHECK(gradient.cols() == (k < 3 ? 64 : 128));
    CHECK(gradient.allFinite());
    const Eigen::VectorXd norms = gradient.rowwise().norm();
    CHECK(norms.minCoeff() > 1e-4 * norms.maxCoeff());
  }
  // Weaker than the loss says, because one hard sample can carry the gradient of a batch.
  CHECK(record.gradients[2].values.norm() < record.gradients[0].values.norm());
}

TEST_CASE("the same seed trains to the same bits, another seed does not") {
  const dataset data = read_digits(LORANOISE_DATA_DIR "/digits.csv");
  const auto once = train_digits(data, {.seed = 9, .epochs = 3});
  const auto again = train_digits(data, {.seed = 9, .epochs = 3});
  const auto other = train_digits(data, {.seed = 10, .epochs = 3});
  CHECK(once.trained.layer1 == again.trained.layer1);
  CHECK(once.trained.layer2 == again.trained.layer2);
  for (std::size_t k = 0; k < once.gradients.size(); ++k) {
    CHECK(once.gradients[k].values == again.gradients[k].values);
    CHECK(once.gradients[k].values != other.gradients[k].values);
  }
}

TEST_CASE("an epoch visits every sample once, in another order each time") {
  const auto batches = epoch_batches(103, 32, 1, 0);
  REQUIRE(batches.size() == 4);
  CHECK(batches.back().size() == 7);
  std::vector<Eigen::Index> all;
  for (const auto& batch : batches) {
    all.insert(all.end(), batch.begin(), batch.end());
  }
  std::sort(all.begin(), all.end());
  for (Eigen::Index s = 0; s < 103; ++s) {
    CHECK(all[static_cast<std::size_t>(s)] == s);
  }
  CHECK(epoch_batches(103, 32, 1, 1) != batches);
  CHECK_THROWS_AS(epoch_batches(10, 11, 1, 0), std::invalid_argument);
  CHECK_THROWS_AS(epoch_batches(10, 0, 1, 0), std::invalid_argument);
}

TEST_CASE("training refuses options that cannot be followed") {
  const dataset data = read_digits(LORANOISE_DATA_DIR "/digits.csv");
  CHECK_THROWS_AS(train_digits(data, {.epochs = 1}), std::invalid_argument);
  CHECK_THROWS_AS(train_digits(data, {.batch = 0}), std::invalid_argument);
  CHECK_THROWS_AS(train_digits(data, {.learning_rate = 0.0}), std::invalid_argument);
  CHECK_THROWS_AS(train_digits(data, {.learning_rate = std::numeric_limits<double>::quiet_NaN()}),
                  std::invalid_argument);
  CHECK_THROWS_AS(train_digits(data, {.test_fraction = 1.0}), std::invalid_argument);
}
