#include <iostream>
#include <memory>
#include <vector>

#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"
#include "verify/cli/commands.hpp"
#include "verify/cli/json_output.hpp"

namespace loranoise::cli {
namespace {

struct privacy_options {
  adapter_shape shape;
  double cosine = 0;
  double norm_ratio = 1;
  std::vector<double> epsilon;
  bool json = false;
};

nlohmann::ordered_json describe_privacy(const privacy_options& o) {
  check_shape(o.shape);
  const theory::row_release release{static_cast<double>(o.shape.rank),
                                    static_cast<double>(o.shape.width), o.cosine, o.norm_ratio};
  nlohmann::ordered_json out;
  out["rank"] = o.shape.rank;
  out["width"] = o.shape.width;
  out["cosine"] = o.cosine;
  out["norm_ratio"] = o.norm_ratio;
  out["epsilon"] = o.epsilon;
  out["delta"] = nlohmann::ordered_json::array();
  out["delta_floor"] = theory::privacy_floor(release.rank, o.cosine);
  out["delta_gaussian"] = nlohmann::ordered_json::array();
  const double shift = theory::gaussian_shift(release);
  for (const double epsilon : o.epsilon) {
    out["delta"].push_back(theory::privacy_profile(release, epsilon));
    out["delta_gaussian"].push_back(theory::gaussian_privacy_profile(shift, epsilon));
  }
  out["threat_model"] =
      "the sketch A is secret and one row is released once; with A public there is no privacy";
  return out;
}

}  // namespace

command add_privacy(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "privacy", "delta(epsilon) of one released row, and of the Gaussian mechanism it imitates");
  const auto o = std::make_shared<privacy_options>();
  add_shape(*sub, o->shape);
  sub->add_option("--cosine", o->cosine, "Cosine between the two candidate rows, -1 to 1")
      ->required();
  sub->add_option("--norm-ratio", o->norm_ratio, "Norm of the row over that of its neighbour")
      ->capture_default_str();
  sub->add_option("--epsilon", o->epsilon, "Values of epsilon")->delimiter(',')->required();
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] {
    print(describe_privacy(*o), o->json, std::cout);
    return exit_passed;
  };
}

}  // namespace loranoise::cli
