#include "verify/plans/shadow_models.hpp"

#include <cmath>
#include <utility>

#include "simulate/names/find_named.hpp"
#include "theory/sketches/moments.hpp"

namespace loranoise::verify::claims {
namespace {

using simulate::tuning_method;

tuning_method find_method(const std::string& wanted) {
  return simulate::find_named("method", wanted, simulate::all_tuning_methods);
}

}  // namespace

bool takes_rank(const std::string& method) {
  return simulate::takes_rank(find_method(method));
}

simulate::tuning_options method_options(const std::string& method, int rank,
                                        simulate::tuning_options shared_options) {
  simulate::tuning_options o = std::move(shared_options);
  o.method = find_method(method);
  o.rank = rank;
  if (o.method == tuning_method::matched_noise) {
    const double of_norm = theory::noise_variance(1, 0, rank);
    o.norm_part = static_cast<float>(of_norm);
    o.square_part = static_cast<float>(theory::noise_variance(1, 1, rank) - of_norm);
  }
  return o;
}

std::vector<simulate::tuning_options> all_options(const std::vector<std::string>& methods,
                                                  const std::vector<int>& ranks,
                                                  const simulate::tuning_options& shared_options) {
  std::vector<simulate::tuning_options> all;
  for (const std::string& method : methods) {
    if (!takes_rank(method)) {
      all.push_back(method_options(method, 1, shared_options));
      continue;
    }
    for (const int rank : ranks) all.push_back(method_options(method, rank, shared_options));
  }
  return all;
}

std::vector<int> checkpoint_steps(int steps, int count) {
  std::vector<int> all;
  for (int i = 1; i <= count; ++i) {
    const int step = static_cast<int>(std::lround(static_cast<double>(steps) * i / count));
    if (step > 0 && (all.empty() || step > all.back())) all.push_back(step);
  }
  return all;
}

}  // namespace loranoise::verify::claims
