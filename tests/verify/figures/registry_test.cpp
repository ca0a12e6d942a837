#include "verify/figures/registry.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"

using namespace loranoise::verify;
namespace simulate = loranoise::simulate;

namespace {

std::vector<std::string> all_ids() {
  std::vector<std::string> ids;
  for (const claim& c : ledger()) ids.push_back(c.id);
  return ids;
}

// The points that the figures need, and no more.
const std::vector<series_point>& small_points() {
  static const std::vector<series_point> points = [] {
    study s = small_study();
    s.budget.margin_scale = 8;
    s.sequences.emplace_back(steady(*s.gradients.front()));
    trained_adapter trained{"adapter", 1, 2, {1, 2}, {0.5, 0.25}, {}, {}, {}};
    trained.deviation = Eigen::MatrixXd{{0, 0}, {8e-3, 1e-3}};
    s.trained.push_back(trained);
    s.tuning = s.learning = simulate::teacher_task({8, 12, 3, 64, 32, 1});
    s.budget.attack_models = 4;
    s.budget.attack_steps = 32;
    s.budget.attack_ranks = {2, 4};
    laboratory lab;
    request_all(
        choose_claims({"M3", "M5", "M6", "L1", "T1", "T7", "J1", "J3", "P1", "A3", "A5", "Z1"}, s),
        lab);
    lab.run_all({29, 2, {}}, [](double) {});
    return figure_series(s, lab, 2, all_ids());
  }();
  return points;
}

std::vector<series_point> points_of(const std::string& figure, const std::string& kind) {
  std::vector<series_point> found;
  for (const series_point& p : small_points()) {
    if (p.figure == figure && p.line.kind == kind) found.push_back(p);
  }
  return found;
}

std::set<double> places(const std::vector<series_point>& points) {
  std::set<double> all;
  for (const series_point& p : points) all.insert(p.x);
  return all;
}

// The largest bend of a curve on logarithmic axes: the change of slope between neighbours.
double largest_bend(const std::vector<series_point>& points) {
  double largest = 0;
  const auto slope = [&](std::size_t i) {
    return std::log(points[i + 1].y / points[i].y) / std::log(points[i + 1].x / points[i].x);
  };
  for (std::size_t i = 0; i + 2 < points.size(); ++i) {
    largest = std::max(largest, std::abs(slope(i + 1) - slope(i)));
  }
  return largest;
}

}  // namespace

TEST_CASE("a laboratory without results leaves what is measured out") {
  std::set<std::string> left;
  for (const series_point& p : figure_series(small_study(), laboratory(), 2, all_ids())) {
    CHECK(p.line.kind.find("measured") == std::string::npos);
    CHECK(p.low == p.y);
    left.insert(p.figure);
  }
  for (const char* name : {"variance_vs_rank", "density", "tv_vs_rank", "tv_vs_width", "row_tv"}) {
    CHECK(!left.contains(name));
  }
  CHECK(left.contains("tv_limit"));
}

TEST_CASE("a figure is made for the claims that it shows alone") {
  std::set<std::string> made;
  for (const series_point& p : figure_series(small_study(), laboratory(), 2, {"T3", "P5", "M1"})) {
    made.insert(p.figure);
  }
  CHECK(made == std::set<std::string>{"tv_map", "delta_over_steps"});
  CHECK(figure_series(small_study(), laboratory(), 2, {"P55"}).empty());
}

// One test, since the study behind the points takes longer than all that is asked of them.
TEST_CASE("the points of a small study's figures") {
  SECTION("every figure gets its points, in the order of the registry") {
    std::vector<std::string> order;
    for (const series_point& p : small_points()) {
      if (order.empty() || order.back() != p.figure) order.push_back(p.figure);
    }
    CHECK(order == figure_names());
  }
  SECTION("exact figures show what they say") {
    for (const series_point& p : points_of("tv_limit", "exact")) CHECK(p.y < 0.350075037603731);
    CHECK(points_of("tv_limit", "exact").back().y > 0.35);
    // The floor lies under the frozen curve, and the redrawn one crosses it.
    const auto frozen = points_of("quadratic_dynamics", "frozen");
    const auto redrawn = points_of("quadratic_dynamics", "redrawn");
    const double floor = points_of("quadratic_dynamics", "floor").front().y;
    for (const series_point& p : frozen) CHECK(p.y >= floor);
    CHECK(redrawn.back().y < floor);
    // Several releases: far beyond T times one.
    CHECK(points_of("delta_over_steps", "exact").back().y >
          10 * points_of("delta_over_steps", "steps_times_one").back().y);
    // A deviation that falls eightfold where the rate halves.
    const auto deviation = points_of("trained_against_frozen", "computed");
    REQUIRE(deviation.size() == 2);
    CHECK(deviation[0].x == 0.5);
    CHECK(deviation[0].y == 8 * deviation[1].y);
  }
  SECTION("the lines of a figure carry what tells them apart as typed values") {
    for (const series_point& p : points_of("variance_vs_rank", "measured")) {
      CHECK(p.line.gradient == "random");
      CHECK(!p.line.rank);
    }
    std::set<int> ranks;
    for (const series_point& p : points_of("density", "exact")) ranks.insert(p.line.rank.value());
    CHECK(ranks == std::set<int>{1, 4});
    std::map<int, double> cosines;
    for (const series_point& p : points_of("privacy_profile", "exact")) {
      cosines[p.line.width.value()] = p.line.rho.value();
      CHECK(p.line.tau.value() > 0);
    }
    CHECK(cosines[64] == Approx(0.5));
  }
  SECTION("measured points have exact ones at the same place, and intervals around them") {
    const auto measured = points_of("tv_vs_rank", "measured");
    CHECK(places(measured) == std::set<double>{1, 3, 16});
    const auto exact = places(points_of("tv_vs_rank", "exact"));
    for (const series_point& p : measured) {
      CHECK(exact.count(p.x) == 1);
      CHECK(p.low < p.y);
      CHECK(p.y < p.high);
    }
  }
  SECTION("exact curves have no kinks") {
    // A straight line of a log-log plot bends by 0; with a point per factor of two these bend by
    // more.
    const auto rank_curve = points_of("tv_vs_rank", "exact");
    const auto width_curve = points_of("tv_vs_width", "exact");
    CHECK(rank_curve.size() > 40);
    CHECK(width_curve.size() >= 17);
    CHECK(largest_bend(width_curve) < 0.05);
    // Ranks are whole numbers: between 1 and 2 there is nothing to draw.
    CHECK(largest_bend({rank_curve.begin() + 3, rank_curve.end()}) < 0.05);
  }
}
