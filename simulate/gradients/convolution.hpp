// Gradients of convolutions as the matrices that low-rank adaptation sees (theory/doc 11.4).
#pragma once

#include <Eigen/Core>

namespace loranoise::simulate {

/// An image or the output of a convolution: channels x (height width), pixels row after row.
struct image {
  int height;
  int width;
  Eigen::MatrixXd pixels;
};

/// The patches that a square kernel sees at stride 1 without padding (im2col): column p holds the
/// channels kernel^2 numbers under the kernel at output pixel p, in the order of a row of PyTorch's
/// weight (channel, kernel row, kernel column). std::invalid_argument unless 1 <= kernel <= both
/// sides and the pixels have the image's shape.
[[nodiscard]] Eigen::MatrixXd patches(const image& input, int kernel);

/// The gradient of the weight, out x (channels kernel^2), from the loss's gradient by the output
/// (out x output pixels): summed over patches. std::invalid_argument for another number of pixels.
[[nodiscard]] Eigen::MatrixXd convolution_gradient(const image& input, int kernel,
                                                   const Eigen::MatrixXd& by_output);

/// The same numbers as loralib lays them out: (out kernel) x (channels kernel), where the adapter
/// is a product of (out kernel) x (rank kernel) and (rank kernel) x (channels kernel).
/// std::invalid_argument unless the columns are channels kernel^2.
[[nodiscard]] Eigen::MatrixXd loralib_layout(const Eigen::MatrixXd& gradient, int kernel);

}  // namespace loranoise::simulate
