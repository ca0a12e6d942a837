#include "verify/claims/distance/zero_cosine_certificate.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "verify/claims/distance/certified_number.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr auto certificate_pieces = std::to_array<std::string_view>({
#include "verify/claims/distance/zero_cosine_certificate.ipp"
});

}  // namespace

zero_cosine_certificate read_certificate(std::string_view json) {
  try {
    const auto root = nlohmann::json::parse(json);
    const auto number = [&](const char* key) {
      return certified_number(root.at(key).get<std::string>());
    };
    zero_cosine_certificate c{number("c_1"), number("remainder"), number("slope"), {}};
    for (const auto& each : root.at("r_tv")) {
      c.r_tv.push_back(certified_number(each.get<std::string>()));
    }
    if (c.r_tv.size() < 2) throw std::runtime_error("the certificate encloses no two ranks");
    return c;
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error("the certificate is not the JSON that loranoise-certify writes");
  }
}

const zero_cosine_certificate& proof_at_zero_cosine() {
  static const zero_cosine_certificate proof = read_certificate(joined(certificate_pieces));
  return proof;
}

}  // namespace loranoise::verify::claims
