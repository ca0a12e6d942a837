#include "verify/claims/distance/two_term_certificate.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>

#include "verify/claims/distance/certified_number.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr auto two_term_pieces = std::to_array<std::string_view>({
#include "verify/claims/distance/two_term_certificate.ipp"
});

two_term_certificate from_first_line(const nlohmann::json& head) {
  const auto number = [&](const char* key) {
    return certified_number(head.at(key).get<std::string>());
  };
  const auto constant = [&](const char* key) { return std::stod(head.at(key).get<std::string>()); };
  return {.first = constant("first"),
          .second = constant("second"),
          .he3_constant = number("c_2"),
          .he4_constant = number("c_1"),
          .remainder = number("remainder"),
          .curvature = number("curvature"),
          .slack_near_zero = number("slack_near_zero"),
          .slack_elsewhere = number("slack_elsewhere"),
          .ratios = {}};
}

// [rank, pieces, ratio], in order.
void add_line(two_term_certificate& c, const nlohmann::json& line) {
  if (line.at(0).get<int>() != c.last_rank() + 1) {
    throw std::runtime_error("the certificate of the two-term bound leaves a rank out after " +
                             std::to_string(c.last_rank()));
  }
  c.ratios.push_back(line.at(2).get<double>());
}

}  // namespace

two_term_certificate read_two_term_certificate(std::string_view lines) {
  try {
    std::istringstream in{std::string(lines)};
    std::string line;
    std::getline(in, line);
    const auto head = nlohmann::json::parse(line);
    two_term_certificate c = from_first_line(head);
    while (std::getline(in, line) && !line.empty()) add_line(c, nlohmann::json::parse(line));
    if (c.ratios.empty() || c.last_rank() != head.at("last_rank").get<int>()) {
      throw std::runtime_error("the certificate of the two-term bound is not complete");
    }
    return c;
  } catch (const std::logic_error&) {
    throw std::runtime_error("a constant of the two-term bound's certificate is no number");
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error(
        "the certificate of the two-term bound is not what loranoise-certify writes");
  }
}

const two_term_certificate& proof_of_two_terms() {
  static const two_term_certificate proof = read_two_term_certificate(joined(two_term_pieces));
  return proof;
}

}  // namespace loranoise::verify::claims
