// The batch gradients under study, and the rows and coordinates of them that are looked at closely.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "simulate/gradients/gradient.hpp"
#include "verify/study/shared.hpp"

namespace loranoise::verify {

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
  std::string gradient = {};  ///< the name of the gradient that it is a row of, if any
  bool flat = false;          ///< all entries equal
};

/// The row of `gradient` that holds the largest |rho| among rows of at least the median norm.
/// std::invalid_argument if every entry is zero.
probe_row choose_probe_row(const simulate::gradient& gradient);

/// Two rows that might have been released, the data and its neighbour: neither is zero.
struct row_pair {
  std::string name;
  Eigen::RowVectorXd row;
  Eigen::RowVectorXd neighbour;
  bool flat = false;  ///< made by flat_pair

  [[nodiscard]] double cosine() const;
  [[nodiscard]] double norm_ratio() const;  ///< |row|/|neighbour|
};

/// The two rows with the largest |cosine| below nearly_parallel among the `most_rows` longest of
/// `gradient`; none where all pairs are parallel or zero.
inline constexpr double nearly_parallel = 0.999;
std::optional<row_pair> choose_row_pair(const simulate::gradient& gradient,
                                        Eigen::Index most_rows = 1024);

/// A flat row of `width` >= 2 entries (an even number) and a neighbour at this cosine and norm
/// ratio.
row_pair flat_pair(int width, double cosine, double norm_ratio);

/// Places of the `count` largest values (all if there are fewer), ascending; ties go to the first.
std::vector<Eigen::Index> largest(const Eigen::VectorXd& values, Eigen::Index count);

/// The rows brought to length 1; rows of zeros stay.
Eigen::MatrixXd unit_rows(const Eigen::MatrixXd& g);

/// The strongest `columns` columns of the `rows` longest rows of a gradient (rows brought to length
/// 1 before and after), named after it. Rows of zeros are left out, and there may be fewer columns.
simulate::gradient strongest_block(const simulate::gradient& from, int rows, int columns);

/// Steps that a sequence of gradients has at least.
inline constexpr int sequence_length = 16;

/// The gradients of steps in order, of one shape.
struct gradient_sequence {
  std::string name;
  std::vector<Eigen::MatrixXd> gradients;
};

/// The same gradient at every step: its 16 longest rows, sequence_length times.
gradient_sequence steady(const simulate::gradient& gradient);

/// A row of `width` equal entries: rho = 1/sqrt(width) everywhere.
probe_row flat_row(int width);

/// A row of `width` >= 2 entries, the first with this cosine, 0 <= rho < 1, the rest equal.
probe_row cosine_row(int width, double rho);

}  // namespace loranoise::verify
