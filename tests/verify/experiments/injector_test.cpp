// The table of injectors: what theory says of each fits together, and a sweep measures it.
#include "verify/experiments/injector.hpp"
#include "simulate/algebra/spectrum.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <string_view>

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

const injector_family& family(std::string_view name) {
  return *std::ranges::find(injector_table(), name, &injector_family::name);
}

injector_experiment on_flat_row(const injector_family& what, std::uint64_t trials) {
  injector_experiment e{&what, nullptr, trials};
  loranoise::simulate::gradient gradient =
      what.own_gradients != nullptr ? what.own_gradients().front() : flat_gradient(what.width);
  e.gradient = std::make_shared<const loranoise::simulate::gradient>(std::move(gradient));
  return e;
}

Eigen::MatrixXd covariances(const injector_experiment& e) {
  const Eigen::Index width = e.row().size();
  Eigen::MatrixXd all(width, width);
  for (Eigen::Index i = 0; i < width; ++i) {
    for (Eigen::Index j = 0; j < width; ++j) all(i, j) = e.covariance(i, j);
  }
  return all;
}

}  // namespace

TEST_CASE("injector table: names differ and covariances are symmetric and nowhere negative") {
  std::set<std::string_view> names;
  for (const injector_family& f : injector_table()) {
    CHECK(names.insert(f.name).second);
    const Eigen::MatrixXd all = covariances(on_flat_row(f, 1));
    CHECK((all - all.transpose()).cwiseAbs().maxCoeff() == 0);
    CHECK(loranoise::simulate::symmetric_eigenvalues(all)[0] > -1e-12);
  }
}

TEST_CASE("injector table: the laws' events have probabilities, and the variance of the table") {
  for (const injector_family& f : injector_table()) {
    const auto law = f.law();
    if (!law) continue;
    double total = 0;
    double square = 0;
    bool atoms = true;
    for (const injector_event& event : law->events) {
      CHECK(event.probability > 0);
      CHECK(event.probability < 1);
      CHECK(event.low < event.high);
      const double middle = (event.low + event.high) / 2;
      atoms = atoms && event.normal < 1e-6;
      total += event.probability;
      square += event.probability * middle * middle;
    }
    // All atoms of a discrete law add up; gates have a density beside theirs.
    if (!atoms || f.name == "gates") continue;
    CHECK(std::abs(total - 1) < 1e-12);
    CHECK(std::abs(square - f.covariance(law->gradient.values, 0, law->column, law->column)) <
          1e-8);
  }
}

TEST_CASE("injector: a mask of exactly k takes no part of a flat row's sum") {
  // <u, N> = 0 in every trial: the mixed part is what the squares have, with the other sign.
  const injector_experiment e = on_flat_row(family("fixed_mask"), 1000);
  const injector_result r = run(e, {});
  CHECK(r.trials >= 1000);
  CHECK(r.squares.size() == 16);
  for (const double along : r.along) CHECK(std::abs(along) < 1e-12);
  const double squares = r.squares.sum() / 16;
  double mixed = 0;
  for (const double block : r.mixed) mixed += block / static_cast<double>(r.mixed.size());
  CHECK(std::abs(mixed + squares) < 1e-12);
}

TEST_CASE("injector: the result does not depend on the number of threads") {
  const injector_experiment e = on_flat_row(family("orthogonal_initialisation"), 500);
  const injector_result one = run(e, {});
  const injector_result two = run(e, {.threads = 2});
  CHECK((one.mean - two.mean).abs().maxCoeff() == 0);
  CHECK(one.mixed == two.mixed);
}
