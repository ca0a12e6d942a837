#include "tests/fuzz/read_gradients.hpp"

LORANOISE_FUZZ_READER(npy)
