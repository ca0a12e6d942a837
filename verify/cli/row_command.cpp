#include <iostream>
#include <memory>

#include "theory/row/law.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"

namespace loranoise::cli {
namespace {

struct row_options {
  adapter_shape shape;
  bool json = false;
};

}  // namespace

command add_row(CLI::App& app) {
  CLI::App* sub =
      app.add_subcommand("row", "Total variation distance of a whole row of noise to its Gaussian");
  const auto o = std::make_shared<row_options>();
  add_shape(*sub, o->shape);
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] {
    check_shape(o->shape);
    const auto [rank, width] = o->shape;
    nlohmann::ordered_json out;
    out["rank"] = rank;
    out["width"] = width;
    out["tv"] = theory::row_total_variation(rank, width);
    out["tv_limit"] = theory::row_total_variation_limit(rank, width);
    print(out, o->json, std::cout);
    return exit_passed;
  };
}

}  // namespace loranoise::cli
