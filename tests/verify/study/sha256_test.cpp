#include "verify/study/sha256.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"

using namespace loranoise::verify;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
  CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_of(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on the pieces that the bytes come in") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += static_cast<char>(i);
  for (const std::size_t piece : {1U, 55U, 63U, 64U, 65U}) {
    sha256 sum;
    for (std::size_t i = 0; i < text.size(); i += piece) {
      sum.add(std::string_view(text).substr(i, piece));
    }
    CHECK(sum.digits() == sha256_of(text));
  }
}

TEST_CASE("SHA-256 of a file is that of its bytes, and a file that cannot be read is named") {
  const auto file =
      std::filesystem::temp_directory_path() / ("loranoise-sum" + std::to_string(getpid()));
  const std::string bytes(200000, 'x');
  std::ofstream(file) << bytes;
  CHECK(sha256_of_file(file) == sha256_of(bytes));
  std::filesystem::remove(file);
  CHECK_THROWS_WITH(sha256_of_file(file), Catch::Contains("loranoise-sum"));
  CHECK_THROWS_WITH(sha256_of_file("/"), Catch::Contains("cannot be read"));
}
