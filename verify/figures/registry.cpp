// The only list of figures: one line for each, in the order of the report, with the claims that it
// shows. A figure is a function of its file's name in this folder, and a module of that name in
// plots/ draws it; a line without a file does not link, and a test finds a file or a module without
// a line, or with other claims.
#include "verify/figures/registry.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <iterator>
#include <sstream>

// clang-format off
#define LORANOISE_FIGURES(FIGURE) \
  FIGURE(variance_vs_rank, "M2 M4 M5") \
  FIGURE(covariance_map, "M3") \
  FIGURE(noise_over_steps, "M6") \
  FIGURE(density, "L1 T1") \
  FIGURE(tv_vs_rank, "T1 T2 T4 T5 T9") \
  FIGURE(tv_limit, "T2") \
  FIGURE(tv_map, "T2 T3 T9") \
  FIGURE(tv_vs_width, "L4 T7") \
  FIGURE(quantiles, "L1") \
  FIGURE(row_tv, "J1 J2 J3") \
  FIGURE(distance_ladder, "T1 J1 J3 J4") \
  FIGURE(injectors, "Z1 Z2 Z3 Z4") \
  FIGURE(trained_against_frozen, "E2") \
  FIGURE(quadratic_dynamics, "D1 D2 D3 D4") \
  FIGURE(privacy_profile, "P1 P2 P3") \
  FIGURE(trade_off, "P1 P3") \
  FIGURE(epsilon_vs_rank, "P3 P8") \
  FIGURE(delta_over_steps, "P5 P6") \
  FIGURE(loss_curves, "D7 A3 A4") \
  FIGURE(attack_roc, "A2 A3 A5") \
  FIGURE(attack_auc, "A3 A4")
// clang-format on

namespace loranoise::verify {

namespace figures {
#define LORANOISE_DECLARE(NAME, CLAIMS) \
  void NAME(const study& s, const laboratory& lab, figure_points& out);
LORANOISE_FIGURES(LORANOISE_DECLARE)
#undef LORANOISE_DECLARE
}  // namespace figures

namespace {

struct figure {
  std::string name;
  std::string claims;  ///< ids, a space between
  void (*add_points)(const study& s, const laboratory& lab, figure_points& out);
};

const std::vector<figure>& all_figures() {
#define LORANOISE_ENTRY(NAME, CLAIMS) {#NAME, CLAIMS, figures::NAME},
  static const std::vector<figure> all{LORANOISE_FIGURES(LORANOISE_ENTRY)};
#undef LORANOISE_ENTRY
  return all;
}

bool shows(const figure& f, const std::vector<std::string>& claims) {
  std::istringstream ids(f.claims);
  return std::any_of(std::istream_iterator<std::string>(ids), {}, [&](const std::string& id) {
    return std::find(claims.begin(), claims.end(), id) != claims.end();
  });
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

std::vector<series_point> figure_series(const study& s, const laboratory& lab, int threads,
                                        const std::vector<std::string>& claims) {
  const std::vector<figure>& figures = all_figures();
  std::vector<std::vector<series_point>> found(figures.size());
  tbb::task_arena(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, figures.size(), [&](std::size_t i) {
      if (!shows(figures[i], claims)) return;
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
