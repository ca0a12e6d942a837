#include "simulate/training/adapter.hpp"

#include <numeric>
#include <stdexcept>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

dataset some_digits(Eigen::Index count) {
  std::vector<Eigen::Index> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), Eigen::Index{0});
  return select(read_digits(LORANOISE_DATA_DIR "/digits.csv"), indices);
}

}  // namespace

TEST_CASE("B_T A is -eta times the summed gradient times A'A (1.1)") {
  const auto layers = GENERATE(adapted_layers::first, adapted_layers::second, adapted_layers::both);
  const int rank = GENERATE(1, 8, 64);
  const auto record =
      train_adapters(make_perceptron({}, 2), some_digits(200),
                     {.layers = layers, .rank = rank, .batch = 16, .steps = 60, .seed = 11});
  REQUIRE(record.adapters.size() == (layers == adapted_layers::both ? 2U : 1U));
  for (const auto& path : record.adapters) {
    CAPTURE(path.layer, rank);
    CHECK(path.a.rows() == rank);
    const Eigen::MatrixXd moved = path.b * path.a;
    const Eigen::MatrixXd predicted =
        -path.learning_rate * path.summed_gradient * path.a.transpose() * path.a;
    REQUIRE(moved.norm() > 0.0);
    // Measured in the worst case: a few hundred roundings, far from the size of a wrong step.
    CHECK((moved - predicted).norm() < 1e-12 * moved.norm());
    // The identity is about A'A: without it the two differ by the noise, which is of order one.
    CHECK((moved + path.learning_rate * path.summed_gradient).norm() > 0.1 * moved.norm());
  }
}

TEST_CASE("A trained beside B moves by -eta B_t' G_t a step, and stays while B is 0") {
  const auto after = [](int steps, trained_factors trained) {
    return train_adapters(make_perceptron({}, 2), some_digits(200),
                          {.rank = 8, .batch = 16, .steps = steps, .seed = 11, .trained = trained});
  };
  const auto start = after(0, trained_factors::both);
  CHECK(after(1, trained_factors::both).adapters[0].a == start.adapters[0].a);
  CHECK(after(1, trained_factors::both).adapters[0].b ==
        after(1, trained_factors::b).adapters[0].b);
  const auto two = after(2, trained_factors::both);
  const auto three = after(3, trained_factors::both);
  for (std::size_t layer = 0; layer < 2; ++layer) {
    const auto& before = two.adapters[layer];
    const auto& now = three.adapters[layer];
    // G_2 at the merged weights before the third step, from the separate pass.
    const Eigen::MatrixXd gradient = now.summed_gradient - before.summed_gradient;
    const Eigen::MatrixXd a_moved = now.a - before.a;
    const Eigen::MatrixXd b_moved = now.b - before.b;
    const Eigen::MatrixXd a_step = -now.learning_rate * before.b.transpose() * gradient;
    const Eigen::MatrixXd b_step = -now.learning_rate * gradient * before.a.transpose();
    REQUIRE(a_moved.norm() > 0);
    CHECK((a_moved - a_step).norm() < 1e-9 * a_moved.norm());
    CHECK((b_moved - b_step).norm() < 1e-9 * b_moved.norm());
  }
}

TEST_CASE("an adapter learns") {
  const auto record = train_adapters(make_perceptron({}, 2), some_digits(200),
                                     {.learning_rate = 0.2, .steps = 400, .seed = 3});
  CHECK(record.final_loss < 0.3 * record.initial_loss);
}

TEST_CASE("no step, no movement") {
  const auto record = train_adapters(make_perceptron({}, 2), some_digits(64), {.steps = 0});
  CHECK(record.final_loss == record.initial_loss);
  CHECK(record.adapters[0].b.isZero(0.0));
  CHECK(record.adapters[0].summed_gradient.isZero(0.0));
}

TEST_CASE("the same seed adapts to the same bits") {
  const adapter_options options{.steps = 20, .seed = 5};
  const auto once = train_adapters(make_perceptron({}, 2), some_digits(64), options);
  const auto again = train_adapters(make_perceptron({}, 2), some_digits(64), options);
  CHECK(once.adapters[1].b == again.adapters[1].b);
  CHECK(once.adapters[0].a == again.adapters[0].a);
}

TEST_CASE("adapters refuse options that cannot be followed") {
  const perceptron net = make_perceptron({}, 2);
  const dataset data = some_digits(64);
  CHECK_THROWS_AS(train_adapters(net, data, {.rank = 0}), std::invalid_argument);
  CHECK_THROWS_AS(train_adapters(net, data, {.rank = 65}), std::invalid_argument);
  CHECK_THROWS_AS(train_adapters(net, data, {.batch = 65}), std::invalid_argument);
  CHECK_THROWS_AS(train_adapters(net, data, {.steps = -1}), std::invalid_argument);
  CHECK_THROWS_AS(train_adapters(net, data, {.learning_rate = -1.0}), std::invalid_argument);
  CHECK_NOTHROW(
      train_adapters(net, data, {.layers = adapted_layers::second, .rank = 128, .steps = 1}));
}
