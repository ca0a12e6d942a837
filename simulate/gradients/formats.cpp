#include "simulate/gradients/formats.hpp"

namespace loranoise::simulate {

std::string known_formats() {
  std::string all;
#define LORANOISE_NAME(NAME) all += (all.empty() ? "" : ", ") + std::string(#NAME);
  LORANOISE_FILE_FORMATS(LORANOISE_NAME)
#undef LORANOISE_NAME
  return all;
}

std::vector<stored_member> members_of(const mapped_file& file) {
#define LORANOISE_TRY(NAME) \
  if (is_##NAME(file.text())) return NAME##_members(file);
  LORANOISE_FILE_FORMATS(LORANOISE_TRY)
#undef LORANOISE_TRY
  if (is_pickle(file.text())) refuse(file.path(), std::string(pickle_remedy));
  refuse(file.path(), "is of no kind that gradients are read from (" + known_formats() +
                          "): save the gradient with numpy.save or safetensors");
}

}  // namespace loranoise::simulate
