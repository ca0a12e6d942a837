#include "simulate/training/task.hpp"

#include <algorithm>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

dataset all_digits() {
  return read_digits(LORANOISE_DATA_DIR "/digits.csv");
}

}  // namespace

TEST_CASE("the digits' thirds are disjoint, shifted, and known to the base as they were") {
  const dataset digits = all_digits();
  const fine_tuning_task task = digits_task(digits, {});
  CHECK(task.pool.size() + task.held_out.size() == Approx(digits.size() * 2 / 3.0).margin(2));
  CHECK(
      (task.pool.inputs.col(0).array() == 0.5F - digits.inputs.col(1).cast<float>().array()).all());
  CHECK(task.pool.labels[0] == digits.labels[1]);
  digits_task_options plain;
  plain.change = shift::none;
  const fine_tuning_task same = digits_task(digits, plain);
  CHECK(accuracy(logits(same.base, same.held_out.inputs), same.held_out.labels) > 0.9);
  CHECK(accuracy(logits(task.base, task.held_out.inputs), task.held_out.labels) < 0.5);
}

TEST_CASE("a quarter turn four times is no turn") {
  digits_task_options turned;
  turned.change = shift::rotated;
  turned.pretraining_steps = 1;
  digits_task_options plain = turned;
  plain.change = shift::none;
  dataset digits = all_digits();
  const fine_tuning_task before = digits_task(digits, plain);
  for (int turn = 0; turn < 4; ++turn) {
    // Puts the turned pool in the place of the samples that it came from.
    const fine_tuning_task task = digits_task(digits, turned);
    for (Eigen::Index i = 0; i < task.pool.size(); ++i) {
      digits.inputs.col(3 * i + 1) = task.pool.inputs.col(i).cast<double>().array() + 0.5;
    }
    if (turn == 0) CHECK(task.pool.inputs != before.pool.inputs);
  }
  CHECK((digits_task(digits, plain).pool.inputs - before.pool.inputs).norm() < 1e-4);
}

TEST_CASE("a share of the labels is drawn anew") {
  const dataset digits = all_digits();
  digits_task_options noisy;
  noisy.label_noise = 0.2;
  noisy.pretraining_steps = 1;
  digits_task_options plain = noisy;
  plain.label_noise = 0;
  const auto a = digits_task(digits, noisy).pool.labels;
  const auto b = digits_task(digits, plain).pool.labels;
  int changed = 0;
  for (std::size_t i = 0; i < a.size(); ++i) changed += a[i] != b[i] ? 1 : 0;
  // A tenth of the new ones are the old: 0.18 of 599, within six deviations.
  CHECK(changed == Approx(0.18 * double(a.size())).margin(60));
  CHECK(changed > 0);
  noisy.label_noise = 1.5;
  CHECK_THROWS_AS(digits_task(digits, noisy), std::invalid_argument);
}

TEST_CASE("a teacher's task has its sizes, all classes, and a base that does not know it") {
  teacher_task_options o;
  o.classes = 5;
  const fine_tuning_task task = teacher_task(o);
  CHECK(task.pool.size() == 1024);
  CHECK(task.held_out.inputs.rows() == 32);
  for (int c = 0; c < 5; ++c) {
    CHECK(std::count(task.pool.labels.begin(), task.pool.labels.end(), c) > 10);
  }
  CHECK(accuracy(logits(task.base, task.held_out.inputs), task.held_out.labels) < 0.5);
  o.label_noise = 0.5;
  const fine_tuning_task noisy = teacher_task(o);
  CHECK(noisy.held_out.labels == task.held_out.labels);
  int changed = 0;
  for (std::size_t i = 0; i < noisy.pool.labels.size(); ++i) {
    changed += noisy.pool.labels[i] != task.pool.labels[i] ? 1 : 0;
  }
  // A fifth of the new ones are the old: 0.4 of 1024, within six deviations.
  CHECK(changed == Approx(0.4 * 1024).margin(95));
  o.label_noise = -0.1;
  CHECK_THROWS_AS(teacher_task(o), std::invalid_argument);
  o.label_noise = 0;
  o.classes = 1;
  CHECK_THROWS_AS(teacher_task(o), std::invalid_argument);
}
