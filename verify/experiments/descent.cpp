#include "verify/experiments/descent.hpp"

#include <fmt/format.h>

#include <cmath>

namespace loranoise::verify {
namespace {

// Sums in one list: three numbers for each look, two at the end, then the products.
struct descent_block {
  std::vector<double> sums;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.sums);
  }
};

constexpr std::size_t numbers_per_look = 3;

std::size_t count_of_numbers(const descent_experiment& what) {
  const auto width = static_cast<std::size_t>(what.loss->width());
  return numbers_per_look * what.looks.size() + 2 +
         (what.keeps_products() ? width * (width + 1) / 2 : 0);
}

struct descent_trial {
  const descent_experiment& what;
  simulate::quadratic_descent descent;
  Eigen::VectorXd first{};

  void operator()(const simulate::stream& words, descent_block& block) {
    auto sum = block.sums.begin();
    descent.begin(words);
    int step = 0;
    for (std::size_t look = 0; look < what.looks.size(); ++look) {
      for (; step < what.looks[look]; ++step) descent.advance();
      const double squared = descent.e().squaredNorm();
      *sum++ += what.loss->loss.start.dot(descent.e());
      *sum++ += squared;
      *sum++ += squared * squared;
      if (look == 0) first = descent.e();
    }
    *sum++ += std::log(descent.e().squaredNorm()) / step;
    *sum++ += first.dot(descent.e());
    if (!what.keeps_products()) return;
    const Eigen::VectorXd& e = descent.e();
    for (Eigen::Index j = 0; j < e.size(); ++j) {
      for (Eigen::Index i = 0; i <= j; ++i) *sum++ += e[i] * e[j];
    }
  }
};

}  // namespace

std::string name(const descent_experiment& what) {
  return fmt::format("descent/{}/rate {:.6g}/rank {}/{}/steps {}", what.loss->name,
                     what.loss->loss.rate, what.rank, simulate::name(what.kind), what.looks.back());
}

double cost(const descent_experiment& what) {
  const double width = what.loss->width();
  const bool sketched =
      what.kind == simulate::descent_noise::frozen || what.kind == simulate::descent_noise::redrawn;
  const double draws = what.kind == simulate::descent_noise::frozen ? 1 : what.looks.back();
  const double numbers = sketched ? width * what.rank : width;
  return static_cast<double>(what.trials) *
         (draws * (2 * numbers + 50) + what.looks.back() * (numbers + 3 * width));
}

descent_result run(const descent_experiment& what, const sweep_settings& settings) {
  const simulate::sweep_plan plan = plan_sweep(settings, name(what), what.trials);
  const std::size_t looks = what.looks.size();
  const std::size_t count = count_of_numbers(what);
  std::vector<descent_result::blocks> means(count);
  simulate::run_blocks(
      plan, settings.threads, [&] { return descent_block{std::vector<double>(count)}; },
      descent_trial{what, simulate::quadratic_descent(what.loss->loss, what.kind, what.rank,
                                                      what.looks.back(), what.deviation)},
      [&](std::uint64_t, const descent_block& block) {
        for (std::size_t i = 0; i < count; ++i) {
          means[i].push_back(block.sums[i] / static_cast<double>(plan.block_size));
        }
      },
      as_increments(settings));
  descent_result result;
  result.trials = plan.trials;
  for (std::size_t look = 0; look < looks; ++look) {
    result.inner.push_back(std::move(means[numbers_per_look * look]));
    result.squared.push_back(std::move(means[numbers_per_look * look + 1]));
    result.fourth.push_back(std::move(means[numbers_per_look * look + 2]));
  }
  result.log_squared = std::move(means[numbers_per_look * looks]);
  result.lagged = std::move(means[numbers_per_look * looks + 1]);
  for (std::size_t i = numbers_per_look * looks + 2; i < count; ++i) {
    result.products.push_back(std::move(means[i]));
  }
  return result;
}

}  // namespace loranoise::verify
