// What a study and the experiments on it hold together.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace loranoise::verify {

/// A value that never changes, held together by all who have a copy of this handle, for as long as
/// one of them lives; or nothing. Two of them are the same thing when their names are: addresses
/// cannot be compared.
template <class T>
class shared {
 public:
  shared(std::nullptr_t = nullptr) {}  // NOLINT(google-explicit-constructor)
  shared(T value)                      // NOLINT(google-explicit-constructor)
      : value_(std::make_shared<const T>(std::move(value))) {}

  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] const T* operator->() const { return value_.get(); }
  [[nodiscard]] bool operator==(std::nullptr_t) const { return value_ == nullptr; }
  bool operator==(const shared&) const = delete;

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace loranoise::verify
