// What the paper says, sentence by sentence, and which claims answer it.
#pragma once

#include <string>
#include <vector>

namespace loranoise::verify {

/// A sentence of the abstract of arXiv 2409.17538 in our words, or of a paper that follows it.
struct paper_sentence {
  std::string versions;  ///< of the paper that say it: "v6-v9"
  std::string sentence;
  std::string answer;               ///< what the claims find, where they come out as expected
  std::vector<std::string> claims;  ///< ids
};

/// In the order of the abstract. Each claim of the ledger answers one of them.
[[nodiscard]] const std::vector<paper_sentence>& paper_sentences();

}  // namespace loranoise::verify
