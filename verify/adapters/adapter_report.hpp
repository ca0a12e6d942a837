// What an adapter's files say of the noise that it injected into its training.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulate/peft/folder.hpp"
#include "verify/adapters/initialisation.hpp"

namespace loranoise::verify {

/// B after one or more steps with A frozen: B = B_0 - eta s G A', G the summed gradient.
struct update_identity {
  double step_size = 0;  ///< as given, or fitted
  double error = 0;      ///< |B - B_0 + eta s G A'|/|B - B_0|
  bool a_unchanged = true;
  [[nodiscard]] bool holds() const { return a_unchanged && error < 1e-3; }
};

struct adapter_layer_report {
  simulate::peft_layer layer;
  /// Where B is not 0, kaiming_uniform and gaussian only as the configuration has it.
  initialisation_test start;
  bool b_is_zero = false;
  /// |N|_F^2/|G|_F^2 of N = G (c A'A - I) for this very A, c scaling A'A to I on average; with a
  /// gradient of this layer only.
  std::optional<double> noise_to_signal;
  std::optional<update_identity> identity;
};

struct adapter_question {
  std::string gradients;  ///< FILE[:KEY], or empty
  std::string before;     ///< folder of the adapter at the start: B_0, or empty for B_0 = 0
  double step_size = 0;   ///< eta; 0: fitted by least squares
};

/// std::runtime_error, one sentence, where none of the gradients (FILE[:KEY]; none for "") has the
/// name of a layer of any of the adapters. `NAME.weight` is such a name, and what PEFT makes of it:
/// `base_model.model.NAME.base_layer.weight`.
void check_gradient_names(const std::vector<simulate::peft_adapter>& adapters,
                          const std::string& gradients);

/// The layers of an adapter. Gradients are those of the base weights of the same names; one that is
/// stored in x out (Conv1D) is turned. std::runtime_error, one sentence, where files do not fit.
[[nodiscard]] std::vector<adapter_layer_report> report_on(const simulate::peft_adapter& adapter,
                                                          const adapter_question& question);

/// What a reader must know of the adapter as a whole, a sentence each.
[[nodiscard]] std::vector<std::string> notes_on(const simulate::peft_adapter& adapter,
                                                const std::vector<adapter_layer_report>& layers);

}  // namespace loranoise::verify
