#include "row_pairs.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace loranoise::cli {
namespace {

constexpr Eigen::Index batch_size = 32;

std::vector<Eigen::Index> batch_without(Eigen::Index left_out) {
  std::vector<Eigen::Index> samples(batch_size);
  std::iota(samples.begin(), samples.end(), Eigen::Index{0});
  std::erase(samples, left_out);
  return samples;
}

// The row, among those of at least the median norm, that moves most when one example leaves the
// batch, with the example that moves it most; both sums are divided by the full batch.
verify::row_pair with_one_removed(const std::string& when, const simulate::perceptron& net,
                                  const simulate::dataset& data) {
  const Eigen::MatrixXd full =
      simulate::gradients(net, simulate::select(data, batch_without(-1))).layer1;
  const Eigen::VectorXd norms = full.rowwise().norm();
  std::vector<double> sorted(norms.begin(), norms.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());

  verify::row_pair pair;
  double furthest = -1;
  for (Eigen::Index example = 0; example < batch_size; ++example) {
    const Eigen::MatrixXd less =
        simulate::gradients(net, simulate::select(data, batch_without(example))).layer1 *
        (static_cast<double>(batch_size - 1) / batch_size);
    for (Eigen::Index k = 0; k < full.rows(); ++k) {
      if (norms[k] < *middle || !(less.row(k).norm() > 0)) continue;
      const double moved = (full.row(k) - less.row(k)).norm() / norms[k];
      if (moved <= furthest) continue;
      furthest = moved;
      pair = {"layer1 " + when + " row " + std::to_string(k) + ", with and without one example",
              full.row(k), less.row(k)};
    }
  }
  return pair;
}

bool is_probed(const verify::named_gradient& gradient, const verify::study& study) {
  return std::any_of(study.probes.begin(), study.probes.end(), [&](const verify::probe_row& row) {
    return row.name.starts_with(gradient.name + " row ");
  });
}

}  // namespace

void add_neighbours(const simulate::training_record& record, const simulate::dataset& data,
                    verify::study& study) {
  study.pairs.push_back(with_one_removed("untrained", record.initial, data));
  study.pairs.push_back(with_one_removed("trained", record.trained, data));
}

void add_pairs(verify::study& study) {
  const bool coarse = study.budget.grid == verify::grid::coarse;
  for (const verify::named_gradient& gradient : study.gradients) {
    const bool end = &gradient == &study.gradients.front() || &gradient == &study.gradients.back();
    if (!is_probed(gradient, study) || (coarse && !end)) continue;
    if (auto pair = verify::choose_row_pair(gradient)) study.pairs.push_back(std::move(*pair));
  }
  study.pairs.push_back(verify::flat_pair(64, 0.5, 1.25));
  study.pairs.push_back(verify::flat_pair(256, 0.9, 1));
  study.pairs.push_back(verify::flat_pair(4096, 0.99, 1));
}

}  // namespace loranoise::cli
