// loranoise-certify: proves the sharp bound at cosine 0, and checks the certificate of a proof.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include "certify/theorem.hpp"

namespace {

using namespace loranoise::certify;

struct options {
  std::string out;
  std::string check;
  std::string constant = "0.350075037603730";
  bool from_scratch = false;
  int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
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

int run(const options& o) {
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
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
  print(c, seconds());
  if (o.out.empty()) return 0;
  std::ofstream file(o.out);
  file << to_json(c);
  if (!file.flush()) throw std::runtime_error("cannot write " + o.out + ": name another --out");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Proves r TV(r, 0) < c_1 for every rank, by ball arithmetic", "loranoise-certify"};
  options o;
  CLI::Option* out = app.add_option("--out", o.out, "Write the certificate to this file");
  app.add_option("--check", o.check, "Check a certificate: its logic, and some ranks anew")
      ->excludes(out);
  app.add_flag("--from-scratch", o.from_scratch, "With --check: all ranks anew");
  app.add_option("--constant", o.constant, "The bound on r TV(r, 0) to be proved");
  app.add_option("--threads", o.threads, "Threads")->check(CLI::Range(1, 1024));
  try {
    app.parse(argc, argv);
    return run(o);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  } catch (const std::exception& e) {
    std::cerr << "loranoise-certify: " << e.what() << '\n';
    return 2;
  }
}
