#include "certify/zero_cosine/theorem.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "certify/normal.hpp"
#include "certify/parallel.hpp"
#include "certify/zero_cosine/distance.hpp"
#include "certify/zero_cosine/edgeworth.hpp"

namespace loranoise::certify {
namespace {

constexpr const char* statement =
    "for every rank r >= 1: r TV(r, 0) < constant, and r TV(r, 0) < (r + 1) TV(r + 1, 0)";

ball at_rank(int rank) {
  return rank * total_variation_at_zero(rank);
}

}  // namespace

certificate certify_from_scratch(const std::string& constant, int threads,
                                 const std::function<void(double)>& progress) {
  certificate c;
  c.constant = constant;
  c.enclosed.resize(last_enclosed_rank + 1);
  std::atomic<int> done{0};
  std::mutex say;
  in_parallel(c.enclosed.size() + 2, threads, [&](std::size_t i) {
    if (i == 0) {
      c.slope = slope_of_distance(c.order, last_enclosed_rank);
    } else if (i == 1) {
      c.remainder = remainder_constant(c.order, last_enclosed_rank);
    } else {
      c.enclosed[i - 2] = at_rank(static_cast<int>(i) - 1);
    }
    const std::scoped_lock hold(say);
    progress(++done / static_cast<double>(c.enclosed.size() + 2));
  });
  return c;
}

std::vector<std::string> gaps(const certificate& c) {
  std::vector<std::string> found;
  const ball bound = ball::parse(c.constant);
  const ball c1 = he4_constant();
  if (!(c1 < bound)) {
    found.push_back("the constant " + c.constant + " is not above c_1 = " + c1.text(16) +
                    ", to which r TV(r, 0) tends");
  }
  if (c.enclosed.size() < 2) found.emplace_back("no rank is enclosed");
  for (std::size_t i = 0; i < c.enclosed.size(); ++i) {
    const std::string rank = std::to_string(i + 1);
    if (!(c.enclosed[i] < c1)) {
      found.push_back("r TV(r, 0) is not certainly below c_1 at rank " + rank);
    }
    if (i > 0 && !(c.enclosed[i - 1] < c.enclosed[i])) {
      found.push_back("r TV(r, 0) does not certainly increase up to rank " + rank);
    }
  }
  if (c.order != 5) found.emplace_back("the remainder must be that of order 5");
  // r TV = G(d) + error, d = 1/r, |error| <= C d^4/2, from the last rank but one that is enclosed.
  const ball r = static_cast<int>(c.enclosed.size()) - 1;
  const ball error = c.remainder.high() / 2;
  const ball slope = c.slope.low();
  // Bound: G(d) <= c_1 - slope d, and C d^4/2 < slope d for d <= 1/r.
  if (!(error / power(r, 3) < slope)) {
    found.emplace_back("the remainder is too large for the bound beyond the enclosed ranks");
  }
  // Increase: slope (1/r - 1/(r + 1)) > C (d_r^4 + d_(r+1)^4)/2 follows from this, for r and
  // beyond.
  if (!(error * 2 * (r + 1) / power(r, 3) < slope)) {
    found.emplace_back("the remainder is too large for the increase beyond the enclosed ranks");
  }
  return found;
}

std::vector<std::string> differences(const certificate& c, int stride, int threads) {
  std::vector<std::string> found;
  std::mutex lock;
  const auto compare = [&](const ball& stored, const ball& computed, const std::string& what) {
    if (stored.is_finite() && stored.overlaps(computed)) return;
    const std::scoped_lock hold(lock);
    found.push_back(what + " is " + computed.text() + " here, " + stored.text() +
                    " in the certificate");
  };
  const int from = static_cast<int>(c.enclosed.size()) - 1;
  std::vector<int> ranks;
  for (int rank = 1; rank <= from + 1; rank += std::max(1, stride)) ranks.push_back(rank);
  in_parallel(ranks.size() + 2, threads, [&](std::size_t i) {
    if (i == 0) {
      compare(c.slope, slope_of_distance(c.order, from), "-G'");
    } else if (i == 1) {
      compare(c.remainder, remainder_constant(c.order, from), "the remainder's constant");
    } else {
      const int rank = ranks[i - 2];
      compare(c.enclosed[static_cast<std::size_t>(rank) - 1], at_rank(rank),
              "r TV(r, 0) at rank " + std::to_string(rank));
    }
  });
  return found;
}

std::string to_json(const certificate& c) {
  nlohmann::ordered_json out;
  out["statement"] = statement;
  out["constant"] = c.constant;
  out["c_1"] = he4_constant().text(24);
  out["order"] = c.order;
  out["remainder"] = c.remainder.text(12);
  out["slope"] = c.slope.text(12);
  out["bits"] = precision;
  out["r_tv"] = nlohmann::ordered_json::array();
  for (const ball& b : c.enclosed) out["r_tv"].push_back(b.text(24));
  return out.dump(1) + "\n";
}

certificate from_json(const std::string& text) {
  try {
    const auto in = nlohmann::json::parse(text);
    certificate c;
    c.constant = in.at("constant").get<std::string>();
    c.order = in.at("order").get<int>();
    c.remainder = ball::parse(in.at("remainder").get<std::string>());
    c.slope = ball::parse(in.at("slope").get<std::string>());
    for (const auto& b : in.at("r_tv")) c.enclosed.push_back(ball::parse(b.get<std::string>()));
    if (c.order < 2 || c.order > 6 || c.enclosed.size() < 100 || c.enclosed.size() > 100000) {
      throw std::invalid_argument("order or number of ranks out of range");
    }
    (void)ball::parse(c.constant);
    return c;
  } catch (const std::exception& e) {
    throw std::runtime_error(std::string("not a certificate of this program (") + e.what() + ")");
  }
}

}  // namespace loranoise::certify
