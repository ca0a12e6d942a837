#include "simulate/gradients/plain_text.hpp"

#include "tests/catch.hpp"

using namespace loranoise::simulate;

TEST_CASE("plain text stays as it is") {
  for (const char* text :
       {"", "layer1_start, rank 4", "Größe ∂L/∂W 勾配 🙂.npy", "it's $x$"}) {
    CHECK(is_plain(text));
    CHECK(plain(text) == text);
  }
}

TEST_CASE("bytes that are no plain UTF-8 are spelled out") {
  CHECK(plain("a\nb") == "a\\x0ab");
  CHECK(plain("\x1b[31m") == "\\x1b[31m");
  CHECK(plain("a\xff") == "a\\xff");
  CHECK(plain("\xc3") == "\\xc3");                    // cut short
  CHECK(plain("\xc0\xaf") == "\\xc0\\xaf");           // longer than the shortest form
  CHECK(plain("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // half of a UTF-16 pair
  CHECK(plain("\xef\xbf\xbf") == "\\xef\\xbf\\xbf");  // U+FFFF, which XML refuses
  CHECK(plain("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(plain("\xc2\x85") == "\\xc2\\x85");  // a control character beyond ASCII
}

TEST_CASE("words of more than 300 bytes are shown by their ends") {
  const std::string path = "/" + std::string(299, 'a');
  CHECK(with_short_words("the file " + path + " is none") == "the file " + path + " is none");
  const std::string shown = with_short_words("the file " + path + "bcd  is none");
  CHECK(shown ==
        "the file /" + std::string(99, 'a') + "..." + std::string(37, 'a') + "bcd  is none");
  CHECK(with_short_words("") == "");
}
