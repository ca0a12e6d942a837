#include "tests/theory/accuracy/rows_accuracy.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <random>
#include <sstream>
#include <utility>

#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"
#include "theory/row/law.hpp"
#include "theory/sketches/haar_law.hpp"

namespace {

using namespace loranoise::theory;
using real = boost::multiprecision::cpp_bin_float_50;

// The table privacy.csv loses digits below this (up to 12 % at 1e-30), which privacy_more.csv has.
constexpr double smallest_trusted_delta = 1e-12;

// Keeps the worst error and where it was.
class worst_case {
 public:
  worst_case(std::string quantity, std::string against, std::string measure, double bar)
      : row_{std::move(quantity), std::move(against), std::move(measure), bar, 0, "", 0} {}

  void add(double error, std::initializer_list<std::pair<const char*, double>> parameters) {
    ++row_.cells;
    if (error >= row_.worst) {
      row_.worst = error;
      std::ostringstream where;
      for (const auto& [name, value] : parameters) {
        where << (where.tellp() > 0 ? ", " : "") << name << " " << value;
      }
      row_.where = where.str();
    }
  }
  [[nodiscard]] const accuracy_row& row() const { return row_; }

 private:
  accuracy_row row_;
};

accuracy_row row_tv_on_tables() {
  worst_case worst("row total variation", "row_tv.csv, row_tv_more.csv", "absolute", 1e-10);
  for (const char* name : {"row_tv.csv", "row_tv_more.csv"}) {
    for (auto row : read_reference(name)) {
      const double rank = row["rank"];
      const double width = row["width"];
      // row_tv.csv has seven digits of this cell, row_tv_more.csv all
      if (std::string(name) == "row_tv_more.csv" || rank != 1 || width != 2) {
        worst.add(std::abs(row_total_variation(rank, width) - row["tv"]),
                  {{"rank", rank}, {"width", width}});
      }
    }
  }
  return worst.row();
}

accuracy_row privacy_on_tables() {
  worst_case worst("delta(epsilon)", "privacy.csv (10 digits) above 1e-12", "relative", 1e-7);
  for (auto row : read_reference("privacy.csv")) {
    if (row["delta"] > smallest_trusted_delta) {
      const double delta = privacy_profile(row["rank"], row["width"], row["cosine"],
                                           row["norm_ratio"], row["epsilon"]);
      worst.add(relative_error(delta, row["delta"]), {{"rank", row["rank"]},
                                                      {"width", row["width"]},
                                                      {"cosine", row["cosine"]},
                                                      {"ratio", row["norm_ratio"]},
                                                      {"epsilon", row["epsilon"]}});
    }
  }
  return worst.row();
}

std::vector<accuracy_row> privacy_on_double_sums() {
  worst_case delta("delta(epsilon)", "privacy_more.csv, down to 1e-16 and less", "relative", 1e-7);
  worst_case errors("errors of the likelihood-ratio test", "privacy_more.csv", "relative", 1e-7);
  for (auto row : read_reference("privacy_more.csv")) {
    const row_release release{row["rank"], row["width"], row["cosine"], row["norm_ratio"]};
    const double epsilon = row["epsilon"];
    const auto measured = likelihood_ratio_errors(release, epsilon);
    const std::initializer_list<std::pair<const char*, double>> where = {
        {"rank", release.rank},
        {"width", release.width},
        {"cosine", release.cosine},
        {"ratio", release.norm_ratio},
        {"epsilon", epsilon}};
    delta.add(relative_error(privacy_profile(release, epsilon), row["delta"]), where);
    errors.add(std::fmax(relative_error(measured.type_one, row["type_one"]),
                         relative_error(measured.type_two, row["type_two"])),
               where);
  }
  return {delta.row(), errors.row()};
}

accuracy_row privacy_duality() {
  worst_case worst("delta(epsilon)", "the dual direction, random parameters", "relative", 1e-7);
  std::mt19937 generator(62);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int trial = 0; trial < 200; ++trial) {
    const double rank = std::floor(std::pow(10, 4 * unit(generator)));
    const double width = std::floor(2 + std::pow(10, 4 * unit(generator)));
    const double cosine = 1 - std::pow(10, -6 * unit(generator));
    const double tau = std::exp(0.1 * (unit(generator) - 0.5));
    const double epsilon = 8 * unit(generator);
    const double dual = -std::expm1(-epsilon) +
                        std::exp(-epsilon) * privacy_profile(rank, width, cosine, 1 / tau, epsilon);
    worst.add(relative_error(privacy_profile(rank, width, cosine, tau, -epsilon), dual),
              {{"rank", rank},
               {"width", width},
               {"cosine", cosine},
               {"ratio", tau},
               {"epsilon", -epsilon}});
  }
  return worst.row();
}

accuracy_row gaussian_by_50_digits() {
  worst_case worst("Gaussian mechanism's delta", "6.4 as it stands, 50 digits", "relative", 1e-7);
  std::mt19937 generator(64);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int trial = 0; trial < 2000; ++trial) {
    const double mu = std::pow(10, 4.5 * unit(generator) - 3);
    const double epsilon = mu * (0.5 * mu + 30 * unit(generator) - 6);
    const auto phi = [](const real& x) -> real { return erfc(-x / sqrt(real(2))) / 2; };
    const real shift = real(epsilon) / mu;
    const real exact = phi(real(mu) / 2 - shift) - exp(real(epsilon)) * phi(-real(mu) / 2 - shift);
    if (exact > 1e-290) {
      worst.add(relative_error(gaussian_privacy_profile(mu, epsilon), static_cast<double>(exact)),
                {{"mu", mu}, {"epsilon", epsilon}});
    }
  }
  return worst.row();
}

std::vector<accuracy_row> haar_on_table() {
  worst_case density("Haar log pdf", "haar.csv", "absolute", 1e-10);
  worst_case tails("Haar cdf and sf", "haar.csv", "relative", 1e-10);
  for (auto row : read_reference("haar.csv")) {
    const haar_coordinate_law law(row["rank"], row["width"], row["rho"]);
    const double x = row["x"];
    const std::initializer_list<std::pair<const char*, double>> where = {
        {"rank", law.rank()}, {"width", law.width()}, {"rho", law.rho()}, {"x", x}};
    density.add(std::abs(logpdf(law, x) - row["log_pdf"]), where);
    tails.add(
        std::fmax(relative_error(cdf(law, x), row["cdf"]), relative_error(sf(law, x), row["sf"])),
        where);
  }
  return {density.row(), tails.row()};
}

std::vector<accuracy_row> haar_complement() {
  worst_case tails("Haar cdf", "its complement I - P, random parameters", "relative", 1e-10);
  worst_case distance("Haar total variation", "its complement I - P", "absolute", 1e-10);
  std::mt19937 generator(72);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int trial = 0; trial < 200; ++trial) {
    const double width = std::floor(4 + std::pow(10, 4 * unit(generator)));
    const double rank = 1 + std::floor((width - 2) * unit(generator));
    const haar_coordinate_law law(rank, width, 2 * unit(generator) - 1);
    const haar_coordinate_law complement(width - rank, width, law.rho());
    const double x = std::sqrt(variance(law)) * (8 * unit(generator) - 4);
    const double tail = cdf(law, x);
    if (tail > 0) {
      worst_case& to = tails;
      to.add(relative_error(sf(complement, -x * rank / (width - rank)), tail),
             {{"rank", rank}, {"width", width}, {"rho", law.rho()}, {"x", x}});
    }
    if (trial % 10 == 0) {
      distance.add(std::abs(distances_to_gaussian(law).total_variation -
                            distances_to_gaussian(complement).total_variation),
                   {{"rank", rank}, {"width", width}, {"rho", law.rho()}});
    }
  }
  return {tails.row(), distance.row()};
}

}  // namespace

std::vector<accuracy_row> rows_accuracy() {
  std::vector<accuracy_row> rows = {row_tv_on_tables(), privacy_on_tables()};
  const auto append = [&rows](const std::vector<accuracy_row>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
  };
  append(privacy_on_double_sums());
  append({privacy_duality(), gaussian_by_50_digits()});
  append(haar_on_table());
  append(haar_complement());
  return rows;
}
