#include "verify/experiments/sketch_family.hpp"

#include <algorithm>
#include <cmath>

#include "simulate/names/find_named.hpp"

namespace loranoise::verify {
namespace {

// What is known of a row at run time.
struct sketch_facts {
  std::string_view name;
  double excess_kurtosis;
  bool independent;
  bool normal;
  any_sketch (*make)(int rank, int width);
};

template <class Sketch>
constexpr bool has_normal_entries() {
  if constexpr (requires(const Sketch& s) { s.law; }) {
    return std::same_as<decltype(Sketch::law), simulate::normal_entries>;
  }
  return false;
}

template <std::size_t Number>
any_sketch make_numbered(int rank, int width) {
  return any_sketch(std::in_place_index<Number>, std::get<Number>(sketch_table).make(rank, width));
}

template <std::size_t Number>
constexpr sketch_facts facts_of() {
  using type = std::variant_alternative_t<Number, any_sketch>;
  return {type::name, std::get<Number>(sketch_table).excess_kurtosis, simulate::column_sketch<type>,
          has_normal_entries<type>(), make_numbered<Number>};
}

constexpr auto facts = []<std::size_t... Number>(std::index_sequence<Number...>) {
  return std::array{facts_of<Number>()...};
}
(std::make_index_sequence<sketch_count>());

// Names go into the names of experiments, which fix their random numbers.
constexpr bool names_differ() {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (facts[i].name == facts[j].name) return false;
    }
  }
  return true;
}
static_assert(names_differ(), "two sketches have one name");

const sketch_facts& of(sketch_family family) {
  return facts.at(static_cast<std::size_t>(family));
}

}  // namespace

std::vector<sketch_family> all_sketches() {
  std::vector<sketch_family> all;
  all.reserve(sketch_count);
  for (std::size_t i = 0; i < sketch_count; ++i) all.push_back(sketch_family{i});
  return all;
}

sketch_family find_sketch(std::string_view wanted) {
  return simulate::find_named("sketch", wanted, all_sketches());
}

std::vector<sketch_family> other_sketches() {
  std::vector<sketch_family> all = all_sketches();
  std::erase(all, sketch_family::gaussian);
  return all;
}

std::vector<sketch_family> extreme_sketches() {
  std::vector<sketch_family> independent = all_sketches();
  std::erase_if(independent, orthonormal);
  const auto [least, most] = std::ranges::minmax_element(independent, {}, excess_kurtosis);
  return {sketch_family::gaussian, *least, *most};
}

any_sketch make_sketch(sketch_family family, int rank, int width) {
  return of(family).make(rank, width);
}

any_sketch make_unit_sketch(sketch_family family, int rank, int width) {
  any_sketch sketch = make_sketch(family, rank, width);
  std::visit([](auto& s) { s.scale /= std::sqrt(s.unit_mean()); }, sketch);
  return sketch;
}

std::string_view name(sketch_family family) {
  return of(family).name;
}

bool orthonormal(sketch_family family) {
  return !of(family).independent;
}

bool normal_entries(sketch_family family) {
  return of(family).normal;
}

double excess_kurtosis(sketch_family family) {
  return of(family).excess_kurtosis;
}

double noise_variance(sketch_family family, double norm_squared, double entry, int rank,
                      int width) {
  return orthonormal(family)
             ? theory::haar_noise_variance(norm_squared, entry, rank, width)
             : theory::noise_variance(norm_squared, entry, rank, excess_kurtosis(family));
}

}  // namespace loranoise::verify
