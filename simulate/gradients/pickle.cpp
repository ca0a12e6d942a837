// Python's pickles, PyTorch's .pt and .bin files: never opened, as reading one can run any program.
#include "simulate/gradients/formats.hpp"

namespace loranoise::simulate {

bool is_pickle(std::string_view bytes) {
  // Protocols 2 to 5; the old format of torch.save begins with one as well.
  return bytes.size() > 1 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

}  // namespace loranoise::simulate
