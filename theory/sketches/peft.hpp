// What PEFT's initialisations and scalings amount to: a sketch with E[A'A] = I and an effective
// learning rate; theory/doc section 1.4.
#pragma once

namespace loranoise::theory {

/// How A is drawn. kaiming_uniform is PEFT's default, Uniform(-1/sqrt(width), 1/sqrt(width));
/// gaussian is its option init_lora_weights="gaussian", N(0, 1/rank^2); unit_gaussian is the
/// canonical N(0, 1/rank) of the theory.
enum class peft_initialisation { kaiming_uniform, gaussian, unit_gaussian };

/// s = alpha/rank (LoRA) or alpha/sqrt(rank) (rsLoRA): the layer computes W x + s B A x.
enum class peft_rule { lora, rank_stabilised };

/// One step on B with learning rate eta moves the layer by -eta s^2 G A'A = -eta effective_rate
/// G M, E[M] = I.
struct peft_scaling {
  double scale;            // s
  double entry_variance;   // of one entry of A as PEFT draws it
  double effective_rate;   // s^2 E[A'A] = s^2 rank entry_variance; multiply by eta
  double excess_kurtosis;  // of one entry of A, for moments.hpp
};

/// rank >= 1, width >= 1, alpha > 0 finite; throws std::domain_error otherwise.
[[nodiscard]] peft_scaling peft_effective_scaling(double rank, double width, double alpha,
                                                  peft_initialisation initialisation,
                                                  peft_rule rule = peft_rule::lora);

}  // namespace loranoise::theory
