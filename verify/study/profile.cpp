#include "verify/study/profile.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "verify/statistics/power.hpp"

namespace loranoise::verify {
namespace {

using ranks = std::vector<int>;
using names = std::vector<std::string>;

/// A row of the table.
template <class T>
struct decision {
  const char* field;
  T profile::*place;
  const char* meaning;
  T quick, standard, full;
  const char* reason;
};

template <class T>
decision<T> same(const char* field, T profile::*place, const char* meaning, const T& value,
                 const char* reason) {
  return {field, place, meaning, value, value, value, reason};
}

const ranks powers_of_two{1, 2, 4, 8, 16, 32, 64};
const ranks dense_ranks{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256};
const names three_snapshots{"layer1_start", "layer2_middle", "layer1_end"};
const names all_snapshots{"layer1_start", "layer1_middle", "layer1_end",
                          "layer2_start", "layer2_middle", "layer2_end"};

#define FIELD(NAME) #NAME, &profile::NAME

// The table: quick, standard, full.
auto table() {
  return std::tuple{
      decision<double>{FIELD(margin_scale), "margins, times those that the claims state", 2.0, 1.4,
                       1.0, "trials grow as the inverse square of a margin"},
      decision<double>{FIELD(tv_margin),
                       "margin of a measured total variation, as a share of the exact one, before "
                       "the scale",
                       0.02, 0.02, 0.01, "what the capped trials can reach"},
      decision<std::uint64_t>{FIELD(most_column_trials),
                              "trials of a coordinate averaged given its column, at most", 400'000,
                              2'000'000, 12'000'000,
                              "at high rank and cosine a trial spreads far more than the distance; "
                              "the margin widens instead"},
      decision<double>{FIELD(most_matrix_work),
                       "work of one sweep over whole matrices, at most (about nanoseconds)", 0.4e9,
                       0.75e9, 3e9, "a second or so on one core; margins widen instead"},
      same<std::uint64_t>(FIELD(deep_trials), "trials of a law looked at deeply", 100'000'000,
                          "knows a distribution function to 0.0006"),
      same<std::uint64_t>(FIELD(most_flat_row_trials), "trials of a flat row, at most", 400'000,
                          "the reading in the width is wrong by a factor: a bound a tenth of the "
                          "distance wide is ample"),
      same<std::uint64_t>(FIELD(most_flat_row_entries), "trials times width of a flat row, at most",
                          200'000'000, "all widths take about the same time"),

      decision<ranks>{FIELD(matrix_ranks),
                      "ranks of whole matrices",
                      {1, 8, 64},
                      powers_of_two,
                      dense_ranks,
                      "two ends and the middle show a power law"},
      decision<ranks>{FIELD(wide_matrix_ranks),
                      "ranks of whole matrices that are wide",
                      {1, 8, 64},
                      {1, 8, 64},
                      dense_ranks,
                      "a wide matrix costs as its width"},
      decision<ranks>{FIELD(row_ranks),
                      "ranks of rows drawn literally or whole",
                      {1, 4, 16},
                      {1, 2, 4, 8, 16},
                      {1, 2, 3, 4, 6, 8, 12, 16, 32, 64},
                      "a literal row costs as its rank"},
      decision<ranks>{FIELD(column_ranks),
                      "ranks of coordinates",
                      {1, 4, 16, 64},
                      powers_of_two,
                      dense_ranks,
                      "drawn in law: the cost knows no width"},
      decision<ranks>{FIELD(deep_ranks),
                      "ranks of the first row's coordinates, looked at deeply",
                      {},
                      {},
                      {1, 4, 16, 64},
                      "20 s each"},
      decision<ranks>{FIELD(sketch_ranks),
                      "ranks of matrices under sketches that are not Gaussian",
                      {8},
                      {2, 16},
                      {1, 2, 4, 8, 16, 32},
                      "a sweep for every sketch"},
      decision<int>{FIELD(highest_sketched_row_rank),
                    "highest rank of rows under sketches that are not Gaussian", 4, 16, 16,
                    "Haar sketches cost width times rank squared"},
      decision<ranks>{FIELD(covariance_ranks),
                      "ranks of the covariance of a small block",
                      {4},
                      {2, 8},
                      {1, 2, 4, 8},
                      "blocks have ten columns"},
      decision<ranks>{FIELD(step_ranks),
                      "ranks of sums over steps",
                      {16},
                      {16},
                      {4, 16, 64},
                      "sixteen steps a trial"},
      decision<ranks>{FIELD(symmetry_ranks),
                      "ranks of the symmetry test",
                      {1, 4, 16},
                      {1, 4, 16},
                      {1, 2, 3, 4, 6, 8, 12, 16, 32, 64},
                      "what holds always needs few ranks"},
      same<ranks>(FIELD(wide_symmetry_ranks), "ranks of the symmetry test on wide gradients", {16},
                  "a wide gradient costs as its width"),
      decision<ranks>{FIELD(release_ranks),
                      "ranks of released rows",
                      {1, 4},
                      {1, 4, 16},
                      {1, 2, 4, 8, 16, 64},
                      "a low, a usual and a high one"},
      decision<ranks>{FIELD(wide_release_ranks),
                      "ranks of released rows that are wide",
                      {16},
                      {4, 16},
                      {1, 2, 4, 8, 16, 64},
                      "a wide row costs as its width"},
      decision<std::vector<int>>{FIELD(summed_releases),
                                 "releases whose losses are summed",
                                 {2, 16},
                                 {2, 8, 64},
                                 {2, 4, 8, 16, 32, 64, 100, 300},
                                 "few, as a composed loss has to be right at both ends"},
      decision<ranks>{FIELD(scaled_row_ranks),
                      "ranks of rows that are brought to a norm first",
                      {4, 16},
                      {1, 4, 16},
                      {1, 4, 16, 64},
                      "the scale of their noise falls as the root of the rank"},
      decision<ranks>{FIELD(wide_row_ranks),
                      "ranks of the synthetic gradients' wide rows, whole",
                      {16},
                      {16},
                      {4, 16, 64},
                      "the law knows rank and width alone"},
      same<int>(FIELD(flat_row_rank), "rank of flat rows drawn literally", 4,
                "low enough that the distance stands out at every width"),
      same<int>(FIELD(flat_whole_row_rank), "rank of flat rows drawn whole", 16,
                "the usual rank of LoRA; the figure against the width has it"),
      decision<ranks>{FIELD(widest_flat_row_ranks),
                      "ranks of the widest flat row, whole",
                      {16},
                      {16, 64},
                      {16, 64, 256, 1024},
                      "rank and width grow together in the limit"},
      decision<ranks>{FIELD(descent_ranks),
                      "ranks of descent on a quadratic loss",
                      {4, 16},
                      {4, 16},
                      {2, 4, 16, 64},
                      "at rank 1 the moments of a frozen A have no use: few draws carry them"},
      decision<ranks>{FIELD(descent_widths),
                      "widths of descent on a quadratic loss with A frozen",
                      {64, 768},
                      {64, 768, 4096},
                      {64, 768, 4096},
                      "drawn in law: the cost knows no width"},
      same<ranks>(FIELD(adapter_ranks), "ranks of adapters trained with A frozen", {1, 8, 32},
                  "an identity: any rank shows it"),
      same<ranks>(FIELD(trained_adapter_ranks), "ranks of adapters whose A is trained as well",
                  {1, 8}, "56 training runs each"),
      same<ranks>(FIELD(attack_ranks), "ranks of fine-tuned models that are attacked", {1, 8, 64},
                  "the ends and the middle of what the digits network can have"),
      same<ranks>(FIELD(density_figure_ranks), "ranks of the figure of densities", {1, 4, 16},
                  "three curves that can be told apart"),
      same<int>(FIELD(privacy_figure_rank), "rank of the figure of privacy profiles", 4,
                "released in every profile"),
      same<int>(FIELD(wide_privacy_figure_rank),
                "rank of wide rows in the figure of privacy profiles", 16,
                "released in every profile"),

      decision<names>{FIELD(snapshots), "gradients of the training run", three_snapshots,
                      all_snapshots, all_snapshots, "both layers, early and late"},
      same<names>(FIELD(probed_snapshots), "those of which a row is looked at closely",
                  three_snapshots, "rows are the costly part"),
      decision<names>{FIELD(descent_layers),
                      "layers whose first steps are summed",
                      {"layer2"},
                      {"layer1", "layer2"},
                      {"layer1", "layer2"},
                      "the small layer is cheap"},
      decision<ranks>{FIELD(synthetic_widths),
                      "widths of the synthetic gradients",
                      {256},
                      {256, 4096},
                      {64, 768, 4096},
                      "rows of the first are drawn literally, of the others whole"},
      same<ranks>(FIELD(flat_widths), "widths of flat rows", {16, 64, 256, 1024, 4096},
                  "the reading in the width is seen over a factor of 256"),
      decision<ranks>{FIELD(cosine_widths),
                      "widths of rows of one cosine",
                      {16, 256, 1024},
                      {16, 64, 256, 1024, 4096},
                      {16, 64, 256, 1024, 4096},
                      "their law does not know the width"},
      same<int>(FIELD(most_matrix_rows),
                "rows of a whole matrix, at most: of one with more a part is looked at", 1024,
                "plans compare each row with each"),
      same<int>(FIELD(most_matrix_columns),
                "columns of a user's whole matrix, at most: of one with more a part is looked at",
                1024, "a sweep costs as rows times columns"),
      same<int>(FIELD(sampled_rows), "longest rows that are taken of a matrix with too many", 256,
                "sixteen times the rows that matrix tests watch"),
      decision<int>{FIELD(injector_gradients), "gradients on which injectors are looked at", 1, 2,
                    3, "besides a flat row, on which laws are known"},
      same<int>(FIELD(most_paired_rows),
                "longest rows among which two of a cosine close to 1 are looked for", 256,
                "each is compared with each"),
      decision<selection>{FIELD(telling_rows),
                          "rows on which what is the same for all is looked at", selection::ends,
                          selection::all, selection::all,
                          "the first and the last are the least alike"},
      decision<selection>{FIELD(sketched_rows), "rows under sketches that are not Gaussian",
                          selection::first, selection::ends, selection::ends_and_every_third,
                          "Haar sketches are slow to draw"},
      decision<selection>{FIELD(paired_gradients), "gradients two rows of which are released",
                          selection::ends, selection::all, selection::all,
                          "the law knows the rows' cosine and norms alone"},
      decision<selection>{FIELD(steady_gradients),
                          "gradients that are not wide taken at every step", selection::ends,
                          selection::all, selection::all, "sixteen steps a trial"},
      decision<ranks_taken>{FIELD(reversed_releases),
                            "ranks at which a pair is released in both directions",
                            ranks_taken::lowest, ranks_taken::every, ranks_taken::every,
                            "the floor of delta is highest at the lowest rank"},

      decision<int>{FIELD(attack_models), "fine-tuned models of each method that is attacked", 16,
                    48, 128, "each in turn is the target, the others are its shadows"},
      decision<int>{FIELD(attack_steps), "steps of each of them", 1200, 1600, 3200,
                    "the members are learnt by heart by then"},
      decision<int>{FIELD(dynamics_models),
                    "fine-tuned models whose loss after a few steps is compared between methods",
                    128, 512, 2048, "laws are told apart by one half of them, on the other"},

      decision<int>{FIELD(ranks_per_band), "ranks in each octave of the exact distances", 4, 10, 40,
                    "the worst place is looked for among them"},
      decision<int>{FIELD(cosine_count), "cosines at each of these ranks", 41, 61, 81,
                    "and seven more close to 0"},
      decision<std::vector<double>>{FIELD(limit_ratios),
                                    "width/rank of the joint limit",
                                    {0.25, 4, 64},
                                    {1.0 / 64, 0.25, 1, 4, 16, 64, 256},
                                    {1.0 / 64, 0.25, 1, 4, 16, 64, 256},
                                    "below, at and above 1"}};
}

#undef FIELD

template <class Action>
void each_decision(const Action& action) {
  std::apply([&](const auto&... row) { (action(row), ...); }, table());
}

std::string text(double value) {
  return fmt::format("{:g}", value);
}
std::string text(std::uint64_t value) {
  return fmt::format("{}", value);
}
std::string text(int value) {
  return fmt::format("{}", value);
}
std::string text(ranks_taken value) {
  return value == ranks_taken::lowest ? "the lowest" : "every";
}
std::string text(selection value) {
  switch (value) {
    case selection::first:
      return "the first";
    case selection::ends:
      return "the first and the last";
    case selection::ends_and_every_third:
      return "the first, the last and every third";
    case selection::all:
      break;
  }
  return "all";
}
template <class T>
std::string text(const std::vector<T>& values) {
  return values.empty() ? "none" : fmt::format("{}", fmt::join(values, ", "));
}

}  // namespace

bool takes(selection which, std::size_t index, std::size_t count) {
  const bool end = index == 0 || index + 1 == count;
  switch (which) {
    case selection::first:
      return index == 0;
    case selection::ends:
      return end;
    case selection::ends_and_every_third:
      return end || index % 3 == 0;
    case selection::all:
      break;
  }
  return true;
}

std::uint64_t profile::row_trials(double margin) const {
  return trials_for_supremum(margin * margin_scale);
}

std::uint64_t profile::flat_row_trials(int width) const {
  const double most = std::min(static_cast<double>(most_flat_row_trials),
                               static_cast<double>(most_flat_row_entries) / width);
  return static_cast<std::uint64_t>(most / margin_scale);
}

profile find_profile(std::string_view name) {
  profile found;
  found.name = name;
  const auto fill = [&found](auto column) {
    each_decision([&](const auto& row) { found.*row.place = row.*column(row); });
    return found;
  };
  if (name == "quick") return fill([]<class T>(const decision<T>&) { return &decision<T>::quick; });
  if (name == "standard") {
    return fill([]<class T>(const decision<T>&) { return &decision<T>::standard; });
  }
  if (name == "full") return fill([]<class T>(const decision<T>&) { return &decision<T>::full; });
  throw std::invalid_argument("unknown profile " + std::string(name) +
                              ": choose quick, standard or full");
}

void set_ranks(profile& budget, const std::vector<int>& ranks) {
  for (auto* list :
       {&budget.matrix_ranks, &budget.wide_matrix_ranks, &budget.row_ranks, &budget.column_ranks,
        &budget.sketch_ranks, &budget.step_ranks, &budget.symmetry_ranks,
        &budget.wide_symmetry_ranks, &budget.release_ranks, &budget.wide_release_ranks}) {
    *list = ranks;
  }
}

std::vector<profile_decision> profile_table() {
  std::vector<profile_decision> all;
  each_decision([&](const auto& row) {
    all.push_back(
        {row.field, row.meaning, text(row.quick), text(row.standard), text(row.full), row.reason});
  });
  return all;
}

}  // namespace loranoise::verify
