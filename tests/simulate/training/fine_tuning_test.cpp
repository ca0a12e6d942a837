#include "simulate/training/fine_tuning.hpp"
#include "simulate/algebra/spectrum.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

fine_tuning_task small_task() {
  teacher_task_options o;
  o.features = 12;
  o.hidden = 9;
  o.classes = 4;
  o.pool = 40;
  o.held_out = 30;
  return teacher_task(o);
}

tuning_options one_step(tuning_method method) {
  tuning_options o;
  o.method = method;
  o.rank = 3;
  o.steps = 1;
  o.rate = 0.25F;
  o.everyone = true;
  o.sampling = batch_sampling::all;
  o.batch = 40;
  return o;
}

const stream model_words{5, 77, 3};

// Mean loss over the pool, in double.
double loss_of(const mlp& net, const samples& s) {
  Eigen::MatrixXd x = s.inputs.cast<double>();
  for (std::size_t l = 0; l < net.size(); ++l) {
    Eigen::MatrixXd z = (net[l].weights.cast<double>() * x).colwise() + net[l].bias.cast<double>();
    x = l + 1 < net.size() ? Eigen::MatrixXd(z.array().tanh()) : z;
  }
  double sum = 0;
  for (Eigen::Index i = 0; i < x.cols(); ++i) {
    const double largest = x.col(i).maxCoeff();
    sum += largest + std::log((x.col(i).array() - largest).exp().sum()) -
           x(s.labels[static_cast<std::size_t>(i)], i);
  }
  return sum / static_cast<double>(x.cols());
}

// Central differences of the loss in every weight of a layer.
Eigen::MatrixXd difference_quotients(mlp net, const samples& s, std::size_t l) {
  constexpr float h = 1.0F / 256;  // exact in float; the error is of order h^2
  Eigen::MatrixXd g(net[l].weights.rows(), net[l].weights.cols());
  for (Eigen::Index i = 0; i < g.size(); ++i) {
    float& w = net[l].weights.data()[i];
    const float before = w;
    w = before + h;
    const double up = loss_of(net, s);
    const double high = w;
    w = before - h;
    g.data()[i] = (up - loss_of(net, s)) / (high - static_cast<double>(w));
    w = before;
  }
  return g;
}

// What a step added to a layer's weights.
Eigen::MatrixXd change(const fine_tuning_task& task, const tuned_model& model, std::size_t l) {
  return (model.net[l].weights - task.base[l].weights).cast<double>();
}

}  // namespace

TEST_CASE("a step of full training follows the loss's difference quotients in every layer") {
  const fine_tuning_task task = small_task();
  const tuning_options o = one_step(tuning_method::full);
  const tuned_model model = model_tuner(task, o).tune(model_words);
  for (std::size_t l = 0; l < task.base.size(); ++l) {
    const Eigen::MatrixXd g = difference_quotients(task.base, task.pool, l);
    CAPTURE(l, g.norm());
    CHECK((change(task, model, l) / -o.rate - g).norm() < 1e-4 * g.norm());
  }
}

TEST_CASE("a step of LoRA is -rate s^2 G A'A, by its own A") {
  const fine_tuning_task task = small_task();
  for (const bool kaiming : {false, true}) {
    tuning_options o = one_step(tuning_method::lora_frozen);
    o.scale = 0.5F;
    o.kaiming_uniform = kaiming;
    const tuned_model frozen = model_tuner(task, o).tune(model_words);
    o.method = tuning_method::lora;
    const tuned_model trained = model_tuner(task, o).tune(model_words);
    o.scale = 1;
    const tuned_model unscaled = model_tuner(task, o).tune(model_words);
    for (std::size_t l = 0; l < task.base.size(); ++l) {
      const Eigen::MatrixXd g = difference_quotients(task.base, task.pool, l);
      const Eigen::MatrixXd step = change(task, frozen, l);
      // From B = 0 the first step leaves A where it is.
      CHECK((change(task, trained, l) - step).norm() < 1e-5 * step.norm());
      // The step lies in the row space of A, which has as many dimensions as the rank.
      const Eigen::VectorXd values = singular_values(step);
      CHECK(values[2] > 1e-4 * values[0]);
      CHECK(values[3] < 1e-5 * values[0]);
      // <G, step> = -rate s^2 |G A'|^2 < 0, and the sketch's scale shows in its mean.
      CHECK(g.cwiseProduct(step).sum() < 0);
      CHECK((4 * step - change(task, unscaled, l)).norm() < 1e-3 * step.norm());  // float
    }
  }
}

TEST_CASE("averaged over A, a step of LoRA is a step of full training") {
  const fine_tuning_task task = small_task();
  tuning_options o = one_step(tuning_method::lora_frozen);
  model_tuner tuner(task, o);
  constexpr int models = 4000;
  std::vector<Eigen::MatrixXd> mean(task.base.size());
  for (std::size_t l = 0; l < mean.size(); ++l) {
    mean[l] = Eigen::MatrixXd::Zero(task.base[l].weights.rows(), task.base[l].weights.cols());
  }
  for (std::uint64_t k = 0; k < models; ++k) {
    const tuned_model model = tuner.tune({5, 78, k});
    for (std::size_t l = 0; l < mean.size(); ++l) mean[l] += change(task, model, l) / models;
  }
  for (std::size_t l = 0; l < mean.size(); ++l) {
    const Eigen::MatrixXd g = difference_quotients(task.base, task.pool, l);
    const auto width = static_cast<double>(g.cols());
    // E|mean - G|^2 = |G|^2 (m + 1)/(r models): off by more than twice that in one of 10^6 at most.
    const double expected = std::sqrt((width + 1) / (o.rank * double(models)));
    const double off = (mean[l] / -o.rate - g).norm() / g.norm();
    CAPTURE(l, off, expected);
    CHECK(off < 2 * expected);
    CHECK(off > expected / 2);
  }
}

TEST_CASE("a projected step is the gradient on the row space of A, whatever A's length and s") {
  const fine_tuning_task task = small_task();
  tuning_options o = one_step(tuning_method::lora_projected);
  const tuned_model model = model_tuner(task, o).tune(model_words);
  o.scale = 4;
  const tuned_model scaled = model_tuner(task, o).tune(model_words);
  o.method = tuning_method::lora_frozen;
  const tuned_model frozen = model_tuner(task, o).tune(model_words);
  for (std::size_t l = 0; l < task.base.size(); ++l) {
    const Eigen::MatrixXd g = difference_quotients(task.base, task.pool, l);
    const Eigen::MatrixXd step = change(task, model, l) / -o.rate;
    // The rows of the frozen step G A'A span those of A.
    const Eigen::MatrixXd of_frozen = change(task, frozen, l);
    const Eigen::MatrixXd space =
        symmetric_eigenvectors(of_frozen.transpose() * of_frozen).rightCols(o.rank);
    CHECK((step - g * space * space.transpose()).norm() < 1e-3 * g.norm());
    CHECK((change(task, frozen, l) / -o.rate - step).norm() > 0.1 * g.norm());
    CHECK((change(task, scaled, l) / -o.rate - step).norm() < 1e-3 * step.norm());
  }
}

TEST_CASE("matched covariance has LoRA's variances and its covariances across columns") {
  const fine_tuning_task task = small_task();
  const Eigen::MatrixXd g = difference_quotients(task.base, task.pool, 0);
  // Entries (k, i) and (k, j) of G A'A have the covariance g_ki g_kj/r, and (k, i) the variance
  // (|g_k|^2 + g_ki^2)/r.
  Eigen::Index k = 0;
  Eigen::Index i = 0;
  g.cwiseAbs().maxCoeff(&k, &i);
  Eigen::Index j = 0;
  for (Eigen::Index c = 0; c < g.cols(); ++c) {
    if (c != i && (j == i || std::abs(g(k, c)) > std::abs(g(k, j)))) j = c;
  }
  const double variance = (g.row(k).squaredNorm() + g(k, i) * g(k, i)) / 3;
  const double covariance = g(k, i) * g(k, j) / 3;
  const auto measure = [&](tuning_method method) {
    tuning_options o = one_step(method);
    o.norm_part = o.square_part = 1.0F / 3;
    model_tuner tuner(task, o);
    constexpr int models = 20000;
    double square = 0;
    double product = 0;
    for (std::uint64_t n = 0; n < models; ++n) {
      const Eigen::MatrixXd noise = change(task, tuner.tune({5, 79, n}), 0) / -o.rate - g;
      square += noise(k, i) * noise(k, i) / models;
      product += noise(k, i) * noise(k, j) / models;
    }
    return std::pair{square, product};
  };
  const double other = (g.row(k).squaredNorm() + g(k, j) * g(k, j)) / 3;
  // Seven standard errors, each false alarm below 1e-11.
  const double reach = 7 * std::sqrt(2.0 / 20000);
  const auto [square, product] = measure(tuning_method::matched_covariance);
  CAPTURE(square, variance, product, covariance);
  CHECK(std::abs(square - variance) < reach * variance);
  CHECK(std::abs(product - covariance) < reach * std::sqrt(variance * other));
  const auto [alone, nothing] = measure(tuning_method::matched_noise);
  CHECK(std::abs(alone - variance) < reach * variance);
  CHECK(std::abs(nothing - covariance) > reach * std::sqrt(variance * other));
}

TEST_CASE("layers without factors stay as they were") {
  const fine_tuning_task task = small_task();
  for (const tuning_method method : {tuning_method::lora, tuning_method::lora_redrawn}) {
    for (const int adapted : {1, 2}) {
      tuning_options o = one_step(method);
      o.steps = 3;
      o.rank = 9;
      o.adapted = {adapted};
      const tuned_model model = model_tuner(task, o).tune(model_words);
      const auto here = static_cast<std::size_t>(adapted - 1);
      CHECK(change(task, model, here).norm() > 0);
      CHECK(change(task, model, 1 - here).norm() == 0);
    }
  }
}

TEST_CASE("DP-SGD without noise and clipping is SGD to the bit; with them it is not") {
  const fine_tuning_task task = small_task();
  tuning_options o;
  o.method = tuning_method::full;
  o.steps = 30;
  o.batch = 8;
  const tuned_model plain = model_tuner(task, o).tune(model_words);
  o.method = tuning_method::dp_sgd;
  o.clip = std::numeric_limits<float>::infinity();
  const tuned_model same = model_tuner(task, o).tune(model_words);
  CHECK(same.scores == plain.scores);
  o.clip = 0.01F;
  CHECK(model_tuner(task, o).tune(model_words).scores != plain.scores);
}

TEST_CASE("a clipped step is no longer than examples times the bound, and noise has its spread") {
  const fine_tuning_task task = small_task();
  tuning_options o = one_step(tuning_method::dp_sgd);
  o.clip = 0.001F;
  const auto length = [&](const tuned_model& m) {
    double sum = 0;
    for (std::size_t l = 0; l < task.base.size(); ++l) {
      sum += change(task, m, l).squaredNorm() +
             (m.net[l].bias - task.base[l].bias).cast<double>().squaredNorm();
    }
    return std::sqrt(sum) / o.rate;
  };
  const double clipped = length(model_tuner(task, o).tune(model_words));
  CHECK(clipped <= 0.001 * 1.01);
  CHECK(clipped > 0.0001);
  o.noise_multiplier = 50;
  const double parameters = 12 * 9 + 9 + 9 * 4 + 4;
  const double expected = 0.001 * 50 / 40 * std::sqrt(parameters);
  CHECK(length(model_tuner(task, o).tune(model_words)) == Approx(expected).epsilon(0.3));
}

TEST_CASE("a model is a function of its stream; members are half of the pool, each by itself") {
  const fine_tuning_task task = small_task();
  tuning_options o;
  o.steps = 20;
  o.batch = 8;
  model_tuner tuner(task, o);
  const tuned_model first = tuner.tune(model_words);
  const tuned_model other = tuner.tune({5, 77, 4});
  CHECK(tuner.tune(model_words).scores == first.scores);
  CHECK(model_tuner(task, o).tune(model_words).member == first.member);
  CHECK(other.member != first.member);
  int members = 0;
  int alike = 0;  // of 3900 neighbours in the pool
  for (std::uint64_t k = 0; k < 100; ++k) {
    const std::vector<std::uint8_t> member = tuner.tune({6, 77, k}).member;
    for (std::size_t i = 0; i < member.size(); ++i) {
      members += member[i];
      alike += i > 0 && member[i] == member[i - 1] ? 1 : 0;
    }
  }
  CHECK(members == Approx(2000).margin(6 * 32));
  CHECK(alike == Approx(1950).margin(6 * 32));
}

TEST_CASE("every method and optimiser lowers the loss of its members") {
  const fine_tuning_task task = small_task();
  for (const tuning_method method : all_tuning_methods) {
    for (const optimiser_kind kind :
         {optimiser_kind::sgd, optimiser_kind::momentum, optimiser_kind::adam}) {
      tuning_options o;
      o.method = method;
      o.optimiser = kind;
      o.rank = 6;
      o.steps = 150;
      o.batch = 10;
      o.rate = kind == optimiser_kind::sgd ? 0.2F : 0.02F;
      o.norm_part = o.square_part = 1.0F / 6;
      o.noise_multiplier = 0.1F;
      o.checkpoints = {1, 150};
      const tuned_model model = model_tuner(task, o).tune(model_words);
      CAPTURE(name(method), static_cast<int>(kind), model.member_loss);
      CHECK(model.member_loss[1] < 0.8 * model.member_loss[0]);
    }
  }
}

TEST_CASE("frozen A leaves a change of its rank, A redrawn one of every rank") {
  const fine_tuning_task task = small_task();
  tuning_options o;
  o.rank = 2;
  o.steps = 40;
  o.batch = 10;
  const auto rank_of = [&](const tuned_model& m) {
    const Eigen::VectorXd values = singular_values(change(task, m, 0));
    return (values.array() > 1e-4 * values[0]).count();
  };
  o.method = tuning_method::lora_frozen;
  CHECK(rank_of(model_tuner(task, o).tune(model_words)) == 2);
  o.method = tuning_method::lora_redrawn;
  CHECK(rank_of(model_tuner(task, o).tune(model_words)) > 6);
}

TEST_CASE("known factors are those of every model, members and batches its own") {
  const fine_tuning_task task = small_task();
  tuning_options o = one_step(tuning_method::lora_frozen);
  o.everyone = false;
  o.steps = 12;
  o.batch = 10;
  o.sampling = batch_sampling::shuffled;
  // Of B A and B' A side by side, one above the other: that of A if it is the same.
  const auto common_rank = [&] {
    model_tuner tuner(task, o);
    const tuned_model one = tuner.tune(model_words);
    const tuned_model other = tuner.tune({model_words.seed, 78, 4});
    CHECK(one.member != other.member);
    const Eigen::MatrixXd mine = change(task, one, 0);
    CHECK((mine - change(task, other, 0)).norm() > 1e-2 * mine.norm());
    Eigen::MatrixXd both(2 * mine.rows(), mine.cols());
    both << mine, change(task, other, 0);
    const Eigen::VectorXd values = singular_values(both);
    return (values.array() > 1e-4 * values[0]).count();
  };
  CHECK(common_rank() == 6);
  o.known_factors = true;
  CHECK(common_rank() == 3);
}

TEST_CASE("what cannot be trained is refused by a sentence") {
  const fine_tuning_task task = small_task();
  const auto refused = [&](const auto& spoil, const std::string& word) {
    tuning_options o;
    o.batch = 10;
    spoil(o);
    CHECK_THROWS_WITH(model_tuner(task, o), Catch::Contains(word));
  };
  refused([](tuning_options& o) { o.rank = 13; }, "rank 13 on a layer of width 12");
  refused([](tuning_options& o) { o.rank = 10; }, "width 9");
  refused([](tuning_options& o) { o.rank = 0; }, "rank 0");
  refused([](tuning_options& o) { o.adapted = {1, 3}; }, "layer 3 of a network of 2");
  refused([](tuning_options& o) { o.adapted = {0}; }, "layer 0");
  refused([](tuning_options& o) { o.steps = 0; }, "one step");
  refused([](tuning_options& o) { o.batch = 41; }, "a batch of 41 of 40");
  refused([](tuning_options& o) { o.rate = 0; }, "learning rate");
  refused([](tuning_options& o) { o.clip = 0; }, "clipping");
  refused([](tuning_options& o) { o.checkpoints = {201}; }, "201 of 200");
  teacher_task_options large;
  large.pool = 1 << 24;
  CHECK_THROWS_WITH(teacher_task(large), Catch::Contains("smaller pool"));
}
