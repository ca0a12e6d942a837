#include "verify/study/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "simulate/gradients/plain_text.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {
namespace {

// Norms of all rows, a band of rows in memory at a time.
Eigen::VectorXd stored_norms(const simulate::stored_matrix& stored) {
  constexpr Eigen::Index band = 64;
  Eigen::VectorXd norms(stored.rows());
  for (Eigen::Index first = 0; first < stored.rows(); first += band) {
    std::vector<Eigen::Index> rows(static_cast<std::size_t>(std::min(band, stored.rows() - first)));
    std::iota(rows.begin(), rows.end(), first);
    const Eigen::MatrixXd values = stored.values(rows);
    for (Eigen::Index k = 0; k < values.rows(); ++k) norms[first + k] = values.row(k).stableNorm();
  }
  return norms;
}

std::string stored_name(const simulate::stored_matrix& stored) {
  const std::string file = stored.file.filename().string();
  return simulate::plain(stored.name.empty() ? file : file + ":" + stored.name);
}

}  // namespace

bool is_too_large(Eigen::Index rows, Eigen::Index columns, const profile& budget) {
  return rows > budget.most_matrix_rows || columns > budget.most_matrix_columns;
}

simulate::gradient read_rows(const simulate::stored_matrix& stored, const profile& budget) {
  if (stored.rows() <= budget.most_matrix_rows) return {stored_name(stored), stored.values()};
  const auto rows = largest(stored_norms(stored), budget.sampled_rows);
  return {
      fmt::format("{} ({} longest rows of {})", stored_name(stored), rows.size(), stored.rows()),
      stored.values(rows)};
}

simulate::gradient strongest_columns(const simulate::gradient& g, const profile& budget) {
  if (g.values.cols() <= budget.most_matrix_columns) return g;
  const auto columns =
      largest(g.values.colwise().squaredNorm().transpose(), budget.most_matrix_columns);
  return {fmt::format("{} ({} strongest columns of {})", g.name, columns.size(), g.values.cols()),
          g.values(Eigen::all, columns)};
}

std::string describe_sample(const simulate::stored_matrix& whole, const simulate::gradient& part) {
  const auto share = [](Eigen::Index taken, Eigen::Index all, const char* kind, const char* which) {
    return taken == all ? fmt::format("all {} {}", all, kind)
                        : fmt::format("the {} {} {} of {}", taken, which, kind, all);
  };
  return fmt::format(
      "{} is large: experiments on whole matrices look at {} and {}; single rows are released at "
      "full width",
      stored_name(whole), share(part.values.rows(), whole.rows(), "rows", "longest"),
      share(part.values.cols(), whole.cols(), "columns", "strongest"));
}

int bring_to_order_one(Eigen::MatrixXd& g) {
  const double largest = g.cwiseAbs().maxCoeff();
  if (!(largest > 0)) return 0;
  const int exponent = std::ilogb(largest);
  g = g.unaryExpr([exponent](double x) { return std::ldexp(x, -exponent); });
  return exponent;
}

}  // namespace loranoise::verify
