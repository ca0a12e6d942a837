#include "simulate/peft/config.hpp"

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

peft_config parsed(const std::string& fields) {
  return parse_peft_config(R"({"peft_type": "LORA", )" + fields + "}", "adapter_config.json");
}

}  // namespace

TEST_CASE("pattern keys fit whole names, or their end behind a dot") {
  CHECK(pattern_fits("query", "layer.0.query"));
  CHECK(pattern_fits("query", "query"));
  CHECK(!pattern_fits("query", "layer.0.subquery"));
  CHECK(!pattern_fits("query", "query.other"));
  CHECK(pattern_fits(R"(layer\.[01]\.query)", "model.layer.1.query"));
  CHECK(!pattern_fits(R"(layer\.[01]\.query)", "model.layer.2.query"));
  CHECK(pattern_fits("^model.layer.2.query", "model.layer.2.query"));
  CHECK(!pattern_fits("^layer.2.query", "model.layer.2.query"));
  CHECK(pattern_fits("a|b", "x.b"));
}

TEST_CASE("a pattern that would never end, and one that is none, do no harm") {
  CHECK(!pattern_fits("(a+)+$", std::string(10000, 'a') + "b"));
  CHECK_THROWS_AS(pattern_fits("(", "x"), std::runtime_error);
  CHECK_THROWS_WITH(parsed(R"("rank_pattern": {"(": 4})"), Catch::Contains("adapter_config.json"));
}

TEST_CASE("rank and alpha are looked up apart, the first pattern counts") {
  const peft_config c = parsed(
      R"("r": 8, "lora_alpha": 16, "rank_pattern": {"query": 4, "layer.0.query": 2},
         "alpha_pattern": {"value": 6.5, "query": 32})");
  CHECK(c.rank_of("layer.0.query") == 4);
  CHECK(c.alpha_of("layer.0.query") == 32);
  CHECK(c.scale_of("layer.0.query") == 8);
  CHECK(c.rank_of("layer.0.value") == 8);
  CHECK(c.alpha_of("layer.0.value") == 6.5);
  CHECK(c.scale_of("other") == 2);
}

TEST_CASE("rsLoRA shows in the configuration alone") {
  const peft_config c = parsed(R"("r": 16, "lora_alpha": 16, "use_rslora": true)");
  CHECK(c.scale_of("any") == 4);
}

TEST_CASE("initialisations are truth values or names, null is the default") {
  CHECK(parsed(R"("init_lora_weights": true)").initialisation == "true");
  CHECK(parsed(R"("init_lora_weights": false)").initialisation == "false");
  CHECK(parsed(R"("init_lora_weights": "pissa_niter_4")").initialisation == "pissa_niter_4");
  CHECK(parsed(R"("init_lora_weights": null, "rank_pattern": null)").initialisation == "true");
}

TEST_CASE("what is no configuration gets one sentence") {
  for (const std::string text :
       {"", "[]", "{}", R"({"peft_type": 3})", R"({"peft_type": null})",
        R"({"peft_type": "LORA", "r": 0})", R"({"peft_type": "LORA", "r": "eight"})",
        R"({"peft_type": "LORA", "r": 8.5})", R"({"peft_type": "LORA", "r": 8.7e96})",
        R"({"peft_type": "LORA", "r": -1e300})",
        R"({"peft_type": "LORA", "rank_pattern": {"a": 1e40}})",
        R"({"peft_type": "LORA", "rank_pattern": {"a": 1.5}})"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(parse_peft_config(text, "adapter_config.json"),
                      Catch::Contains("adapter_config.json is no adapter configuration"));
  }
  CHECK_THROWS_WITH(parse_peft_config(R"({"peft_type": "LORA", "use_dora": "yes"})", "x"),
                    Catch::Contains("its use_dora is of the wrong type"));
  CHECK_THROWS_WITH(parse_peft_config(R"({"peft_type": "LORA", "alpha_pattern": [1]})", "x"),
                    Catch::Contains("its alpha_pattern is of the wrong type"));
  CHECK_THROWS_AS(parse_peft_config(std::string(1 << 21, ' '), "x"), std::runtime_error);
}
