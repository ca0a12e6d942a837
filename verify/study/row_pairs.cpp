#include "verify/study/row_pairs.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace loranoise::verify {
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
row_pair with_one_removed(const std::string& when, const simulate::perceptron& net,
                          const simulate::dataset& data) {
  const Eigen::MatrixXd full =
      simulate::gradients(net, simulate::select(data, batch_without(-1))).layer1;
  const Eigen::VectorXd norms = full.rowwise().norm();
  std::vector<double> sorted(norms.begin(), norms.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());

  row_pair pair;
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
              full.row(k), less.row(k), false};
    }
  }
  return pair;
}

bool is_probed(const simulate::gradient& gradient, const study& s) {
  return std::any_of(s.probes.begin(), s.probes.end(),
                     [&](const shared<probe_row>& row) { return row->gradient == gradient.name; });
}

}  // namespace

void add_neighbours(const simulate::training_record& record, const simulate::dataset& data,
                    study& s) {
  s.pairs.emplace_back(with_one_removed("untrained", record.initial, data));
  s.pairs.emplace_back(with_one_removed("trained", record.trained, data));
}

void add_pairs(study& s) {
  for (std::size_t i = 0; i < s.gradients.size(); ++i) {
    const simulate::gradient& gradient = *s.gradients[i];
    if (!is_probed(gradient, s)) continue;
    if (!takes(s.budget.paired_gradients, i, s.gradients.size())) continue;
    if (auto pair = choose_row_pair(gradient, s.budget.most_paired_rows)) {
      s.pairs.emplace_back(std::move(*pair));
    }
  }
  s.pairs.emplace_back(flat_pair(64, 0.5, 1.25));
  s.pairs.emplace_back(flat_pair(256, 0.9, 1));
  s.pairs.emplace_back(flat_pair(4096, 0.99, 1));
}

}  // namespace loranoise::verify
