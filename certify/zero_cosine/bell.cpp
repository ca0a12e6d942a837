#include "certify/zero_cosine/bell.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace loranoise::certify {
namespace {

// Calls visit(parts) for the partitions of n into parts of at most `largest`, falling.
void for_each_partition(int n, int largest, std::vector<int>& parts,
                        const std::function<void(const std::vector<int>&)>& visit) {
  if (n == 0) {
    visit(parts);
    return;
  }
  for (int part = std::min(n, largest); part >= 1; --part) {
    parts.push_back(part);
    for_each_partition(n - part, part, parts, visit);
    parts.pop_back();
  }
}

}  // namespace

signed_parts bell_parts(int k) {
  signed_parts all;
  std::vector<int> parts;
  for_each_partition(k, k, parts, [&](const std::vector<int>& partition) {
    std::map<int, int> multiplicity;
    for (const int part : partition) ++multiplicity[part];
    ball coefficient = factorial(k);
    int degree = 0;
    bool negative = false;
    for (const auto& [j, times] : multiplicity) {
      const ball a = factorial(j) / (2 * (j + 1));
      coefficient /= factorial(times) * power(factorial(j), static_cast<unsigned>(times));
      coefficient *= power(a, static_cast<unsigned>(times));
      degree += (2 * j + 2) * times;
      if (j % 2 == 0 && times % 2 == 1) negative = !negative;
    }
    (negative ? all.negative : all.positive)[degree] += coefficient;
  });
  return all;
}

std::map<int, ball> edgeworth_term(int k) {
  const signed_parts parts = bell_parts(k);
  std::map<int, ball> hermite;
  const auto add = [&](const even_polynomial& p, int sign) {
    for (const auto& [degree, coefficient] : p) {
      hermite[degree] += (degree / 2 % 2 == 0 ? sign : -sign) * coefficient / factorial(k);
    }
  };
  add(parts.positive, 1);
  add(parts.negative, -1);
  return hermite;
}

ball factorial(int n) {
  ball product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

ball evaluate(const even_polynomial& p, const ball& v) {
  ball sum = 0;
  for (const auto& [degree, c] : p) sum += c * power(v, static_cast<unsigned>(degree));
  return sum;
}

ball derivative(const even_polynomial& p, const ball& v) {
  ball sum = 0;
  for (const auto& [degree, c] : p) sum += degree * c * power(v, static_cast<unsigned>(degree - 1));
  return sum;
}

}  // namespace loranoise::certify
