// The table of sketches that the literal experiments can draw: what the rest of verify/ knows about
// them is read off this table.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "simulate/sketch/sketch.hpp"
#include "theory/sketches/moments.hpp"

namespace loranoise::verify {

/// Part of the entries of the sparse sign sketch that are not zero.
inline constexpr double sparse_sign_density = 0.25;

/// One row of the table: a type of simulate/sketch, how it is built, and what theory calls it.
template <simulate::sketch Sketch>
struct sketch_row {
  using type = Sketch;
  double excess_kurtosis;  ///< of an entry; 0 for orthonormal rows, whose law does not ask for it
  Sketch (*make)(int rank, int width);
};

/// For sketches that are built from their shape alone.
template <simulate::sketch Sketch>
[[nodiscard]] Sketch made_by_shape(int rank, int width) {
  return Sketch(rank, width);
}

/// Entries drawn one by one, of this excess kurtosis (theory/doc 2.2).
template <simulate::column_sketch Sketch>
[[nodiscard]] constexpr sketch_row<Sketch> independent_entries(double excess_kurtosis) {
  return {excess_kurtosis, made_by_shape<Sketch>};
}

/// Orthonormal rows up to a factor, so that entries are not independent (theory/doc 2.5).
template <simulate::sketch Sketch>
requires(!simulate::column_sketch<Sketch>)
    [[nodiscard]] constexpr sketch_row<Sketch> orthonormal_rows() {
  return {0, made_by_shape<Sketch>};
}

/// All sketches, the canonical one first. To add one, write its type in simulate/sketch and its row
/// here; tests/house/sketch_table_test.py names a type that has none.
inline constexpr std::tuple sketch_table{
    independent_entries<simulate::gaussian_sketch>(theory::gaussian_excess_kurtosis),
    independent_entries<simulate::uniform_sketch>(theory::uniform_excess_kurtosis),
    independent_entries<simulate::rademacher_sketch>(theory::rademacher_excess_kurtosis),
    sketch_row<simulate::sparse_sign_sketch>{
        theory::sparse_sign_excess_kurtosis(sparse_sign_density),
        [](int rank, int width) {
          return simulate::sparse_sign_sketch(rank, width, sparse_sign_density);
        }},
    orthonormal_rows<simulate::haar_sketch>(),
    independent_entries<simulate::peft_default_sketch>(theory::uniform_excess_kurtosis),
    independent_entries<simulate::peft_gaussian_sketch>(theory::gaussian_excess_kurtosis),
    orthonormal_rows<simulate::lora_fa_projector_sketch>(),
};

inline constexpr std::size_t sketch_count = std::tuple_size_v<decltype(sketch_table)>;

/// A row of the table by its number.
enum class sketch_family : std::size_t { gaussian = 0 };

namespace detail {

template <class Table>
struct table_types;
template <class... Rows>
struct table_types<std::tuple<Rows...>> {
  using variant = std::variant<typename Rows::type...>;

  template <class Sketch>
  static constexpr std::size_t rows_of = (std::size_t{std::same_as<typename Rows::type, Sketch>} +
                                          ...);

  template <class Sketch>
  static constexpr std::size_t number() {
    std::size_t found = 0;
    std::size_t here = 0;
    ((std::same_as<typename Rows::type, Sketch> ? found = here++ : here++), ...);
    return found;
  }
};
using sketch_types = table_types<std::remove_const_t<decltype(sketch_table)>>;

}  // namespace detail

/// Any of the table's types; its index is the family's number.
using any_sketch = detail::sketch_types::variant;

/// The family that a type draws; a type without a row does not compile.
template <simulate::sketch Sketch>
requires(detail::sketch_types::rows_of<Sketch> ==
         1) inline constexpr sketch_family family_of{detail::sketch_types::number<Sketch>()};
static_assert(family_of<simulate::gaussian_sketch> == sketch_family::gaussian,
              "the first row of the table is the canonical sketch");

/// Every family, in the table's order.
[[nodiscard]] std::vector<sketch_family> all_sketches();
/// The family of this name. std::invalid_argument names an unknown one and lists those known.
[[nodiscard]] sketch_family find_sketch(std::string_view wanted);
/// All but the Gaussian one.
[[nodiscard]] std::vector<sketch_family> other_sketches();
/// The Gaussian one and, of those with independent entries, the two furthest from it on either side
/// in excess kurtosis.
[[nodiscard]] std::vector<sketch_family> extreme_sketches();

/// std::invalid_argument unless 1 <= rank <= width.
[[nodiscard]] any_sketch make_sketch(sketch_family family, int rank, int width);

/// The same, scaled to E[A'A] = I.
[[nodiscard]] any_sketch make_unit_sketch(sketch_family family, int rank, int width);

[[nodiscard]] std::string_view name(sketch_family family);

/// Whether the rows of A are orthonormal (up to a factor), so that its entries are not independent.
[[nodiscard]] bool orthonormal(sketch_family family);

/// Whether A is, up to a factor, the canonical sketch: independent normal entries.
[[nodiscard]] bool normal_entries(sketch_family family);

/// Excess kurtosis of the entries of a sketch with independent ones; 0 for orthonormal rows.
[[nodiscard]] double excess_kurtosis(sketch_family family);

/// Var N_ki of the sketch scaled to E[A'A] = I (theory/doc 2.2, 2.5); norm_squared = |g_k|^2.
[[nodiscard]] double noise_variance(sketch_family family, double norm_squared, double entry,
                                    int rank, int width);

}  // namespace loranoise::verify
