#include "verify/experiments/steps.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"

using namespace loranoise::verify;

namespace {

constexpr int rank = 4;

steps_result measure(const gradient_sequence& sequence, step_noise kind) {
  return run(steps_experiment{sequence, kind, rank, 4096}, {7, 2, {}});
}

bool covers(const std::vector<double>& blocks, double x) {
  return estimate::from_blocks(blocks).interval_at(1e-6).contains(x);
}

double energy_of_one_step(const gradient_sequence& sequence) {
  return (static_cast<double>(sequence.gradients.front().cols()) + 1) / rank;
}

}  // namespace

TEST_CASE("with A frozen a steady gradient has the same noise over signal after any steps") {
  const gradient_sequence sequence = steady(*small_study().gradients.front());
  const steps_result r = measure(sequence, step_noise::frozen);
  CHECK(covers(r.ratios.front(), energy_of_one_step(sequence)));
  for (const auto& later : r.ratios) {
    for (std::size_t b = 0; b < later.size(); ++b) {
      CHECK(later[b] == Approx(r.ratios.front()[b]).epsilon(1e-12));
    }
  }
}

// False alarms: 1e-6 an interval, two kinds and five numbers of steps.
TEST_CASE("with A redrawn, or independent noise, energy over signal is (m+1)/(r T)") {
  const gradient_sequence sequence = steady(*small_study().gradients.front());
  const double one = energy_of_one_step(sequence);
  for (const step_noise kind : {step_noise::redrawn, step_noise::independent}) {
    const steps_result r = measure(sequence, kind);
    for (std::size_t i = 0; i < step_counts.size(); ++i) {
      CAPTURE(std::string(name(kind)), step_counts[i]);
      CHECK(covers(r.ratios[i], one / step_counts[i]));
      if (i > 0) CHECK_FALSE(covers(r.ratios[i], one));
      if (i > 0) CHECK_FALSE(covers(r.ratios[i], one / std::sqrt(step_counts[i])));
    }
  }
}

// Two steps with orthogonal gradients of equal size: the same A or another, energies add.
TEST_CASE("gradients that change are summed step by step") {
  gradient_sequence sequence{"turning", {}};
  for (int t = 0; t < sequence_length; ++t) {
    Eigen::MatrixXd g = Eigen::MatrixXd::Zero(2, 24);
    g(0, t) = 1;
    sequence.gradients.push_back(g);
  }
  const double one = energy_of_one_step(sequence);
  for (const step_noise kind : {step_noise::frozen, step_noise::redrawn}) {
    const steps_result r = measure(sequence, kind);
    for (const auto& ratios : r.ratios) CHECK(covers(ratios, one));
  }
}
