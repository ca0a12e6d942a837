#include "verify/study/sample.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "verify/study/probes.hpp"

namespace loranoise::verify {
namespace {

std::vector<Eigen::Index> all_or_largest(const Eigen::VectorXd& energies, Eigen::Index most,
                                         Eigen::Index taken) {
  return largest(energies, energies.size() > most ? taken : energies.size());
}

}  // namespace

bool is_too_large(const simulate::gradient& g, const profile& budget) {
  return g.values.rows() > budget.most_matrix_rows || g.values.cols() > budget.most_matrix_columns;
}

simulate::gradient sample_of(const simulate::gradient& g, const profile& budget) {
  const auto rows = all_or_largest(g.values.rowwise().squaredNorm(), budget.most_matrix_rows,
                                   budget.sampled_rows);
  const Eigen::MatrixXd longest = g.values(rows, Eigen::all);
  const auto columns = all_or_largest(longest.colwise().squaredNorm().transpose(),
                                      budget.most_matrix_columns, budget.most_matrix_columns);
  return {fmt::format("{} ({}x{} of {}x{})", g.name, rows.size(), columns.size(), g.values.rows(),
                      g.values.cols()),
          longest(Eigen::all, columns)};
}

std::string describe_sample(const simulate::gradient& whole, const simulate::gradient& part) {
  const auto share = [](Eigen::Index taken, Eigen::Index all, const char* kind, const char* which) {
    return taken == all ? fmt::format("all {} {}", all, kind)
                        : fmt::format("the {} {} {} of {}", taken, which, kind, all);
  };
  return fmt::format(
      "{} is large: experiments on whole matrices look at {} and {}; single rows are released at "
      "full width",
      whole.name, share(part.values.rows(), whole.values.rows(), "rows", "longest"),
      share(part.values.cols(), whole.values.cols(), "columns", "strongest"));
}

int bring_to_order_one(Eigen::MatrixXd& g) {
  const double largest = g.cwiseAbs().maxCoeff();
  if (!(largest > 0)) return 0;
  const int exponent = std::ilogb(largest);
  g = g.unaryExpr([exponent](double x) { return std::ldexp(x, -exponent); });
  return exponent;
}

}  // namespace loranoise::verify
