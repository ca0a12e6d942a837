// loranoise-certify: proves the sharp bound at cosine 0 and the two-term bound at every cosine, and
// checks the certificates of the proofs.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include "certify/two_term/certificate.hpp"
#include "certify/zero_cosine/theorem.hpp"

namespace {

using namespace loranoise::certify;

struct options {
  std::string out;
  std::string check;
  bool from_scratch = false;
  int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
};

struct zero_cosine_options : options {
  std::string constant = "0.350075037603730";
};

struct two_term_options : options {
  two_term_bound bound;
  int last_rank = 10000;
};

int report(const std::vector<std::string>& faults) {
  constexpr std::size_t shown = 5;
  for (std::size_t i = 0; i < std::min(shown, faults.size()); ++i) {
    std::cerr << "loranoise-certify: " << faults[i] << '\n';
  }
  if (faults.size() > shown) std::cerr << "and " << faults.size() - shown << " more\n";
  return faults.empty() ? 0 : 1;
}

void print(const certificate& c, double seconds) {
  double widest = 0;
  for (const ball& b : c.enclosed) widest = std::max(widest, b.radius());
  std::cout << fmt::format(
      "proved: r TV(r, 0) < {} and increasing, for every rank r >= 1\n"
      "  ranks 1 to {} enclosed, largest radius {:.1e}, r TV(r, 0) there {}\n"
      "  beyond, C_{} = {} and -G' in {}\n"
      "  {:.1f} s\n",
      c.constant, c.enclosed.size(), widest, c.enclosed.back().text(16), c.order,
      c.remainder.text(6), c.slope.text(6), seconds);
}

certificate read(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error("cannot read " + file + ": name a certificate that it wrote");
  try {
    return from_json(text.str());
  } catch (const std::runtime_error& e) {
    throw std::runtime_error(file + " is " + e.what() + ": make one with --out");
  }
}

class stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

int prove_zero_cosine(const zero_cosine_options& o) {
  const stopwatch watch;
  certificate c;
  std::vector<std::string> faults;
  if (!o.check.empty()) {
    constexpr int spot = 37;
    c = read(o.check);
    faults = differences(c, o.from_scratch ? 1 : spot, o.threads);
  } else {
    c = certify_from_scratch(o.constant, o.threads, [](double) {});
  }
  for (const std::string& gap : gaps(c)) faults.push_back("not proved: " + gap);
  if (!faults.empty()) return report(faults);
  print(c, watch.seconds());
  if (o.out.empty()) return 0;
  std::ofstream file(o.out);
  file << to_json(c);
  if (!file.flush()) throw std::runtime_error("cannot write " + o.out + ": name another --out");
  return 0;
}

void print(const two_term_certificate& c, double seconds) {
  long pieces = 0;
  covered_rank tightest;
  for (const covered_rank& each : c.ranks) {
    pieces += each.pieces;
    if (each.ratio > tightest.ratio) tightest = each;
  }
  std::cout << fmt::format(
      "proved: TV(r, rho) < {}/r + {} |skewness| for {} and every cosine rho\n"
      "  ranks 1 to {} covered by {} pieces, largest TV at their ends {:.6f} of the bound (rank "
      "{})\n",
      c.bound.first, c.bound.second,
      c.beyond ? "every rank r >= 1" : fmt::format("the ranks r = 1 to {}", c.last_rank),
      c.last_rank, pieces, tightest.ratio, tightest.rank);
  if (c.beyond) {
    const far_margins left = margins(*c.beyond, c.last_rank);
    std::cout << fmt::format(
        "  beyond, C_3 = {}; r times what the bound leaves is at least {} ({} near cosine 0)\n",
        c.beyond->remainder.text(6), left.elsewhere.text(4), left.near_zero.text(4));
  }
  std::cout << fmt::format("  {:.1f} s\n", seconds);
}

int prove_two_term(const two_term_options& o) {
  const stopwatch watch;
  two_term_certificate c{o.bound, o.last_rank, std::nullopt, {}};
  std::vector<std::string> faults;
  if (!o.check.empty()) {
    constexpr int spot = 101;
    c = read_two_term(o.check);
    faults = differences(c, o.from_scratch ? 1 : spot, o.threads);
  } else {
    if (o.out.empty()) throw std::invalid_argument("name a file: --out or --check");
    // What has no chance is refused before the work.
    for (const std::string& gap : constant_gaps(c.bound)) faults.push_back("not proved: " + gap);
    if (!faults.empty()) return report(faults);
    c = certify_two_term(o.bound, o.last_rank, o.out, o.threads, [&](std::size_t done) {
      constexpr std::size_t often = 500;
      if (done % often == 0) {
        std::cerr << fmt::format("{} of {} ranks, {:.0f} s\n", done, o.last_rank, watch.seconds());
      }
    });
  }
  for (const std::string& gap : gaps(c)) faults.push_back("not proved: " + gap);
  if (!faults.empty()) return report(faults);
  print(c, watch.seconds());
  return 0;
}

void add_options(CLI::App& app, options& o, const std::string& out_help) {
  CLI::Option* out = app.add_option("--out", o.out, out_help);
  app.add_option("--check", o.check, "Check a certificate: its logic, and some ranks anew")
      ->excludes(out);
  app.add_flag("--from-scratch", o.from_scratch, "With --check: all ranks anew");
  app.add_option("--threads", o.threads, "Threads")->check(CLI::Range(1, 1024));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Proves r TV(r, 0) < c_1 for every rank, by ball arithmetic", "loranoise-certify"};
  zero_cosine_options zero;
  add_options(app, zero, "Write the certificate to this file");
  app.add_option("--constant", zero.constant, "The bound on r TV(r, 0) to be proved");
  CLI::App* all = app.add_subcommand(
      "two-term", "Proves TV(r, rho) < first/r + second |skewness| at every cosine rho");
  two_term_options two;
  add_options(*all, two, "The certificate; goes on where a killed run left this file");
  all->add_option("--last-rank", two.last_rank, "Ranks 1 to this")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  all->add_option("--first", two.bound.first, "Constant of 1/r")->capture_default_str();
  all->add_option("--second", two.bound.second, "Constant of the skewness")->capture_default_str();
  try {
    app.parse(argc, argv);
    return all->parsed() ? prove_two_term(two) : prove_zero_cosine(zero);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  } catch (const resisting_rank& e) {
    return report({std::string("not proved: ") + e.what()});
  } catch (const std::exception& e) {
    std::cerr << "loranoise-certify: " << e.what() << '\n';
    return 2;
  }
}
