#include "verify/gradients.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace loranoise::verify {

probe_row choose_probe_row(const named_gradient& gradient) {
  const Eigen::MatrixXd& g = gradient.values;
  const Eigen::VectorXd norms = g.rowwise().norm();
  if (!(norms.maxCoeff() > 0)) {
    throw std::invalid_argument("gradient " + gradient.name +
                                " is zero everywhere: there is no noise to measure");
  }
  std::vector<double> sorted(norms.begin(), norms.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());

  Eigen::Index best = -1;
  double best_cosine = -1;
  for (Eigen::Index k = 0; k < g.rows(); ++k) {
    if (norms[k] < *middle || norms[k] == 0) continue;
    const double cosine = g.row(k).cwiseAbs().maxCoeff() / norms[k];
    if (cosine > best_cosine) {
      best = k;
      best_cosine = cosine;
    }
  }

  probe_row row{gradient.name + " row " + std::to_string(best), g.row(best), {}};
  std::vector<Eigen::Index> order(static_cast<std::size_t>(g.cols()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Eigen::Index a, Eigen::Index b) {
    return std::abs(row.values[a]) > std::abs(row.values[b]);
  });
  const auto add = [&](const char* name, std::size_t place) {
    const Eigen::Index column = order[place];
    row.coordinates.push_back({name, column, row.values[column] / row.values.norm()});
  };
  add("strongest", 0);
  if (order.size() > 2) add("typical", order.size() / 2);
  if (order.size() > 1) add("weakest", order.size() - 1);
  return row;
}

probe_row flat_row(int width) {
  const double rho = 1 / std::sqrt(static_cast<double>(width));
  return {"flat row of width " + std::to_string(width),
          Eigen::RowVectorXd::Ones(width),
          {{"any", 0, rho}}};
}

probe_row cosine_row(int width, double rho) {
  Eigen::RowVectorXd row =
      Eigen::RowVectorXd::Constant(width, std::sqrt((1 - rho * rho) / (width - 1)));
  row[0] = rho;
  return {"row of one large entry, width " + std::to_string(width), row, {{"large", 0, rho}}};
}

}  // namespace loranoise::verify
