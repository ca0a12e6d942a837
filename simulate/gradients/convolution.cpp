#include "simulate/gradients/convolution.hpp"

#include <stdexcept>
#include <string>

namespace loranoise::simulate {

Eigen::MatrixXd patches(const image& input, int kernel) {
  const Eigen::Index channels = input.pixels.rows();
  if (input.pixels.cols() != Eigen::Index{input.height} * input.width) {
    throw std::invalid_argument("an image of " + std::to_string(input.height) + " x " +
                                std::to_string(input.width) + " has not " +
                                std::to_string(input.pixels.cols()) + " pixels");
  }
  if (kernel < 1 || kernel > input.height || kernel > input.width) {
    throw std::invalid_argument("a kernel of " + std::to_string(kernel) +
                                " does not fit: choose 1 up to the image's smaller side");
  }
  const int rows = input.height - kernel + 1;
  const int columns = input.width - kernel + 1;
  Eigen::MatrixXd all(channels * kernel * kernel, Eigen::Index{rows} * columns);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      Eigen::Index entry = 0;
      for (Eigen::Index c = 0; c < channels; ++c) {
        for (int dy = 0; dy < kernel; ++dy) {
          for (int dx = 0; dx < kernel; ++dx) {
            all(entry++, Eigen::Index{y} * columns + x) =
                input.pixels(c, Eigen::Index{y + dy} * input.width + x + dx);
          }
        }
      }
    }
  }
  return all;
}

Eigen::MatrixXd convolution_gradient(const image& input, int kernel,
                                     const Eigen::MatrixXd& by_output) {
  const Eigen::MatrixXd seen = patches(input, kernel);
  if (by_output.cols() != seen.cols()) {
    throw std::invalid_argument("the output has " + std::to_string(seen.cols()) + " pixels, not " +
                                std::to_string(by_output.cols()));
  }
  return by_output * seen.transpose();
}

Eigen::MatrixXd loralib_layout(const Eigen::MatrixXd& gradient, int kernel) {
  if (kernel < 1 || gradient.cols() % (Eigen::Index{kernel} * kernel) != 0) {
    throw std::invalid_argument(std::to_string(gradient.cols()) +
                                " columns are no channels of kernels of " + std::to_string(kernel) +
                                " x " + std::to_string(kernel));
  }
  using row_after_row = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const row_after_row flat = gradient;
  return Eigen::Map<const row_after_row>(flat.data(), flat.rows() * kernel, flat.cols() / kernel);
}

}  // namespace loranoise::simulate
