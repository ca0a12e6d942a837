#include "verify/adapters/adapter_report.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "simulate/gradients/mapped_file.hpp"
#include "simulate/gradients/source.hpp"

namespace loranoise::verify {
namespace {

using matrices = std::map<std::string, simulate::stored_matrix>;

// As the base model names the layer: a model that PEFT wraps says base_model.model.NAME.base_layer.
std::string layer_name(std::string weight) {
  for (const std::string ending : {".weight", ".base_layer"}) {
    if (weight.ends_with(ending)) weight.resize(weight.size() - ending.size());
  }
  const std::string wrapper = "base_model.model.";
  if (weight.starts_with(wrapper)) weight.erase(0, wrapper.size());
  return weight;
}

matrices gradients_by_layer(const std::string& what) {
  matrices all;
  if (what.empty()) return all;
  for (simulate::stored_matrix& stored : simulate::find_gradients(what)) {
    all.emplace(layer_name(stored.name), std::move(stored));
  }
  return all;
}

// height x width, whichever way the file has it.
Eigen::MatrixXd oriented(const simulate::stored_matrix& stored, const simulate::peft_layer& layer,
                         bool transposed) {
  Eigen::MatrixXd g = stored.values();
  const Eigen::Index height = layer.b.rows();
  const Eigen::Index width = layer.a.cols();
  if (transposed && g.rows() == width && g.cols() == height) g.transposeInPlace();
  if (g.rows() != height || g.cols() != width) {
    throw std::runtime_error(stored.described() + " is " + std::to_string(g.rows()) + " x " +
                             std::to_string(g.cols()) + ", and the adapter's layer " +
                             std::to_string(height) + " x " + std::to_string(width) +
                             ": give the gradient of this layer's weight");
  }
  return g;
}

// Once B has moved, A may have too, and few entries of a trained A fit some law by chance: only the
// one that the configuration names is taken then.
initialisation_test start_of(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                             const std::string& configured) {
  initialisation_test start = test_initialisation(a, b);
  const bool other_law = (start.found == initialisation::gaussian && configured != "gaussian") ||
                         (start.found == initialisation::kaiming_uniform && configured != "true");
  if (!b.isZero(0) && other_law) start.found = initialisation::unknown;
  return start;
}

// c with E[c A'A] = I, as A was drawn; for an A of unknown law, trace(c A'A) = width.
double unit_scale(const Eigen::MatrixXd& a, initialisation start) {
  const auto rank = static_cast<double>(a.rows());
  const auto width = static_cast<double>(a.cols());
  if (start == initialisation::kaiming_uniform) return 3 * width / rank;
  if (start == initialisation::gaussian) return rank;
  return width / a.squaredNorm();
}

double noise_to_signal(const Eigen::MatrixXd& g, const Eigen::MatrixXd& a, double scale) {
  return (scale * (g * a.transpose()) * a - g).squaredNorm() / g.squaredNorm();
}

update_identity check_identity(const Eigen::MatrixXd& g, const Eigen::MatrixXd& a,
                               const Eigen::MatrixXd& change, double scale, double step_size) {
  const Eigen::MatrixXd direction = -scale * (g * a.transpose());
  update_identity found;
  found.step_size =
      step_size > 0 ? step_size : change.cwiseProduct(direction).sum() / direction.squaredNorm();
  found.error = (change - found.step_size * direction).norm() / change.norm();
  return found;
}

const simulate::peft_layer* layer_of(const std::vector<simulate::peft_adapter>& adapters,
                                     const std::string& layer) {
  for (const simulate::peft_adapter& adapter : adapters) {
    for (const simulate::peft_layer& each : adapter.layers) {
      if (each.name == layer) return &each;
    }
  }
  return nullptr;
}

}  // namespace

void check_gradient_names(const std::vector<simulate::peft_adapter>& adapters,
                          const std::string& gradients) {
  const matrices given = gradients_by_layer(gradients);
  std::string known;
  for (const simulate::peft_adapter& adapter : adapters) {
    for (const simulate::peft_layer& layer : adapter.layers) {
      if (given.contains(layer.name)) return;
      if (known.empty()) known = simulate::shown(layer.name);
    }
  }
  if (given.empty() || known.empty()) return;
  throw std::runtime_error(given.begin()->second.described() +
                           " has not the name of a layer of the adapter, such as " + known +
                           ": name gradients as the base model names its weights");
}

std::vector<adapter_layer_report> report_on(const simulate::peft_adapter& adapter,
                                            const adapter_question& question) {
  const matrices gradients = gradients_by_layer(question.gradients);
  const auto before = question.before.empty() ? std::vector<simulate::peft_adapter>{}
                                              : simulate::read_peft_folder(question.before);
  std::vector<adapter_layer_report> all;
  for (const simulate::peft_layer& layer : adapter.layers) {
    adapter_layer_report report;
    report.layer = layer;
    const Eigen::MatrixXd a = layer.a.values();
    const Eigen::MatrixXd b = layer.b.values();
    report.b_is_zero = b.isZero(0);
    // An embedding's roles are swapped: A starts at zero and B is drawn.
    report.start = start_of(a, b, adapter.config.initialisation);
    const auto found = gradients.find(layer.name);
    if (found != gradients.end() && !a.isZero(0) &&
        layer.kind == simulate::peft_layer_kind::linear) {
      const Eigen::MatrixXd g = oriented(found->second, layer, adapter.config.transposed);
      if (g.isZero(0)) {
        throw std::runtime_error(found->second.described() + " is all zeros: name another");
      }
      report.noise_to_signal = noise_to_signal(g, a, unit_scale(a, report.start.found));
      Eigen::MatrixXd change = b;
      bool a_unchanged = true;
      if (const auto* start = layer_of(before, layer.name)) {
        if (start->b.rows() == b.rows() && start->b.cols() == b.cols()) change -= start->b.values();
        a_unchanged = start->a.values() == a;
      }
      if (!change.isZero(0)) {
        report.identity = check_identity(g, a, change, layer.scale, question.step_size);
        report.identity->a_unchanged = a_unchanged;
      }
    }
    all.push_back(std::move(report));
  }
  return all;
}

std::vector<std::string> notes_on(const simulate::peft_adapter& adapter,
                                  const std::vector<adapter_layer_report>& layers) {
  const simulate::peft_config& config = adapter.config;
  std::vector<std::string> notes;
  if (config.type != "LORA") {
    notes.push_back("an adapter of kind " + simulate::shown(config.type) +
                    ", which has no random A of LoRA's: left alone");
    return notes;
  }
  const auto any = [&](const auto& is_so) {
    return std::any_of(layers.begin(), layers.end(), is_so);
  };
  const std::string& start = config.initialisation;
  if (start != "true" && start != "false" && start != "gaussian" && start != "orthogonal") {
    notes.push_back("initialised by " + simulate::shown(start) +
                    ", from the base weights or data: A is no draw of a known law");
  }
  if (any([](const auto& l) { return l.start.found == initialisation::orthogonal; })) {
    notes.emplace_back(
        "orthogonal start: B is not 0 and B A = 0, so A moves from the first step on; the frozen-A "
        "identity holds for the change of B alone");
  }
  if (any([](const auto& l) { return l.layer.kind == simulate::peft_layer_kind::embedding; })) {
    notes.emplace_back("embeddings: A starts at 0 and B is drawn, the noise is on the other side");
  }
  if (any([](const auto& l) {
        return l.layer.kind == simulate::peft_layer_kind::linear &&
               l.start.found == initialisation::zero && !l.b_is_zero;
      })) {
    notes.emplace_back("A is 0 and B is not: the noise is on the other side, B B' G");
  }
  if (config.initialisation == "true" &&
      any([](const auto& l) { return l.start.found == initialisation::unknown; })) {
    notes.emplace_back(
        "A fits none of PEFT's laws: it was trained, or converted from PiSSA or OLoRA, in which "
        "case its lower half is the start itself and the sketch is public");
  }
  if (config.decomposed) {
    notes.emplace_back("DoRA: after the first step s B A is not the change of the weight");
  }
  if (config.with_bias) notes.emplace_back("lora_bias: a bias is trained beside B");
  if (config.layers_replicated) {
    notes.emplace_back("layer_replication: copies of a layer are adapted apart");
  }
  if (config.transposed) {
    notes.emplace_back("fan_in_fan_out: the base weight and its gradient are stored in x out");
  }
  if (!adapter.others.empty()) {
    notes.push_back(std::to_string(adapter.others.size()) +
                    " tensors are no part of LoRA (modules_to_save and the like): left alone");
  }
  return notes;
}

}  // namespace loranoise::verify
