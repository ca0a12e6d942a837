#include "verify/experiments/attacked_release.hpp"

#include "verify/experiments/released_row.hpp"
#include "verify/experiments/row_loss.hpp"

namespace loranoise::verify {
namespace {

struct attack_counts {
  std::vector<std::uint64_t> found;
  std::vector<std::uint64_t> false_alarms;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.found, self.false_alarms);
  }
};

struct attack_trial {
  row_loss loss;
  const std::vector<double>& thresholds;
  double other_norm;  // |u'|/|u|
  released_row row;
  released_row neighbour;

  void operator()(const simulate::stream& words, attack_counts& counts) {
    count(loss(row.draw(words.part(0, 2))), counts.found);
    count(loss(other_norm * neighbour.draw(words.part(1, 2))), counts.false_alarms);
  }

  void count(double own, std::vector<std::uint64_t>& calls) const {
    for (std::size_t i = 0; i < thresholds.size(); ++i) calls[i] += own > thresholds[i] ? 1 : 0;
  }
};

}  // namespace

std::string name(const attacked_release_experiment& what) {
  return "attacked release/" + what.pair->name + "/rank " + std::to_string(what.rank);
}

double cost(const attacked_release_experiment& what) {
  return static_cast<double>(what.trials) * 2 *
         (released_row::cost(what.pair->row.size(), what.rank) + 500);
}

attacked_release_result run(const attacked_release_experiment& what,
                            const sweep_settings& settings) {
  const Eigen::RowVectorXd& u = what.pair->row;
  const Eigen::RowVectorXd& other = what.pair->neighbour;
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const std::size_t count = what.thresholds.size();
  attacked_release_result result{plan.trials, std::vector<std::uint64_t>(count),
                                 std::vector<std::uint64_t>(count)};
  simulate::run_blocks(
      plan, settings.threads,
      [&] {
        return attack_counts{std::vector<std::uint64_t>(count), std::vector<std::uint64_t>(count)};
      },
      attack_trial{row_loss(what.rank, u, other), what.thresholds, other.norm() / u.norm(),
                   released_row(u, what.rank), released_row(other, what.rank)},
      [&](std::uint64_t, const attack_counts& block) {
        for (std::size_t i = 0; i < count; ++i) {
          result.found[i] += block.found[i];
          result.false_alarms[i] += block.false_alarms[i];
        }
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
