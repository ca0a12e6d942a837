#include "verify/claims/selection.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "simulate/gradients/plain_text.hpp"
#include "simulate/names/nearest.hpp"
#include "verify/claims/registry.hpp"
#include "verify/study/program_fault.hpp"

namespace loranoise::verify {

namespace {

void keep_cell(const std::string& name, std::vector<chosen_claim>& chosen) {
  std::vector<std::string> known;
  for (chosen_claim& c : chosen) {
    for (const cell& k : c.cells) known.push_back(k.name);
    std::erase_if(c.cells, [&](const cell& k) { return k.name != name; });
  }
  std::erase_if(chosen, [](const chosen_claim& c) { return c.cells.empty(); });
  if (!chosen.empty()) return;
  const auto nearest = simulate::nearest_name(name, known);
  throw std::invalid_argument("unknown cell \"" + simulate::plain(name) + "\": " +
                              (nearest ? "did you mean \"" + *nearest + "\"?"
                                       : "a run's report.html lists those of its claims"));
}

}  // namespace

std::vector<chosen_claim> choose_claims(const std::vector<std::string>& ids, const study& s,
                                        const std::string& only_cell,
                                        std::vector<claim>* left_out) {
  check_claim_ids(ids);
  std::vector<chosen_claim> chosen;
  for (const claim& c : ledger()) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), c.id) == ids.end()) continue;
    std::vector<cell> cells = with_good_input([&] { return c.cells(s); });
    if (!cells.empty()) {
      chosen.push_back({c, std::move(cells)});
    } else if (left_out != nullptr) {
      left_out->push_back(c);
    }
  }
  if (!only_cell.empty()) keep_cell(only_cell, chosen);
  return chosen;
}

std::vector<std::string> ids_of(const std::vector<chosen_claim>& claims) {
  std::vector<std::string> ids;
  ids.reserve(claims.size());
  for (const chosen_claim& c : claims) ids.push_back(c.what.id);
  return ids;
}

void request_all(const std::vector<chosen_claim>& claims, laboratory& lab) {
  with_good_input([&] {
    for (const chosen_claim& c : claims) {
      for (const cell& k : c.cells) k.request(lab);
    }
  });
}

std::vector<claim_checks> evaluate(const std::vector<chosen_claim>& claims, const laboratory& lab,
                                   int threads) {
  std::vector<std::vector<std::vector<check>>> found;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const chosen_claim& c : claims) {
    for (std::size_t k = 0; k < c.cells.size(); ++k) places.emplace_back(found.size(), k);
    found.emplace_back(c.cells.size());
  }
  tbb::task_arena(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
      const auto [c, k] = places[i];
      const cell& here = claims[c].cells[k];
      found[c][k] = with_good_input([&] { return here.checks(lab); });
    });
  });
  std::vector<claim_checks> all;
  for (std::size_t c = 0; c < claims.size(); ++c) {
    all.push_back({claims[c].what, {}});
    for (std::size_t k = 0; k < found[c].size(); ++k) {
      for (check& one : found[c][k]) {
        one.rerun = claims[c].cells[k].name;
        all.back().checks.push_back(std::move(one));
      }
    }
  }
  return all;
}

}  // namespace loranoise::verify
