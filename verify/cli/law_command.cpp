#include <cmath>
#include <cstdint>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <vector>

#include "theory/coordinate/law.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"

namespace loranoise::cli {
namespace {

struct law_options {
  double rank = 0;
  double rho = 0;
  std::vector<double> at;
  bool json = false;
};

void check_law(const law_options& o) {
  if (!(o.rank >= 1 && o.rank <= theory::largest_rank && std::floor(o.rank) == o.rank)) {
    throw std::invalid_argument("--rank must be a whole number from 1 to 1e12");
  }
  if (!(std::abs(o.rho) <= 1)) {
    throw std::invalid_argument("--rho is a cosine: it must be from -1 to 1");
  }
}

// Moments are those of T = sum x_a y_a; densities and distribution functions those of its
// standardised form Q.
nlohmann::ordered_json describe_law(const law_options& o) {
  using law = theory::coordinate_law<double>;
  check_law(o);
  const law t(o.rank, o.rho);
  const law q = law::standardised(o.rank, o.rho);
  nlohmann::ordered_json out;
  out["rank"] = static_cast<std::int64_t>(o.rank);
  out["rho"] = o.rho;
  out["mean"] = mean(t);
  out["variance"] = variance(t);
  out["skewness"] = skewness(t);
  out["excess_kurtosis"] = kurtosis_excess(t);
  out["tv"] = theory::total_variation(o.rank, o.rho);
  out["kolmogorov"] = theory::kolmogorov(o.rank, o.rho);
  out["kl_noise_to_normal"] = theory::kl_noise_to_normal(o.rank, o.rho);
  out["kl_normal_to_noise"] = theory::kl_normal_to_noise(o.rank, o.rho);
  out["bounds"] = {{"fourth_moment_tv", theory::fourth_moment_tv(o.rank, o.rho)},
                   {"fourth_moment_kolmogorov", theory::fourth_moment_kolmogorov(o.rank, o.rho)},
                   {"berry_esseen_kolmogorov", theory::berry_esseen_kolmogorov(o.rank, o.rho)}};
  out["at"] = nlohmann::ordered_json::array();
  for (const double z : o.at) {
    out["at"].push_back({{"z", z},
                         {"pdf", pdf(q, z)},
                         {"log_pdf", logpdf(q, z)},
                         {"cdf", cdf(q, z)},
                         {"sf", sf(q, z)},
                         {"log_cdf", logcdf(q, z)},
                         {"log_sf", logsf(q, z)}});
  }
  return out;
}

}  // namespace

command add_law(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("law", "The exact law of one coordinate of the noise");
  const auto o = std::make_shared<law_options>();
  sub->add_option("--rank", o->rank, "Rank of the adapter, 1 or more")->required();
  sub->add_option("--rho", o->rho, "Cosine u_i/|u| of the coordinate, -1 to 1")->required();
  sub->add_option("--at", o->at, "Points of the standardised variable")->delimiter(',');
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] {
    print(describe_law(*o), o->json, std::cout);
    return exit_passed;
  };
}

}  // namespace loranoise::cli
