#include "simulate/random/normal.hpp"

#include <algorithm>
#include <array>

#include "simulate/random/generate.hpp"

namespace loranoise::simulate {
namespace {

constexpr std::size_t lanes = stream::counters_per_block;

/// Elements of a block of sixteen counters.
template <class T>
constexpr std::size_t block_elements = sizeof(T) == 4 ? stream::words32_per_block
                                                      : stream::words64_per_block;

template <class T>
using block_buffer = std::array<T, block_elements<T>>;

template <class T>
void fill(const stream& words, std::uint64_t first, std::span<T> out) {
  constexpr std::size_t size = block_elements<T>;
  const auto whole_blocks = [&](std::uint64_t block, std::size_t count, T* target) {
    generate(words, {block * lanes, 1, count}, target);
  };
  block_buffer<T> buffer;
  if (const std::size_t skip = first % size; skip != 0 && !out.empty()) {
    const std::size_t count = std::min(size - skip, out.size());
    whole_blocks(first / size, 1, buffer.data());
    std::copy_n(buffer.begin() + static_cast<std::ptrdiff_t>(skip), count, out.begin());
    out = out.subspan(count);
    first += count;
  }
  const std::size_t blocks = out.size() / size;
  whole_blocks(first / size, blocks, out.data());
  const auto rest = out.subspan(blocks * size);
  if (!rest.empty()) {
    whole_blocks(first / size + blocks, 1, buffer.data());
    std::copy_n(buffer.begin(), rest.size(), rest.begin());
  }
}

template <class T>
void fill_lane(const stream& words, std::uint64_t first_row, std::size_t lane, std::span<T> out) {
  constexpr std::size_t slots = block_elements<T> / lanes;
  // Row v of sixteen elements is slot v % slots of the counters of block v / slots; so this lane's
  // elements come from every sixteenth counter, and sixteen of those at a time fill a vector block.
  const std::uint64_t end = first_row + out.size();
  block_buffer<T> buffer;
  for (std::uint64_t block = first_row / slots; block * slots < end; block += lanes) {
    generate(words, {block * lanes + lane, lanes, 1}, buffer.data());
    for (std::size_t l = 0; l < lanes; ++l) {
      for (std::size_t slot = 0; slot < slots; ++slot) {
        const std::uint64_t row = (block + l) * slots + slot;
        if (row >= first_row && row < end) {
          out[row - first_row] = buffer[slot * lanes + l];
        }
      }
    }
  }
}

template <class T>
T single(const stream& words, std::uint64_t element) {
  T value;
  fill(words, element, std::span<T>(&value, 1));
  return value;
}

}  // namespace

double normal(const stream& words, std::uint64_t element) {
  return single<double>(words, element);
}
float normal_float(const stream& words, std::uint64_t element) {
  return single<float>(words, element);
}

void fill_normal(const stream& words, std::uint64_t first_element, std::span<double> out) {
  fill(words, first_element, out);
}
void fill_normal(const stream& words, std::uint64_t first_element, std::span<float> out) {
  fill(words, first_element, out);
}

void fill_words(const stream& words, std::uint64_t first_element, std::span<std::uint32_t> out) {
  fill(words, first_element, out);
}
void fill_words(const stream& words, std::uint64_t first_element, std::span<std::uint64_t> out) {
  fill(words, first_element, out);
}

void fill_normal_lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                      std::span<double> out) {
  fill_lane(words, first_row, lane, out);
}
void fill_normal_lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                      std::span<float> out) {
  fill_lane(words, first_row, lane, out);
}
void fill_word_lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                    std::span<std::uint64_t> out) {
  fill_lane(words, first_row, lane, out);
}

}  // namespace loranoise::simulate
