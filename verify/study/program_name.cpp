#include "verify/study/program_name.hpp"

#include <cstdlib>

#include "verify/study/shell_word.hpp"

namespace loranoise::verify {

std::string program_name() {
  const char* said = std::getenv("LORANOISE_COMMAND");
  return said == nullptr || *said == '\0' ? "loranoise" : shell_word(said);
}

}  // namespace loranoise::verify
