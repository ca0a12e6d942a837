// The batch gradients under study, and the rows and coordinates of them that are looked at closely.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

namespace loranoise::verify {

/// G, out x in, averaged over the batch.
struct named_gradient {
  std::string name;
  Eigen::MatrixXd values;
};

/// One coordinate of a probe row: its cosine rho = u_i / |u| fixes the law of its noise.
struct probe_coordinate {
  std::string name;
  Eigen::Index column;
  double rho;
};

/// A row u of a gradient with the coordinates to watch: the one with the largest |rho|, the one
/// with the median |rho| and the one with the smallest.
struct probe_row {
  std::string name;
  Eigen::RowVectorXd values;
  std::vector<probe_coordinate> coordinates;
};

/// The row of `gradient` that holds the largest |rho| among rows of at least the median norm.
/// std::invalid_argument if every entry is zero.
probe_row choose_probe_row(const named_gradient& gradient);

/// A row of `width` equal entries: rho = 1/sqrt(width) everywhere.
probe_row flat_row(int width);

/// A row of `width` >= 2 entries, the first with this cosine, 0 <= rho < 1, the rest equal.
probe_row cosine_row(int width, double rho);

}  // namespace loranoise::verify
