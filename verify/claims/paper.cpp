#include "verify/claims/paper.hpp"

namespace loranoise::verify {

const std::vector<paper_sentence>& paper_sentences() {
  static const std::vector<paper_sentence> all{
      {.versions = "v1-v9",
       .sentence = "Low-rank adaptation is fine-tuning with noisy batch gradients.",
       .answer = "Yes: with A frozen to rounding, with A trained up to the third power of the "
                 "learning rate; the noise has mean zero.",
       .claims = {"E1", "E2", "M1"}},
      {.versions = "v1-v9",
       .sentence = "The variance of the noise is known and falls with the rank.",
       .answer =
           "Yes, exactly as 1/r, and with a known covariance. The row's norm alone is not the "
           "variance of a large entry: up to half is missing.",
       .claims = {"M2", "M3", "M4", "M5", "M7"}},
      {.versions = "v1-v7",
       .sentence =
           "By a Berry-Esseen type bound the noise is close in total variation to a Gaussian "
           "of the same variance.",
       .answer = "One entry is, far closer than such bounds say: 0.350/r where it is a small share "
                 "of its row, 0.126 times the skewness elsewhere. The width of the layer does not "
                 "enter.",
       .claims = {"L1", "L2", "L3", "L4", "T1", "T2", "T3", "T4", "T5", "T6", "T9", "T7", "T8"}},
      {.versions = "v1-v7",
       .sentence = "The noise is Gaussian noise.",
       .answer =
           "Not as a whole: a row of a wide layer is far from its Gaussian, two rows are told "
           "from it with certainty, and an update has no more than r dimensions.",
       .claims = {"J1", "J2", "J3", "J5"}},
      {.versions = "v1-v7",
       .sentence = "The dynamics of low-rank adaptation are close to those of DP-SGD.",
       .answer =
           "With A drawn anew at each step the mean and the second moment are those of matched "
           "Gaussian noise, but not the fourth, and the noise dies with the gradient. With A "
           "frozen not even the mean, from the second step on: the noise is one draw for all "
           "steps and leaves a floor.",
       .claims = {"M6", "D1", "D2", "D3", "D4", "D5", "D7"}},
      {.versions = "v6-v9",
       .sentence = "Low-rank adaptation resists membership inference.",
       .answer =
           "Not as such: wherever an adapter learns its task, its members are found, and more "
           "often the higher the rank. At equal loss of the members the area under the "
           "curve is at most a few hundredths below full training's; what looks like "
           "resistance at rank 1 is a task not learnt.",
       .claims = {"A1", "A2", "A3", "A4", "A5", "A6"}},
      {.versions = "v1-v5",
       .sentence = "With clipping (v1) or scaling (v2-v5) of the gradient, the noise has the fixed "
                   "scale of DP-SGD, by the Johnson-Lindenstrauss lemma.",
       .answer =
           "Norms are kept as that lemma says, up to chi^2_r/r; the scale of the noise is "
           "fixed up to a factor of sqrt 2 by the entry's share, and clipping leaves short rows "
           "with less.",
       .claims = {"J6", "D6"}},
      {.versions = "v8-v9",
       .sentence = "With A frozen, low-rank adaptation is private by design.",
       .answer = "No: one row with A secret has an exact privacy profile with a floor that no "
                 "epsilon gets below, worse than the Gaussian's; from two rows on there is none.",
       .claims = {"P1", "P2", "P3", "P4", "J4"}},
      {.versions = "v8-v9",
       .sentence = "Rank and batch size set the level of that privacy.",
       .answer =
           "For one row, or several with A drawn anew and secret for each, exactly known: many "
           "small steps cost more than the Gaussian says, and give least away at a rank near "
           "sqrt(m/2); no Renyi divergence is finite, and a larger batch helps by its square only "
           "where the mean gradient dominates.",
       .claims = {"P5", "P6", "P7", "P9"}},
      {.versions = "arXiv 2601.21719",
       .sentence = "One released row has a bounded epsilon (Theorem 1).",
       .answer = "With the coefficient (m - r + 1)/2; as printed it fails at ranks near the width.",
       .claims = {"P8"}},
      {.versions = "its neighbours",
       .sentence =
           "Other ways to compress or perturb gradients (sketches, masks, gates, zero-order "
           "descent, sampled gradients) inject noise like it.",
       .answer = "The mean is right in all, and every variance and covariance is known. Zero-order "
                 "descent, a frozen B and convolutions have LoRA's law itself; frames, sparse "
                 "signs and masks have the size of it but atoms, at distance 1 from any Gaussian.",
       .claims = {"Z1", "Z2", "Z3", "Z4"}},
  };
  return all;
}

}  // namespace loranoise::verify
