#include "simulate/training/batches.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace loranoise::simulate {
namespace {

void shuffle(std::vector<Eigen::Index>& order, const stream& words) {
  for (std::size_t last = order.size(); last > 1; --last) {
    std::swap(order[last - 1], order[words.word64(last) % last]);
  }
}

}  // namespace

void batch_chooser::draw_members(const model_parts& parts) {
  const auto count = static_cast<std::size_t>(pool_);
  is_member_.assign(count, 1);
  const stream words = parts.at(model_part::members, 0);
  if (!options_.everyone) {
    for (std::size_t i = 0; i < count; ++i) {
      is_member_[i] = static_cast<std::uint8_t>(words.word32(i) & 1U);
    }
  }
  members_.clear();
  for (std::size_t i = 0; i < count; ++i) {
    if (is_member_[i] != 0) members_.push_back(static_cast<Eigen::Index>(i));
  }
}

void batch_chooser::choose_shuffled(const model_parts& parts, int step) {
  if (members_.empty()) {
    batch_.clear();
    return;
  }
  const auto size = static_cast<std::size_t>(options_.batch);
  const std::size_t an_epoch = (members_.size() + size - 1) / size;
  const std::size_t within = static_cast<std::size_t>(step) % an_epoch;
  if (within == 0) {
    order_ = members_;
    shuffle(order_, parts.at(model_part::batches, static_cast<std::uint64_t>(step) / an_epoch));
  }
  const std::size_t end = std::min(order_.size(), (within + 1) * size);
  batch_.assign(order_.begin() + static_cast<std::ptrdiff_t>(within * size),
                order_.begin() + static_cast<std::ptrdiff_t>(end));
}

// What DP-SGD may divide by: the true number of members would tell of each of them.
double batch_chooser::expected_members() const {
  const auto all = static_cast<double>(pool_);
  return options_.everyone ? all : all / 2;
}

void batch_chooser::choose(const model_parts& parts, int step) {
  if (options_.sampling == batch_sampling::shuffled) {
    choose_shuffled(parts, step);
  } else if (options_.sampling == batch_sampling::all) {
    batch_ = members_;
  } else {
    const double share = static_cast<double>(options_.batch) / expected_members();
    const stream words = parts.at(model_part::batches, static_cast<std::uint64_t>(step));
    batch_.clear();
    for (std::size_t i = 0; i < members_.size(); ++i) {
      constexpr double word_range = 4294967296.0;
      if (words.word32(i) < share * word_range) batch_.push_back(members_[i]);
    }
  }
  divisor_ = static_cast<float>(batch_.size());
  if (options_.sampling == batch_sampling::poisson) {
    divisor_ = static_cast<float>(options_.batch);
  } else if (options_.sampling == batch_sampling::all && options_.method == tuning_method::dp_sgd) {
    divisor_ = static_cast<float>(expected_members());
  }
}

}  // namespace loranoise::simulate
