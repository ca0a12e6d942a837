#include "verify/experiments/whole_row.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "theory/row/law.hpp"
#include "verify/experiments/released_row.hpp"

namespace loranoise::verify {
namespace {

struct joint_block {
  double overlap_loss = 0;
  std::vector<std::uint64_t> counts;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.overlap_loss, self.counts);
  }
};

std::size_t interval_of(const std::vector<double>& lines, double x) {
  return static_cast<std::size_t>(std::upper_bound(lines.begin(), lines.end(), x) - lines.begin());
}

struct joint_trial {
  int rank;
  Eigen::VectorXd u;  // of length 1
  whole_row_grid grid;
  released_row row;

  void operator()(const simulate::stream& words, joint_block& block) {
    const Eigen::VectorXd& v = row.draw(words);
    const auto width = static_cast<double>(u.size());
    const double s = u.dot(v);
    const double length = std::max(v.norm(), std::abs(s));  // rounding may leave it a little below
    const double noise = theory::row_log_density(rank, width, 1, s, length);
    const double gaussian = theory::row_gaussian_log_density(rank, width, 1, s, length);
    block.overlap_loss += std::max(0.0, -std::expm1(gaussian - noise));
    const double w = rank * (length - std::abs(s)) * (length + std::abs(s));
    ++block.counts[whole_row_counts::side * interval_of(grid.s, s) + interval_of(grid.w, w)];
  }
};

}  // namespace

whole_row_grid::whole_row_grid(int rank, Eigen::Index width) {
  const boost::math::normal normal(1, std::sqrt(2.0 / rank));
  const boost::math::chi_squared across(static_cast<double>(width - 1));
  for (int i = 1; i < whole_row_counts::side; ++i) {
    const double p = static_cast<double>(i) / whole_row_counts::side;
    s.push_back(quantile(normal, p));
    w.push_back(quantile(across, p));
  }
}

std::string name(const whole_row_experiment& what) {
  return "joint/" + what.row->name + "/rank " + std::to_string(what.rank);
}

double cost(const whole_row_experiment& what) {
  return static_cast<double>(what.trials) *
         (released_row::cost(what.row->values.size(), what.rank) + 400);
}

whole_row_result run(const whole_row_experiment& what, const sweep_settings& settings) {
  const Eigen::RowVectorXd& u = what.row->values;
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  constexpr auto side = static_cast<std::size_t>(whole_row_counts::side);
  constexpr std::size_t cells = side * side;
  whole_row_result result;
  result.trials = plan.trials;
  result.counts.even.assign(cells, 0);
  result.counts.odd.assign(cells, 0);
  simulate::run_blocks(
      plan, settings.threads,
      [] {
        return joint_block{0, std::vector<std::uint64_t>(cells)};
      },
      joint_trial{
          what.rank, u.transpose() / u.norm(), {what.rank, u.size()}, released_row(u, what.rank)},
      [&](std::uint64_t index, const joint_block& block) {
        result.overlap_loss.push_back(block.overlap_loss / static_cast<double>(plan.block_size));
        auto& sums = index % 2 == 0 ? result.counts.even : result.counts.odd;
        for (std::size_t c = 0; c < cells; ++c) sums[c] += block.counts[c];
      },
      as_increments(settings));
  return result;
}

}  // namespace loranoise::verify
