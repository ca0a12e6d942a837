#include "verify/experiments/shadow_models.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "simulate/algebra/spectrum.hpp"
#include "simulate/training/mlp.hpp"

namespace loranoise::verify {
namespace {

using simulate::tuning_method;

// One trained model, as it goes to other processes and into the store.
struct one_model {
  std::vector<std::uint8_t> member;
  Eigen::MatrixXf scores;
  std::vector<double> member_loss;
  std::vector<double> held_out_loss;
  double accuracy = 0;
  double change_rank = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.member, self.scores, self.member_loss, self.held_out_loss, self.accuracy,
            self.change_rank);
  }
};

// Singular values above a part in a thousand of the largest: single precision leaves others.
double rank_of(const Eigen::MatrixXf& change) {
  constexpr double smallest = 1e-3;
  const Eigen::MatrixXd x = change.cast<double>();
  const Eigen::MatrixXd gram = x.rows() <= x.cols() ? Eigen::MatrixXd(x * x.transpose())
                                                    : Eigen::MatrixXd(x.transpose() * x);
  const Eigen::VectorXd squares = simulate::symmetric_eigenvalues(gram);
  return static_cast<double>((squares.array() > smallest * smallest * squares.maxCoeff()).count());
}

struct shadow_trial {
  simulate::model_tuner tuner;
  const simulate::mlp& base;

  void operator()(const simulate::stream& words, one_model& out) {
    simulate::tuned_model m = tuner.tune(words);
    out.change_rank = rank_of(m.net.front().weights - base.front().weights);
    out.member = std::move(m.member);
    out.scores = std::move(m.scores);
    out.member_loss = std::move(m.member_loss);
    out.held_out_loss = std::move(m.held_out_loss);
    out.accuracy = m.held_out_accuracy;
  }
};

void append(shadow_result& all, const one_model& m) {
  ++all.models;
  all.member.insert(all.member.end(), m.member.begin(), m.member.end());
  for (std::size_t c = 0; c < all.checkpoints.size(); ++c) {
    const auto column = m.scores.col(static_cast<Eigen::Index>(c));
    all.scores[c].insert(all.scores[c].end(), column.begin(), column.end());
    all.member_loss[c].push_back(m.member_loss[c]);
    all.held_out_loss[c].push_back(m.held_out_loss[c]);
  }
  all.held_out_accuracy.push_back(m.accuracy);
  all.change_rank.push_back(m.change_rank);
}

}  // namespace

void shadow_result::add(const shadow_result& more) {
  const auto join = [](auto& own, const auto& other) {
    own.insert(own.end(), other.begin(), other.end());
  };
  models += more.models;
  join(member, more.member);
  for (std::size_t c = 0; c < checkpoints.size(); ++c) {
    join(scores[c], more.scores[c]);
    join(member_loss[c], more.member_loss[c]);
    join(held_out_loss[c], more.held_out_loss[c]);
  }
  join(held_out_accuracy, more.held_out_accuracy);
  join(change_rank, more.change_rank);
}

std::vector<float> base_scores(const simulate::fine_tuning_task& task) {
  const Eigen::VectorXf all =
      simulate::margins(simulate::logits(task.base, task.pool.inputs), task.pool.labels);
  return {all.begin(), all.end()};
}

simulate::score_table scores_at(const shadow_result& r, std::size_t checkpoint,
                                const std::vector<float>& base) {
  return {r.models, r.examples, r.scores.at(checkpoint), r.member, base};
}

std::string method_name(const simulate::tuning_options& o) {
  std::string all(simulate::name(o.method));
  if (takes_rank(o.method) && o.method != tuning_method::matched_noise) {
    all += fmt::format(", rank {}", o.rank);
  }
  if (o.known_factors && has_factors(o.method)) all += ", A known";
  if (o.method == tuning_method::matched_noise) {
    all += fmt::format(", rank {:.6g}", 1 / o.norm_part);
  }
  if (o.method == tuning_method::dp_sgd) {
    all += fmt::format(", noise {:g}, clip {:g}", o.noise_multiplier, o.clip);
  }
  return all;
}

std::string name(const shadow_experiment& what) {
  const simulate::tuning_options& o = what.options;
  return fmt::format(
      "shadow/{}/{}/{} steps of {:g}, batch {} {}, optimiser {}, scale {:g}{}{}{}{}/checkpoints {}/"
      "models {} to {}",
      what.task->name, method_name(o), o.steps, o.rate, o.batch, static_cast<int>(o.sampling),
      static_cast<int>(o.optimiser), o.scale, o.kaiming_uniform ? ", uniform" : "",
      o.everyone ? ", all members" : "",
      o.method == tuning_method::lora_redrawn ? fmt::format(", every {}", o.redraw_every) : "",
      o.adapted.empty() || !has_factors(o.method)
          ? ""
          : fmt::format(", layers {}", fmt::join(o.adapted, " ")),
      o.checkpoints.size(), what.first, what.first + what.trials);
}

double cost(const shadow_experiment& what) {
  constexpr double nanoseconds_a_step = 20000;
  constexpr double nanoseconds_a_checkpoint = 5e5;
  return static_cast<double>(what.trials) *
         (nanoseconds_a_step * what.options.steps +
          nanoseconds_a_checkpoint * static_cast<double>(what.options.checkpoints.size() + 1));
}

shadow_result run(const shadow_experiment& what, const sweep_settings& settings) {
  simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  plan.trials = what.trials;  // a block for each model, no more
  plan.block_size = 1;
  shadow_result result;
  result.examples = static_cast<std::uint64_t>(what.task->pool.size());
  result.checkpoints = what.options.checkpoints;
  if (result.checkpoints.empty()) result.checkpoints = {what.options.steps};
  result.scores.resize(result.checkpoints.size());
  result.member_loss.resize(result.checkpoints.size());
  result.held_out_loss.resize(result.checkpoints.size());
  simulate::run_blocks(
      plan, settings.threads, [] { return one_model{}; },
      shadow_trial{simulate::model_tuner(*what.task, what.options), what.task->base},
      [&](std::uint64_t, const one_model& m) { append(result, m); }, as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
