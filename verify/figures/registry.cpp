// The only list of figures: one line for each, in the order of the report. A figure is a function
// of its file's name in this folder, and a module of that name in plots/ draws it; a line without a
// file does not link, and a test finds a file or a module without a line.
#include "verify/figures/registry.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <iterator>

// clang-format off
#define LORANOISE_FIGURES(FIGURE) \
  FIGURE(variance_vs_rank) \
  FIGURE(covariance_map) \
  FIGURE(noise_over_steps) \
  FIGURE(density) \
  FIGURE(tv_vs_rank) \
  FIGURE(tv_limit) \
  FIGURE(tv_map) \
  FIGURE(tv_vs_width) \
  FIGURE(quantiles) \
  FIGURE(row_tv) \
  FIGURE(distance_ladder) \
  FIGURE(injectors) \
  FIGURE(trained_against_frozen) \
  FIGURE(quadratic_dynamics) \
  FIGURE(privacy_profile) \
  FIGURE(trade_off) \
  FIGURE(epsilon_vs_rank) \
  FIGURE(delta_over_steps) \
  FIGURE(loss_curves) \
  FIGURE(attack_roc) \
  FIGURE(attack_auc)
// clang-format on

namespace loranoise::verify {

namespace figures {
#define LORANOISE_DECLARE(NAME) \
  void NAME(const study& s, const laboratory& lab, figure_points& out);
LORANOISE_FIGURES(LORANOISE_DECLARE)
#undef LORANOISE_DECLARE
}  // namespace figures

namespace {

struct figure {
  std::string name;
  void (*add_points)(const study& s, const laboratory& lab, figure_points& out);
};

const std::vector<figure>& all_figures() {
#define LORANOISE_ENTRY(NAME) {#NAME, figures::NAME},
  static const std::vector<figure> all{LORANOISE_FIGURES(LORANOISE_ENTRY)};
#undef LORANOISE_ENTRY
  return all;
}

}  // namespace

const std::vector<std::string>& figure_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const figure& f : all_figures()) found.push_back(f.name);
    return found;
  }();
  return names;
}

std::vector<series_point> figure_series(const study& s, const laboratory& lab, int threads) {
  const std::vector<figure>& figures = all_figures();
  std::vector<std::vector<series_point>> found(figures.size());
  tbb::task_arena(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, figures.size(), [&](std::size_t i) {
      figure_points points(figures[i].name);
      figures[i].add_points(s, lab, points);
      found[i] = points.take();
    });
  });
  std::vector<series_point> all;
  for (std::vector<series_point>& added : found) {
    all.insert(all.end(), std::make_move_iterator(added.begin()),
               std::make_move_iterator(added.end()));
  }
  return all;
}

}  // namespace loranoise::verify
