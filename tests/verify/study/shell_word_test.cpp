#include "verify/study/shell_word.hpp"

#include "simulate/gradients/plain_text.hpp"
#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"

using namespace loranoise;
using namespace loranoise::verify;

TEST_CASE("a shell reads a word back as it was") {
  CHECK(shell_word("runs/a-1.npy") == "runs/a-1.npy");
  CHECK(shell_word("a b") == "'a b'");
  for (const std::string text :
       {"", "it's", "$(touch x)`ls`", "a\\b\"c", "line\nbreak\x01'\xff\\9", "~", "-x y", "é"}) {
    CAPTURE(text, shell_word(text));
    CHECK(simulate::is_plain(shell_word(text)));
    const outcome o = run_program("bash -c " + shell_word("printf %s " + shell_word(text)));
    CHECK(o.output == text);
  }
}
