// Gradients from files: FILE or FILE:KEY, whatever the format.
#pragma once

#include <string>
#include <vector>

#include "simulate/gradients/stored_matrix.hpp"

namespace loranoise::simulate {

/// The matrices that `what` names. FILE is of one of the kinds of formats.hpp (.npy, .npz,
/// .safetensors) (told by its first bytes, not by its name), "-" standard input; KEY names tensors
/// of it, with * and ? as a shell has them; without a KEY they are all matrices and vectors of
/// floating-point numbers in it, in the file's order. A file whose own name holds a colon is taken
/// first. std::runtime_error, one sentence that names the file, the fault and the remedy, where
/// nothing matches or the file is refused; a pickle is refused with the line of Python that
/// converts it. Nothing is converted yet: see stored_matrix::values.
[[nodiscard]] std::vector<stored_matrix> find_gradients(const std::string& what);

/// The FILE of FILE:KEY.
[[nodiscard]] std::string file_of(const std::string& what);

/// The values of the one matrix that `what` names; std::runtime_error also where there are several.
[[nodiscard]] Eigen::MatrixXd read_gradient(const std::string& what);

}  // namespace loranoise::simulate
