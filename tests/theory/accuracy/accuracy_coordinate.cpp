// Worst errors of the coordinate law: against the reference tables, against 50-digit oracles by
// other formulas (oracle.hpp), and, where those do not reach, against the same formulas at 50
// digits.
#include <boost/math/special_functions/bessel.hpp>
#include <cmath>
#include <random>
#include <sstream>

#include "tests/theory/accuracy/accuracy.hpp"
#include "tests/theory/oracle.hpp"
#include "tests/theory/table.hpp"
#include "theory/coordinate/law_any_real.hpp"
#include "theory/coordinate/log_bessel_k.hpp"

namespace loranoise::test {
namespace {

using law_type = theory::coordinate_law<double>;
using wide_law = theory::coordinate_law<wide>;

constexpr double log_bar = 1e-12;
constexpr double tail_bar = 1e-11;
constexpr double smallest = 1e-300;

std::string cell(double rank, double rho, double q) {
  std::ostringstream text;
  text.precision(4);
  text << "r=" << rank;
  if (std::fabs(rho) < 1 && std::fabs(rho) > 0.99) {
    text << " rho=" << (rho < 0 ? "-" : "") << "(1-" << 1 - std::fabs(rho) << ")";
  } else {
    text << " rho=" << rho;
  }
  text << " z=" << q;
  return text.str();
}

struct place {
  double rank;
  double rho;
  double q;
};

// Log-uniform rank and 1 - |rho|, uniform q.
class places {
 public:
  places(double largest, double least_gap, double reach, unsigned seed)
      : engine_(seed), log_rank_(std::log(largest)), log_gap_(std::log(least_gap)), reach_(reach) {}
  place next() {
    std::uniform_real_distribution<double> unit;
    const double rank = std::floor(std::exp(unit(engine_) * log_rank_) + 0.5);
    const double gap = std::exp(unit(engine_) * log_gap_);
    return {rank, unit(engine_) < 0.5 ? gap - 1 : 1 - gap, (2 * unit(engine_) - 1) * reach_};
  }

 private:
  std::mt19937_64 engine_;
  double log_rank_;
  double log_gap_;
  double reach_;
};

double relative(double value, const wide& expected) {
  return std::fabs(static_cast<double>(value / expected - 1));
}

double log_error(double value, const wide& expected) {
  const double size = std::fabs(static_cast<double>(expected));
  return std::fabs(static_cast<double>(value - expected)) / std::fmax(1, size);
}

}  // namespace

accuracy_rows log_bessel_k_accuracy() {
  accuracy_row row{"log K_nu(x), error / max(1, nu, x)", "Boost.Math at 50 digits", 1e-14};
  for (const double order : {0.0, 0.5, 1.0, 3.5, 15.0, 30.9, 31.0, 100.5, 400.0}) {
    for (const double x : {1e-6, 1e-2, 0.7, 5.0, 40.0, 500.0}) {
      const wide expected = log(boost::math::cyl_bessel_k(wide(order), wide(x)));
      const double error = static_cast<double>(theory::log_bessel_k(order, x) - expected);
      row.add(std::fabs(error) / std::fmax(1, std::fmax(order, x)),
              "nu=" + std::to_string(order) + " x=" + std::to_string(x));
    }
  }
  return {row};
}

accuracy_rows log_density_accuracy() {
  const std::string quantity = "log pdf, error / max(1, abs)";
  accuracy_row table{quantity, "coordinate_law.csv", log_bar};
  for (const auto& row : read_table("coordinate_law.csv")) {
    if (std::isinf(row[3])) continue;
    table.add(log_error(logpdf(law_type::standardised(row[0], row[1]), row[2]), row[3]),
              cell(row[0], row[1], row[2]));
  }
  accuracy_row random{quantity, "Boost's Bessel function at 50 digits, random r <= 400", log_bar};
  for (places draw(400, 1e-6, 20, 1); random.cells < 300;) {
    const place c = draw.next();
    const wide rho = c.rho;
    const wide t = c.rank * rho + c.q * sqrt(c.rank * (1 + rho * rho));
    if (abs(t) / (1 - abs(rho)) > 3000) continue;
    const wide expected = naive_log_density(c.rank, c.rho, t) + log(c.rank * (1 + rho * rho)) / 2;
    random.add(log_error(logpdf(law_type::standardised(c.rank, c.rho), c.q), expected),
               cell(c.rank, c.rho, c.q));
  }
  accuracy_row extreme{
      quantity, "trapezoidal rule at 50 digits, random r <= 1e6, 1 - abs rho >= 1e-12, abs z <= 40",
      log_bar};
  for (places draw(1e6, 1e-12, 40, 2); extreme.cells < 2000;) {
    const place c = draw.next();
    const wide expected = logpdf(wide_law::standardised(wide(c.rank), wide(c.rho)), wide(c.q));
    extreme.add(log_error(logpdf(law_type::standardised(c.rank, c.rho), c.q), expected),
                cell(c.rank, c.rho, c.q));
  }
  accuracy_row ends{quantity, "coordinate_extremes.csv (difference of chi-squares)", log_bar};
  for (const auto& row : read_table("coordinate_extremes.csv")) {
    ends.add(log_error(logpdf(law_type::standardised(row[0], row[1]), row[2]), row[3]),
             cell(row[0], row[1], row[2]));
  }
  return {table, random, extreme, ends};
}

accuracy_rows tail_accuracy() {
  const std::string quantity = "cdf and sf, relative";
  accuracy_row table{quantity, "coordinate_law.csv, above 1e-300", tail_bar};
  for (const auto& row : read_table("coordinate_law.csv")) {
    const auto law = law_type::standardised(row[0], row[1]);
    if (row[4] > smallest)
      table.add(relative(cdf(law, row[2]), row[4]), cell(row[0], row[1], row[2]));
    if (row[5] > smallest)
      table.add(relative(sf(law, row[2]), row[5]), cell(row[0], row[1], row[2]));
  }
  accuracy_row random{
      quantity, "chi-square mixture at 50 digits, random r <= 3000, 1 - abs rho >= 0.01", tail_bar};
  for (places draw(3000, 1e-2, 15, 3); random.cells < 120;) {
    const place c = draw.next();
    const wide rho = c.rho;
    const wide t = c.rank * rho + c.q * sqrt(c.rank * (1 + rho * rho));
    const bool upper = c.q > 0;
    const wide expected = naive_tail(c.rank, c.rho, t, upper);
    if (expected < smallest) continue;
    const auto law = law_type::standardised(c.rank, c.rho);
    random.add(relative(upper ? sf(law, c.q) : cdf(law, c.q), expected), cell(c.rank, c.rho, c.q));
  }
  accuracy_row extreme{quantity,
                       "contour at 50 digits, random r <= 1e6, 1 - abs rho >= 1e-12, abs z <= 40",
                       tail_bar};
  for (places draw(1e6, 1e-12, 40, 4); extreme.cells < 600;) {
    const place c = draw.next();
    const auto exact = wide_law::standardised(wide(c.rank), wide(c.rho));
    const bool upper = c.q > 0;
    const wide expected = upper ? sf(exact, wide(c.q)) : cdf(exact, wide(c.q));
    if (expected < smallest) continue;
    const auto law = law_type::standardised(c.rank, c.rho);
    extreme.add(relative(upper ? sf(law, c.q) : cdf(law, c.q), expected), cell(c.rank, c.rho, c.q));
  }
  accuracy_row ends{quantity, "coordinate_extremes.csv (difference of chi-squares), above 1e-300",
                    tail_bar};
  for (const auto& row : read_table("coordinate_extremes.csv")) {
    if (!(row[4] > smallest)) continue;
    const auto law = law_type::standardised(row[0], row[1]);
    ends.add(relative(row[2] > 0 ? sf(law, row[2]) : cdf(law, row[2]), row[4]),
             cell(row[0], row[1], row[2]));
  }
  return {table, random, extreme, ends};
}

accuracy_rows quantile_accuracy() {
  accuracy_row trip{"quantile, round trip in standard deviations",
                    "itself, 1e-290 < p <= 1/2 in either tail", 1e-12};
  for (places draw(1e6, 1e-6, 9, 5); trip.cells < 3000;) {
    const place c = draw.next();
    const auto law = law_type::standardised(c.rank, c.rho);
    const bool upper = c.q > 0;
    const double p = upper ? sf(law, c.q) : cdf(law, c.q);
    if (!(p > 1e-290) || p > 0.5) continue;
    const double back = upper ? quantile(complement(law, p)) : quantile(law, p);
    trip.add(std::fabs(back - c.q), cell(c.rank, c.rho, c.q));
  }
  return {trip};
}

}  // namespace loranoise::test
