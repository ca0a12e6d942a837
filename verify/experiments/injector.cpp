#include "verify/experiments/injector.hpp"

#include <cmath>

#include "verify/statistics/block_field.hpp"

namespace loranoise::verify {
namespace {

struct injected_block {
  Eigen::ArrayXXd sum, squares;
  double along = 0;
  double mixed = 0;
  std::vector<double> counts;
  std::uint64_t trials = 0;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.sum, self.squares, self.along, self.mixed, self.counts, self.trials);
  }
};

class injected_trials {
 public:
  explicit injected_trials(const injector_experiment& what)
      : what_(&what), draw_(what.family->make()) {}

  void operator()(const simulate::stream& words, injected_block& block) {
    draw_(words, what_->gradient->values, 0, noise_);
    const Eigen::RowVectorXd weighted = what_->gradient->values.row(0).cwiseProduct(noise_);
    const double along = weighted.sum();
    block.sum += noise_.array();
    block.squares += noise_.array().square();
    block.along += along;
    block.mixed += along * along - weighted.squaredNorm();
    const double watched = noise_[what_->column];
    for (std::size_t k = 0; k < block.counts.size(); ++k) {
      const injector_event& event = what_->events[k];
      if (watched > event.low && watched <= event.high) ++block.counts[k];
    }
    ++block.trials;
  }

 private:
  const injector_experiment* what_;
  injector_draw draw_;
  Eigen::RowVectorXd noise_;
};

}  // namespace

std::string name(const injector_experiment& what) {
  return "injector/" + std::string(what.family->name) + "/" + what.gradient->name;
}

double cost(const injector_experiment& what) {
  return static_cast<double>(what.trials) * (500 + 15.0 * what.family->rank * what.family->width);
}

injector_result run(const injector_experiment& what, const sweep_settings& settings) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const Eigen::Index width = what.gradient->values.cols();
  const double norm_squared = what.row().squaredNorm();
  block_field mean(1, width);
  block_field squares(1, width);
  injector_result result;
  result.trials = plan.trials;
  result.counts.assign(what.events.size(), 0);
  simulate::run_blocks(
      plan, settings.threads,
      [&] {
        const Eigen::ArrayXXd none = Eigen::ArrayXXd::Zero(1, width);
        return injected_block{none, none, 0, 0, std::vector<double>(what.events.size())};
      },
      injected_trials(what),
      [&](std::uint64_t, const injected_block& block) {
        const auto count = static_cast<double>(block.trials);
        mean.add(block.sum / count);
        squares.add(block.squares / count);
        result.along.push_back(block.along / count / norm_squared);
        result.mixed.push_back(block.mixed / count);
        for (std::size_t k = 0; k < block.counts.size(); ++k) result.counts[k] += block.counts[k];
      },
      as_increments(settings));
  result.mean = mean.mean();
  result.mean_error = mean.standard_error();
  result.squares = squares.mean();
  result.squares_error = squares.standard_error();
  return result;
}

}  // namespace loranoise::verify
