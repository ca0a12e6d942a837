#include "simulate/peft/config.hpp"

#include <re2/re2.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "simulate/gradients/mapped_file.hpp"

namespace loranoise::simulate {
namespace {

using json = nlohmann::ordered_json;

// Calls take(value) where the key is there: PEFT writes those that do not apply as null.
template <class Take>
void take_field(const json& config, const char* key, const Take& take) {
  const auto found = config.find(key);
  if (found == config.end() || found->is_null()) return;
  try {
    take(*found);
  } catch (const json::exception&) {
    throw std::invalid_argument(std::string("its ") + key + " is of the wrong type");
  }
}

template <class Value>
void read_field(const json& config, const char* key, Value& value) {
  take_field(config, key, [&](const json& found) { found.get_to(value); });
}

bool is_rank(double r) {
  return r >= 1 && r <= 1e6 && r == std::floor(r);
}

// A conversion by the JSON library cuts 8.5 to 8 and has no meaning beyond an int's range.
int read_rank(const json& config, int otherwise) {
  double rank = otherwise;
  read_field(config, "r", rank);
  if (!is_rank(rank)) {
    throw std::invalid_argument("its rank r must be a whole number from 1 to 1e6");
  }
  return static_cast<int>(rank);
}

std::vector<std::pair<std::string, double>> patterns(const json& config, const char* key) {
  std::vector<std::pair<std::string, double>> all;
  take_field(config, key, [&](const json& found) {
    for (const auto& [pattern, value] : found.get_ref<const json::object_t&>()) {
      all.emplace_back(pattern, value.get<double>());
    }
  });
  return all;
}

// A truth value or a name.
std::string initialisation_of(const json& config) {
  std::string name = "true";
  take_field(config, "init_lora_weights", [&](const json& found) {
    if (found.is_boolean()) {
      name = found.get<bool>() ? "true" : "false";
    } else {
      found.get_to(name);
    }
  });
  return name;
}

template <class Default>
double of_layer(const std::vector<std::pair<std::string, double>>& patterns,
                const std::string& layer, Default otherwise) {
  for (const auto& [key, value] : patterns) {
    if (pattern_fits(key, layer)) return value;
  }
  return otherwise;
}

void check_config(const peft_config& c) {
  for (const auto& [key, rank] : c.rank_pattern) {
    if (!is_rank(rank)) {
      throw std::invalid_argument("a rank of rank_pattern is no whole number from 1 to 1e6");
    }
    (void)pattern_fits(key, "");
  }
  if (!std::isfinite(c.alpha)) throw std::invalid_argument("its lora_alpha is no number");
  for (const auto& [key, alpha] : c.alpha_pattern) {
    if (!std::isfinite(alpha)) {
      throw std::invalid_argument("an alpha of alpha_pattern is no number");
    }
    (void)pattern_fits(key, "");
  }
}

}  // namespace

bool pattern_fits(const std::string& key, const std::string& layer) {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(1 << 22);
  const RE2 expression("(?:.*\\.)?(?:" + key + ")", options);
  if (!expression.ok()) {
    throw std::runtime_error("\"" + shown(key) + "\" is no regular expression that can be read (" +
                             shown(expression.error()) + ")");
  }
  return RE2::FullMatch(layer, expression);
}

int peft_config::rank_of(const std::string& layer) const {
  return static_cast<int>(of_layer(rank_pattern, layer, rank));
}

double peft_config::alpha_of(const std::string& layer) const {
  return of_layer(alpha_pattern, layer, alpha);
}

double peft_config::scale_of(const std::string& layer) const {
  const double r = rank_of(layer);
  return alpha_of(layer) / (rank_stabilised ? std::sqrt(r) : r);
}

peft_config parse_peft_config(std::string_view text, const std::filesystem::path& file) {
  constexpr std::size_t longest = 1 << 20;
  if (text.size() > longest) refuse(file, "is longer than 1 MiB: that is no adapter_config.json");
  try {
    const json config = json::parse(text);
    peft_config c;
    read_field(config, "peft_type", c.type);
    if (c.type.empty()) throw std::invalid_argument("it has no peft_type");
    c.rank = read_rank(config, c.rank);
    read_field(config, "lora_alpha", c.alpha);
    read_field(config, "use_rslora", c.rank_stabilised);
    read_field(config, "use_dora", c.decomposed);
    read_field(config, "lora_bias", c.with_bias);
    read_field(config, "fan_in_fan_out", c.transposed);
    read_field(config, "modules_to_save", c.modules_to_save);
    const auto replication = config.find("layer_replication");
    c.layers_replicated = replication != config.end() && !replication->is_null();
    c.initialisation = initialisation_of(config);
    c.rank_pattern = patterns(config, "rank_pattern");
    c.alpha_pattern = patterns(config, "alpha_pattern");
    check_config(c);
    return c;
  } catch (const json::exception&) {
    refuse(file,
           "is no adapter configuration of PEFT (not JSON): save the adapter with "
           "save_pretrained");
  } catch (const std::exception& e) {
    refuse(file, std::string("is no adapter configuration of PEFT (") + e.what() +
                     "): save the adapter with save_pretrained");
  }
}

peft_config read_peft_config(const std::filesystem::path& file) {
  const mapped_file mapped(file);
  return parse_peft_config(mapped.text(), file);
}

}  // namespace loranoise::simulate
