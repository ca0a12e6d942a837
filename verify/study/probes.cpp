#include "verify/study/probes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace loranoise::verify {

probe_row choose_probe_row(const simulate::gradient& gradient) {
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

  probe_row row{gradient.name + " row " + std::to_string(best), g.row(best), {}, gradient.name};
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

double row_pair::cosine() const {
  return std::clamp(row.dot(neighbour) / (row.norm() * neighbour.norm()), -1.0, 1.0);
}

double row_pair::norm_ratio() const {
  return row.norm() / neighbour.norm();
}

std::optional<row_pair> choose_row_pair(const simulate::gradient& gradient,
                                        Eigen::Index most_rows) {
  const Eigen::MatrixXd& g = gradient.values;
  const std::vector<Eigen::Index> rows = largest(g.rowwise().squaredNorm(), most_rows);
  // By rows: each is read as often as there are rows.
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> together =
      g(rows, Eigen::all);
  const Eigen::VectorXd norms = together.rowwise().norm();
  std::optional<std::pair<Eigen::Index, Eigen::Index>> best;
  double best_cosine = -1;
  for (Eigen::Index k = 0; k < together.rows(); ++k) {
    for (Eigen::Index l = k + 1; l < together.rows(); ++l) {
      if (norms[k] == 0 || norms[l] == 0) continue;
      const double cosine = std::abs(together.row(k).dot(together.row(l))) / (norms[k] * norms[l]);
      if (cosine <= best_cosine || cosine >= nearly_parallel) continue;
      best = {rows[static_cast<std::size_t>(k)], rows[static_cast<std::size_t>(l)]};
      best_cosine = cosine;
    }
  }
  if (!best) return std::nullopt;
  return row_pair{gradient.name + " rows " + std::to_string(best->first) + " and " +
                      std::to_string(best->second),
                  g.row(best->first), g.row(best->second), false};
}

row_pair flat_pair(int width, double cosine, double norm_ratio) {
  const Eigen::RowVectorXd row = Eigen::RowVectorXd::Ones(width);
  Eigen::RowVectorXd across = row;
  for (Eigen::Index i = 1; i < width; i += 2) across[i] = -1;
  return {fmt::format("flat row of width {} and a neighbour at cosine {:g}", width, cosine), row,
          (cosine * row + std::sqrt(1 - cosine * cosine) * across) / norm_ratio, true};
}

Eigen::MatrixXd unit_rows(const Eigen::MatrixXd& g) {
  Eigen::MatrixXd unit = g;
  for (Eigen::Index k = 0; k < g.rows(); ++k) {
    const double norm = g.row(k).norm();
    if (norm > 0) unit.row(k) /= norm;
  }
  return unit;
}

std::vector<Eigen::Index> largest(const Eigen::VectorXd& values, Eigen::Index count) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Eigen::Index a, Eigen::Index b) { return values[a] > values[b]; });
  order.resize(static_cast<std::size_t>(std::min(values.size(), count)));
  std::sort(order.begin(), order.end());
  return order;
}

gradient_sequence steady(const simulate::gradient& gradient) {
  constexpr Eigen::Index rows = 16;
  const Eigen::VectorXd energies = gradient.values.rowwise().squaredNorm();
  const Eigen::MatrixXd longest = gradient.values(largest(energies, rows), Eigen::all);
  return {gradient.name + " at every step",
          std::vector<Eigen::MatrixXd>(static_cast<std::size_t>(sequence_length), longest)};
}

probe_row flat_row(int width) {
  const double rho = 1 / std::sqrt(static_cast<double>(width));
  return {"flat row of width " + std::to_string(width),
          Eigen::RowVectorXd::Ones(width),
          {{"any", 0, rho}},
          {},
          true};
}

probe_row cosine_row(int width, double rho) {
  Eigen::RowVectorXd row =
      Eigen::RowVectorXd::Constant(width, std::sqrt((1 - rho * rho) / (width - 1)));
  row[0] = rho;
  return {"row of one large entry, width " + std::to_string(width), row, {{"large", 0, rho}}};
}

simulate::gradient strongest_block(const simulate::gradient& from, int rows, int columns) {
  const Eigen::MatrixXd& g = from.values;
  const Eigen::MatrixXd unit = unit_rows(g(largest(g.rowwise().squaredNorm(), rows), Eigen::all));
  const Eigen::MatrixXd block =
      unit(Eigen::all, largest(unit.colwise().squaredNorm().transpose(), columns));
  std::vector<Eigen::Index> filled;
  for (Eigen::Index k = 0; k < block.rows(); ++k) {
    if (block.row(k).squaredNorm() > 0) filled.push_back(k);
  }
  simulate::gradient cut{from.name, unit_rows(block(filled, Eigen::all))};
  cut.name +=
      ", " + std::to_string(cut.values.rows()) + "x" + std::to_string(cut.values.cols()) + " block";
  return cut;
}

}  // namespace loranoise::verify
