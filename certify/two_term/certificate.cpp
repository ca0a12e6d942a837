#include "certify/two_term/certificate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "certify/normal.hpp"
#include "certify/parallel.hpp"
#include "certify/two_term/arc_cover.hpp"
#include "certify/two_term/density_cover.hpp"

namespace loranoise::certify {
namespace {

constexpr const char* two_term_statement =
    "TV(r, rho) < first/r + second |skewness(r, rho)| for every cosine rho and r = 1 .. last_rank, "
    "each line [rank, pieces that cover all rho, largest ratio at their ends]; and beyond, where "
    "remainder, curvature and slacks of the expansion in 1/sqrt(r) are given";

// The expansion is tried from here on.
constexpr int least_far_rank = 10000;

constexpr std::array<std::pair<const char*, ball far_ranks::*>, 4> far_numbers = {
    {{"remainder", &far_ranks::remainder},
     {"curvature", &far_ranks::curvature},
     {"slack_near_zero", &far_ranks::near_zero},
     {"slack_elsewhere", &far_ranks::elsewhere}}};

std::string header(const two_term_certificate& c) {
  nlohmann::ordered_json out;
  out["statement"] = two_term_statement;
  out["first"] = c.bound.first;
  out["second"] = c.bound.second;
  out["last_rank"] = c.last_rank;
  constexpr int digits = 9;
  out["c_1"] = he4_constant().text(digits);
  out["c_2"] = he3_constant().text(digits);
  if (c.beyond) {
    for (const auto& [name, number] : far_numbers) out[name] = ((*c.beyond).*number).text(digits);
  }
  return out.dump() + "\n";
}

two_term_certificate from_header(const nlohmann::json& in) {
  if (in.at("statement") != two_term_statement) throw std::invalid_argument("another statement");
  two_term_certificate c;
  c.bound = {in.at("first").get<std::string>(), in.at("second").get<std::string>()};
  (void)value(c.bound, 1, 0);
  c.last_rank = in.at("last_rank").get<int>();
  if (in.contains(far_numbers.front().first)) {
    c.beyond.emplace();
    for (const auto& [name, number] : far_numbers) {
      (*c.beyond).*number = ball::parse(in.at(name).get<std::string>());
    }
  }
  return c;
}

std::string line(const covered_rank& c) {
  return nlohmann::json::array({c.rank, c.pieces, c.ratio}).dump() + "\n";
}

covered_rank from_line(const nlohmann::json& in) {
  return {in.at(0).get<int>(), in.at(1).get<int>(), in.at(2).get<double>()};
}

std::string text(const two_term_certificate& c) {
  std::string out = header(c);
  for (const covered_rank& each : c.ranks) out += line(each);
  return out;
}

[[noreturn]] void cannot_write(const std::string& file) {
  throw std::runtime_error("cannot write " + file +
                           ": name another --out, or make room on its disk");
}

// At once, so that no moment has half of it.
void replace(const std::string& file, const std::string& content) {
  const std::string beside = file + ".part";
  std::ofstream out(beside);
  out << content;
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(beside, file, failed);
  if (!out || failed) cannot_write(file);
}

// A new one, or what a killed run left.
two_term_certificate begun(const two_term_bound& bound, int last_rank, const std::string& file) {
  if (!std::filesystem::exists(file)) {
    two_term_certificate c{bound, last_rank, std::nullopt, {}};
    if (last_rank >= least_far_rank) c.beyond = far_ranks_from(bound, last_rank);
    return c;
  }
  two_term_certificate c = read_two_term(file);
  if (c.bound.first != bound.first || c.bound.second != bound.second || c.last_rank != last_rank) {
    throw std::invalid_argument(
        file + " is a certificate of another bound or of other ranks: name another --out");
  }
  return c;
}

// Empty where it is covered as stored.
std::string difference(const two_term_bound& bound, const covered_rank& stored) {
  try {
    const covered_rank now = cover_rank(bound, stored.rank);
    constexpr double rounding = 2e-6;
    if (now.pieces == stored.pieces && std::abs(now.ratio - stored.ratio) < rounding) return "";
    return "rank " + std::to_string(stored.rank) + " is covered otherwise here, by " +
           std::to_string(now.pieces) + " pieces up to the ratio " + std::to_string(now.ratio);
  } catch (const resisting_rank& e) {
    return e.what();
  }
}

}  // namespace

covered_rank cover_rank(const two_term_bound& bound, int rank) {
  constexpr int last_by_density = 7;
  const cover c =
      rank <= last_by_density ? cover_by_boxes(bound, rank) : cover_by_arcs(bound, rank);
  constexpr double digits = 1e6;
  return {rank, c.pieces, std::ceil(c.ratio.high_double() * digits) / digits};
}

two_term_certificate certify_two_term(const two_term_bound& bound, int last_rank,
                                      const std::string& file, int threads,
                                      const std::function<void(std::size_t)>& progress) {
  two_term_certificate c = begun(bound, last_rank, file);
  std::set<int> done;
  for (const covered_rank& each : c.ranks) done.insert(each.rank);
  std::vector<int> missing;
  for (int rank = 1; rank <= last_rank; ++rank) {
    if (!done.contains(rank)) missing.push_back(rank);
  }
  replace(file, text(c));
  std::ofstream out(file, std::ios::app);
  std::mutex lock;
  in_parallel(missing.size(), threads, [&](std::size_t i) {
    const covered_rank each = cover_rank(bound, missing[i]);
    const std::scoped_lock hold(lock);
    c.ranks.push_back(each);
    out << line(each);
    if (!out.flush()) cannot_write(file);
    progress(c.ranks.size());
  });
  out.close();
  std::sort(c.ranks.begin(), c.ranks.end(),
            [](const covered_rank& a, const covered_rank& b) { return a.rank < b.rank; });
  replace(file, text(c));
  return c;
}

two_term_certificate read_two_term(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file + ": name a certificate that it wrote");
  const auto refuse = [&](const std::string& why) {
    throw std::runtime_error(file + " is not a certificate of the two-term bound (" + why +
                             "): make one with --out");
  };
  two_term_certificate c;
  std::string row;
  try {
    std::getline(in, row);
    c = from_header(nlohmann::json::parse(row));
    while (std::getline(in, row)) {
      if (in.eof()) break;  // without its end: a killed run was writing it
      c.ranks.push_back(from_line(nlohmann::json::parse(row)));
    }
  } catch (const nlohmann::json::exception&) {
    refuse("a line is not as it was written");
  } catch (const std::invalid_argument& e) {
    refuse(e.what());
  }
  return c;
}

std::vector<std::string> constant_gaps(const two_term_bound& bound) {
  std::vector<std::string> found;
  if (!(he4_constant() < ball::parse(bound.first))) {
    found.push_back(bound.first + " is not above c_1 = " + he4_constant().text(12) +
                    ", to which r TV(r, 0) tends");
  }
  if (!(he3_constant() < ball::parse(bound.second))) {
    found.push_back(bound.second + " is not above c_2 = " + he3_constant().text(12) +
                    ", to which TV/|skewness| tends at any other cosine");
  }
  return found;
}

std::vector<std::string> gaps(const two_term_certificate& c) {
  std::vector<std::string> found = constant_gaps(c.bound);
  int next = 1;
  for (const covered_rank& each : c.ranks) {
    if (each.rank != next || each.pieces < 1 || !(each.ratio < 1) || !(each.ratio > 0)) break;
    ++next;
  }
  if (next <= c.last_rank || c.ranks.size() != static_cast<std::size_t>(c.last_rank)) {
    found.push_back("rank " + std::to_string(next) + " is not covered");
  }
  if (c.beyond) {
    const far_margins left = margins(*c.beyond, c.last_rank);
    if (c.last_rank < least_far_rank || !(left.near_zero > ball(0) && left.elsewhere > ball(0))) {
      found.emplace_back("the expansion's remainder is too large beyond the last rank");
    }
  }
  return found;
}

std::vector<std::string> differences(const two_term_certificate& c, int stride, int threads) {
  std::vector<std::string> found;
  if (c.beyond && c.last_rank >= least_far_rank) {
    const far_ranks now = far_ranks_from(c.bound, c.last_rank);
    for (const auto& [name, number] : far_numbers) {
      if (((*c.beyond).*number).overlaps(now.*number)) continue;
      found.push_back(std::string(name) + " is " + (now.*number).text() + " here, " +
                      ((*c.beyond).*number).text() + " in the certificate");
    }
  }
  std::mutex lock;
  const auto step = static_cast<std::size_t>(std::max(1, stride));
  in_parallel((c.ranks.size() + step - 1) / step, threads, [&](std::size_t i) {
    const std::string fault = difference(c.bound, c.ranks[i * step]);
    const std::scoped_lock hold(lock);
    if (!fault.empty()) found.push_back(fault);
  });
  return found;
}

}  // namespace loranoise::certify
