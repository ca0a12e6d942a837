#include "digits_study.hpp"

#include <fmt/format.h>

#include "simulate/adapter.hpp"
#include "simulate/digits.hpp"
#include "simulate/train.hpp"

namespace loranoise::cli {
namespace {

void log_training(const simulate::training_record& record, std::ostream& log) {
  const auto last = record.log.size() - 1;
  for (const std::size_t i : {std::size_t{0}, last / 2, last}) {
    log << fmt::format("  epoch {:>3}: training loss {:.4f}, test accuracy {:.1f} %\n",
                       record.log[i].epoch, record.log[i].training_loss,
                       100 * record.log[i].test_accuracy);
  }
}

void add_adapters(const simulate::perceptron& net, const simulate::dataset& data,
                  std::uint64_t seed, verify::study& study) {
  for (const int rank : {1, 8, 32}) {
    simulate::adapter_options options;
    options.rank = rank;
    options.seed = seed;
    for (const auto& path : simulate::train_adapters(net, data, options).adapters) {
      study.adapters.push_back(
          {fmt::format("{} adapter, rank {}, {} steps", path.layer, rank, options.steps),
           path.b * path.a, path.summed_gradient, path.a, path.learning_rate});
    }
  }
}

}  // namespace

verify::study make_digits_study(const std::string& digits_file, std::uint64_t seed,
                                const verify::profile& budget, std::ostream& log) {
  const simulate::dataset data = simulate::read_digits(digits_file);
  log << "training a 64-128-10 network on " << data.size() << " handwritten digits\n";
  simulate::training_options options;
  options.seed = seed;
  const simulate::training_record record = simulate::train_digits(data, options);
  log_training(record, log);

  verify::study study;
  study.budget = budget;
  for (const auto& snapshot : record.gradients) {
    study.gradients.push_back({snapshot.name, snapshot.gradient});
  }
  for (const verify::named_gradient& g : study.gradients) {
    if (g.name == "layer1_start" || g.name == "layer2_middle" || g.name == "layer1_end") {
      study.probes.push_back(verify::choose_probe_row(g));
    }
  }
  for (const int width : {16, 64, 256, 1024, 4096}) {
    study.flat_rows.push_back(verify::flat_row(width));
  }
  add_adapters(record.initial, data, seed, study);
  return study;
}

}  // namespace loranoise::cli
