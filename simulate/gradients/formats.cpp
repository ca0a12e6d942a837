#include "simulate/gradients/formats.hpp"

namespace loranoise::simulate {

std::vector<stored_member> members_of(const mapped_file& file) {
#define LORANOISE_TRY(NAME) \
  if (is_##NAME(file.text())) return NAME##_members(file);
  LORANOISE_FILE_FORMATS(LORANOISE_TRY)
#undef LORANOISE_TRY
  refuse(file.path(),
         "is neither a .npy nor a .npz nor a .safetensors file: save the gradient with numpy.save "
         "or safetensors");
}

}  // namespace loranoise::simulate
