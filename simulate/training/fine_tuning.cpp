#include "simulate/training/fine_tuning.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "simulate/random/normal.hpp"

namespace loranoise::simulate {
namespace {

// The layers of a step share its part; each has so many of its elements to itself.
constexpr std::uint64_t elements_of_a_layer = 1 << 26;

std::span<float> entries(Eigen::MatrixXf& m) {
  return {m.data(), static_cast<std::size_t>(m.size())};
}

}  // namespace

model_tuner::model_tuner(const fine_tuning_task& task, tuning_options options)
    : task_(task),
      options_(std::move(options)),
      batches_(task.pool.size(), options_),
      layers_(task.base.size()) {
  check_tuning(task_, options_);
  if (options_.checkpoints.empty()) options_.checkpoints = {options_.steps};
  std::sort(options_.checkpoints.begin(), options_.checkpoints.end());
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    trainee& layer = layers_[l];
    const bool last = l + 1 == layers_.size();
    const bool low_rank = has_factors(options_.method);
    layer.out = task_.base[l].weights.rows();
    layer.rank = low_rank && is_adapted(options_, l) ? options_.rank : 0;
    layer.trains_weights = !low_rank && (options_.method != tuning_method::last_layer || last);
    layer.trains_bias = layer.trains_weights && !takes_rank(options_.method);
  }
  first_layer_untouched_ = !layers_.front().trains_weights;
}

void model_tuner::begin() {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    trainee& layer = layers_[l];
    layer.columns.resize(task_.base[l].weights.cols(), layer.out + layer.rank);
    layer.weights() = task_.base[l].weights.transpose();
    layer.bias = task_.base[l].bias;
    layer.of_weights = layer.of_bias = layer.of_a = layer.of_b = {};
  }
  first_layer_untouched_ = !layers_.front().trains_weights;
  batches_.draw_members(parts_);
  if (has_factors(options_.method)) draw_factors(0);
}

stream model_tuner::factor_words(std::uint64_t index) const {
  if (!options_.known_factors) return parts_.at(model_part::factors, index);
  return {parts_.words.seed, experiment_id("training/known factors"), index};
}

// A anew and B = 0, one layer after another from the elements of one part.
void model_tuner::draw_factors(std::uint64_t index) {
  const stream words = factor_words(index);
  std::uint64_t first = 0;
  for (trainee& layer : layers_) {
    if (!layer.has_factors()) continue;
    Eigen::MatrixXf a(layer.rank, layer.columns.rows());
    layer.b = Eigen::MatrixXf::Zero(layer.out, layer.rank);
    if (options_.kaiming_uniform) {
      const float reach = 1 / std::sqrt(static_cast<float>(a.cols()));
      for (float& x : entries(a)) {
        x = reach * (static_cast<float>(words.word32(first++)) * 0x1p-31F - 1);
      }
    } else {
      fill_normal(words, first, entries(a));
      a *= 1 / std::sqrt(static_cast<float>(options_.rank));
      first += static_cast<std::uint64_t>(a.size());
    }
    layer.a() = a.transpose();
    if (options_.method == tuning_method::lora_projected) {
      const Eigen::MatrixXf gram = options_.scale * options_.scale * a * a.transpose();
      layer.projector = gram.llt().solve(Eigen::MatrixXf::Identity(gram.rows(), gram.cols()));
    }
  }
}

void model_tuner::gather() {
  const std::vector<Eigen::Index>& batch = batches_.batch();
  const auto size = static_cast<Eigen::Index>(batch.size());
  trainee& first = layers_.front();
  first.inputs.resize(task_.pool.inputs.rows(), size);
  if (first_layer_untouched_) first.outputs.resize(first.out + first.rank, size);
  labels_.resize(batch.size());
  for (Eigen::Index i = 0; i < size; ++i) {
    const Eigen::Index sample = batch[static_cast<std::size_t>(i)];
    first.inputs.col(i) = task_.pool.inputs.col(sample);
    if (first_layer_untouched_) first.slopes().col(i) = task_.first.col(sample);
    labels_[static_cast<std::size_t>(i)] = task_.pool.labels[static_cast<std::size_t>(sample)];
  }
}

// Leaves each layer's outputs before the tanh in slopes(), and the next one's inputs.
void model_tuner::forward() {
  gather();
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    trainee& layer = layers_[l];
    if (l == 0 && first_layer_untouched_) {
      layer.sketched.noalias() = layer.a().transpose() * layer.inputs;
    } else {
      layer.outputs.noalias() = layer.columns.transpose() * layer.inputs;
      layer.slopes().colwise() += layer.bias;
      layer.sketched = layer.back();
    }
    if (layer.has_factors()) {
      layer.slopes().noalias() += options_.scale * layer.b * layer.sketched;
    }
    if (l + 1 < layers_.size()) layers_[l + 1].inputs = layer.slopes().array().tanh();
  }
}

bool model_tuner::trains_below(std::size_t l) const {
  return std::any_of(layers_.begin(), layers_.begin() + static_cast<std::ptrdiff_t>(l),
                     [](const trainee& t) { return t.trains_weights || t.has_factors(); });
}

// Each sample's slopes at the outputs of every layer that trains.
void model_tuner::backward() {
  to_slopes(layers_.back().slopes(), labels_);
  for (std::size_t l = layers_.size(); l-- > 0;) {
    trainee& layer = layers_[l];
    if (layer.has_factors()) {
      layer.back().noalias() = options_.scale * layer.b.transpose() * layer.slopes();
    }
    if (l == 0 || !trains_below(l)) break;
    trainee& below = layers_[l - 1];
    below.slopes().noalias() = layer.columns * layer.outputs;
    below.slopes().array() *= 1 - layer.inputs.array().square();
  }
}

// An example's gradient is slope (x', 1) in every layer, so its norm needs no gradient.
void model_tuner::clip_examples() {
  Eigen::ArrayXf squares = Eigen::ArrayXf::Zero(layers_.front().inputs.cols());
  for (const trainee& layer : layers_) {
    squares += layer.slopes().colwise().squaredNorm().transpose().array() *
               (layer.inputs.colwise().squaredNorm().transpose().array() + 1);
  }
  const Eigen::ArrayXf factors = (options_.clip / squares.sqrt()).min(1.0F);
  for (trainee& layer : layers_) layer.slopes().array().rowwise() *= factors.transpose();
}

void model_tuner::add_noise(trainee& layer, const stream& words, std::uint64_t first) const {
  if (options_.method == tuning_method::matched_covariance) {
    add_covariant_noise(layer, words, first);
    return;
  }
  layer.noise.resize(layer.gradient.cols(), layer.gradient.rows());
  fill_normal(words, first, entries(layer.noise));
  if (options_.method == tuning_method::dp_sgd) {
    const float deviation = options_.clip * options_.noise_multiplier / batches_.divisor();
    layer.gradient += deviation * layer.noise.transpose();
    Eigen::VectorXf more(layer.gradient_bias.size());
    fill_normal(words, first + static_cast<std::uint64_t>(layer.noise.size()),
                {more.data(), static_cast<std::size_t>(more.size())});
    layer.gradient_bias += deviation * more;
    return;
  }
  using row = Eigen::Array<float, 1, Eigen::Dynamic>;
  const row norms = options_.norm_part * layer.gradient.colwise().squaredNorm().array();
  layer.gradient.array() +=
      layer.noise.transpose().array() *
      ((options_.square_part * layer.gradient.array().square()).rowwise() + norms).sqrt();
}

// Of A'A - I, A normal, entries (i, j) have covariances (1 + [i = j])/rank with themselves and none
// with others; so has (Z + Z')/sqrt(2 rank), Z of independent standard normal entries.
void model_tuner::add_covariant_noise(trainee& layer, const stream& words,
                                      std::uint64_t first) const {
  const Eigen::Index width = layer.gradient.rows();
  layer.noise.resize(width, width);
  fill_normal(words, first, entries(layer.noise));
  const float deviation = 1 / std::sqrt(2 * static_cast<float>(options_.rank));
  const Eigen::MatrixXf both = deviation * (layer.noise + layer.noise.transpose());
  layer.gradient += both * layer.gradient;
}

void model_tuner::update_factors(trainee& layer) const {
  const float share = 1 / batches_.divisor();
  if (options_.method == tuning_method::lora_projected) {
    layer.sketched = layer.projector * layer.sketched;
  }
  layer.of_b.step(options_.optimiser, options_.rate, layer.b, options_.scale * share,
                  layer.slopes(), layer.sketched.transpose());
  if (options_.method == tuning_method::lora) {
    layer.of_a.step(options_.optimiser, options_.rate, layer.a(), share, layer.inputs,
                    layer.back().transpose());
  }
}

void model_tuner::update(trainee& layer, int number, std::size_t place) {
  if (layer.has_factors()) {
    update_factors(layer);
    return;
  }
  if (!layer.trains_weights) return;
  layer.gradient.noalias() = layer.inputs * layer.slopes().transpose();
  layer.gradient *= 1 / batches_.divisor();
  layer.gradient_bias = layer.slopes().rowwise().sum() / batches_.divisor();
  const bool noisy = takes_rank(options_.method) ||
                     (options_.method == tuning_method::dp_sgd && options_.noise_multiplier > 0);
  if (noisy) {
    add_noise(layer, parts_.at(model_part::noise, static_cast<std::uint64_t>(number)),
              place * elements_of_a_layer);
  }
  layer.of_weights.step(options_.optimiser, options_.rate, layer.weights(), layer.gradient);
  if (layer.trains_bias) {
    layer.of_bias.step(options_.optimiser, options_.rate, layer.bias, layer.gradient_bias);
  }
}

void model_tuner::merge_factors() {
  for (trainee& layer : layers_) {
    if (!layer.has_factors()) continue;
    layer.weights().noalias() += options_.scale * layer.a() * layer.b.transpose();
  }
  first_layer_untouched_ = false;
}

void model_tuner::step(int number) {
  if (options_.method == tuning_method::lora_redrawn && number > 0 &&
      number % options_.redraw_every == 0) {
    merge_factors();
    draw_factors(static_cast<std::uint64_t>(number));
  }
  batches_.choose(parts_, number);
  if (batches_.batch().empty() && options_.method != tuning_method::dp_sgd) return;
  forward();
  backward();
  if (options_.method == tuning_method::dp_sgd) clip_examples();
  for (std::size_t l = 0; l < layers_.size(); ++l) update(layers_[l], number, l);
}

mlp model_tuner::merged() const {
  mlp net;
  for (const trainee& layer : layers_) {
    net.push_back({layer.weights().transpose(), layer.bias});
    if (layer.has_factors()) {
      net.back().weights += options_.scale * layer.b * layer.a().transpose();
    }
  }
  return net;
}

void model_tuner::score(tuned_model& model, std::size_t checkpoint) const {
  const mlp net = merged();
  const Eigen::VectorXf pool = margins(logits(net, task_.pool.inputs), task_.pool.labels);
  model.scores.col(static_cast<Eigen::Index>(checkpoint)) = pool;
  const std::vector<Eigen::Index>& members = batches_.members();
  Eigen::VectorXf own(static_cast<Eigen::Index>(members.size()));
  for (Eigen::Index i = 0; i < own.size(); ++i) {
    own[i] = pool[members[static_cast<std::size_t>(i)]];
  }
  model.member_loss.push_back(mean_loss(own));
  const Eigen::MatrixXf unseen = logits(net, task_.held_out.inputs);
  model.held_out_loss.push_back(mean_loss(margins(unseen, task_.held_out.labels)));
  if (checkpoint + 1 < options_.checkpoints.size()) return;
  model.held_out_accuracy = accuracy(unseen, task_.held_out.labels);
  model.net = net;
}

tuned_model model_tuner::tune(const stream& words) {
  parts_ = {words, options_.steps};
  begin();
  tuned_model model;
  model.member = batches_.is_member();
  model.scores.resize(task_.pool.size(), static_cast<Eigen::Index>(options_.checkpoints.size()));
  std::size_t checkpoint = 0;
  for (int t = 0; t < options_.steps; ++t) {
    step(t);
    while (checkpoint < options_.checkpoints.size() && options_.checkpoints[checkpoint] == t + 1) {
      score(model, checkpoint++);
    }
  }
  return model;
}

}  // namespace loranoise::simulate
