#include "simulate/training/task.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

#include "simulate/random/normal.hpp"
#include "simulate/training/fine_tuning.hpp"

namespace loranoise::simulate {
namespace {

dataset every_third(const dataset& digits, Eigen::Index first) {
  std::vector<Eigen::Index> chosen;
  chosen.reserve(static_cast<std::size_t>(digits.size() / 3 + 1));
  for (Eigen::Index i = first; i < digits.size(); i += 3) chosen.push_back(i);
  return select(digits, chosen);
}

// Pixels from [0, 1] to [-1/2, 1/2]: inputs that share a large mean make steep losses.
samples centred(const dataset& digits) {
  samples s = to_samples(digits);
  s.inputs.array() -= 0.5F;
  return s;
}

void shift_images(samples& s, shift change) {
  constexpr int side = 8;
  if (change == shift::inverted) s.inputs = -s.inputs;
  if (change != shift::rotated) return;
  const Eigen::MatrixXf before = s.inputs;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      s.inputs.row(side * column + side - 1 - row) = before.row(side * row + column);
    }
  }
}

// A share of the labels drawn anew, evenly from all classes.
void disturb_labels(samples& s, double share, int classes, std::uint64_t seed) {
  if (!(share >= 0 && share <= 1)) {
    throw std::invalid_argument("the share of noisy labels must be between 0 and 1");
  }
  const stream words{seed, experiment_id("training/label noise"), 0};
  for (std::size_t i = 0; i < s.labels.size(); ++i) {
    constexpr double word_range = 4294967296.0;
    if (words.word32(2 * i) < share * word_range) {
      s.labels[i] = static_cast<int>(words.word32(2 * i + 1) % static_cast<std::uint32_t>(classes));
    }
  }
}

samples labelled_normals(const mlp& teacher, int count, const stream& words) {
  samples s{Eigen::MatrixXf(teacher.front().weights.cols(), count), {}};
  fill_normal(words, 0, {s.inputs.data(), static_cast<std::size_t>(s.inputs.size())});
  const Eigen::MatrixXf answers = logits(teacher, s.inputs);
  s.labels.reserve(static_cast<std::size_t>(count));
  for (Eigen::Index i = 0; i < answers.cols(); ++i) {
    Eigen::Index best = 0;
    answers.col(i).maxCoeff(&best);
    s.labels.push_back(static_cast<int>(best));
  }
  return s;
}

void check_teacher(const teacher_task_options& o) {
  if (o.features < 1 || o.hidden < 1 || o.classes < 2 || o.pool < 1 || o.held_out < 1) {
    throw std::invalid_argument("a teacher's task needs sizes above 0 and two classes or more");
  }
  constexpr double most = 1 << 28;
  if ((1.0 * o.pool + o.held_out) * (1.0 * o.features + o.hidden) > most) {
    throw std::invalid_argument(
        "a teacher's task of more than 2^28 numbers: choose a smaller pool");
  }
}

}  // namespace

void fine_tuning_task::remember_first_layer() {
  first = (base.front().weights * pool.inputs).colwise() + base.front().bias;
}

fine_tuning_task digits_task(const dataset& digits, const digits_task_options& options) {
  constexpr Eigen::Index fewest = 30;
  if (digits.size() < fewest) throw std::invalid_argument("a task needs 30 digits or more");
  fine_tuning_task task;
  task.name = "digits";
  task.pool = centred(every_third(digits, 1));
  task.held_out = centred(every_third(digits, 2));
  shift_images(task.pool, options.change);
  shift_images(task.held_out, options.change);
  disturb_labels(task.pool, options.label_noise, digit_classes, options.seed);

  fine_tuning_task before;
  before.base = make_mlp({digit_features, options.hidden, digit_classes},
                         {options.seed, experiment_id("training/base"), 0});
  before.pool = centred(every_third(digits, 0));
  before.held_out = task.held_out;
  before.remember_first_layer();
  tuning_options all;
  all.method = tuning_method::full;
  all.steps = options.pretraining_steps;
  all.rate = 0.5F;
  all.everyone = true;
  task.base =
      model_tuner(before, all).tune({options.seed, experiment_id("training/pretraining"), 0}).net;
  task.remember_first_layer();
  return task;
}

fine_tuning_task teacher_task(const teacher_task_options& o) {
  check_teacher(o);
  const std::vector<int> sizes{o.features, o.hidden, o.classes};
  const mlp teacher = make_mlp(sizes, {o.seed, experiment_id("training/teacher"), 0});
  fine_tuning_task task;
  task.name = "teacher";
  task.base = make_mlp(sizes, {o.seed, experiment_id("training/base"), 0});
  const stream inputs{o.seed, experiment_id("training/inputs"), 0};
  task.pool = labelled_normals(teacher, o.pool, inputs.part(0, 2));
  disturb_labels(task.pool, o.label_noise, o.classes, o.seed);
  task.held_out = labelled_normals(teacher, o.held_out, inputs.part(1, 2));
  task.remember_first_layer();
  return task;
}

}  // namespace loranoise::simulate
