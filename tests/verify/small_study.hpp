// A study small enough for tests: one random gradient, three ranks, flat rows up to width 256.
#pragma once

#include <random>

#include "verify/claims/claim.hpp"
#include "verify/claims/judgement.hpp"
#include "verify/claims/registry.hpp"
#include "verify/claims/selection.hpp"

namespace loranoise::verify {

inline study small_study() {
  study s;
  s.budget = find_profile("quick");
  s.budget.name = "test";
  s.budget.margin_scale = 3;
  std::mt19937_64 words(5);
  std::normal_distribution<double> normal;
  Eigen::MatrixXd g(6, 24);
  for (double& x : g.reshaped()) x = normal(words);
  g(2, 3) = 6;
  g.col(7).setZero();
  s.gradients.emplace_back(simulate::gradient{"random", g});
  s.probes.push_back(choose_probe_row(*s.gradients.front()));
  for (const int width : {16, 64, 256}) s.flat_rows.push_back(flat_row(width));
  s.pairs.push_back(*choose_row_pair(*s.gradients.front()));
  s.pairs.push_back(flat_pair(64, 0.5, 1.2));
  s.pairs.push_back(flat_pair(512, 0.99, 1));
  for (const int width : {16, 256}) s.width_rows.push_back(cosine_row(width, 0.5));
  s.budget.matrix_ranks = {1, 4, 16};
  s.budget.row_ranks = {1, 4};
  s.budget.symmetry_ranks = {1, 4};
  s.budget.column_ranks = {1, 3, 16};
  s.budget.release_ranks = {1, 4, 16};
  s.budget.wide_release_ranks = {4, 16};
  return s;
}

}  // namespace loranoise::verify
