// Every variance against the sum over all outcomes, none of which is left to chance: signs,
// supports and masks are enumerated, and Gaussian directions replaced by the three-point rule that
// has their moments up to the fifth.
#include "theory/sketches/injectors.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "theory/sketches/injector_laws.hpp"
#include "theory/sketches/moments.hpp"

using namespace loranoise::theory;

namespace {

using row = std::vector<double>;

// Weighted first and second moments of estimates of u.
struct outcomes {
  row u;
  double total = 0;
  row mean = row(u.size(), 0.0);
  row product = row(u.size() * u.size(), 0.0);

  void add(const row& estimate, double weight = 1) {
    total += weight;
    for (std::size_t i = 0; i < u.size(); ++i) {
      mean[i] += weight * estimate[i];
      for (std::size_t j = 0; j < u.size(); ++j) {
        product[i * u.size() + j] += weight * (estimate[i] - u[i]) * (estimate[j] - u[j]);
      }
    }
  }
  [[nodiscard]] double covariance(std::size_t i, std::size_t j) const {
    return product[i * u.size() + j] / total;
  }
  void check_unbiased() const {
    for (std::size_t i = 0; i < u.size(); ++i) {
      CHECK(mean[i] / total == near{u[i], 1e-12, 1e-12});
    }
  }
};

double squared(const row& u) {
  double sum = 0;
  for (const double x : u) {
    sum += x * x;
  }
  return sum;
}

// Calls f with every vector of `count` signs.
void every_sign(std::size_t count, const std::function<void(const row&)>& f) {
  row signs(count);
  for (std::size_t word = 0; word < (std::size_t{1} << count); ++word) {
    for (std::size_t i = 0; i < count; ++i) {
      signs[i] = (word >> i & 1) != 0 ? 1 : -1;
    }
    f(signs);
  }
}

// Calls f with every choice of one of `options` in each of `places`.
void every_choice(std::size_t places, std::size_t options,
                  const std::function<void(const std::vector<std::size_t>&)>& f) {
  std::vector<std::size_t> choice(places, 0);
  for (;;) {
    f(choice);
    std::size_t at = 0;
    while (at < places && ++choice[at] == options) {
      choice[at++] = 0;
    }
    if (at == places) {
      return;
    }
  }
}

// (D A' A D) u for the rows of A and signs D.
row sketched(const std::vector<row>& A, const row& signs, const row& u) {
  row v(u.size(), 0.0);
  for (const row& a : A) {
    double inner = 0;
    for (std::size_t i = 0; i < u.size(); ++i) {
      inner += a[i] * signs[i] * u[i];
    }
    for (std::size_t i = 0; i < u.size(); ++i) {
      v[i] += inner * a[i] * signs[i];
    }
  }
  return v;
}

row hadamard_row(std::size_t k, std::size_t width, double scale) {
  row h(width);
  for (std::size_t i = 0; i < width; ++i) {
    h[i] = scale * (__builtin_popcountll(k & i) % 2 == 0 ? 1 : -1);
  }
  return h;
}

// One node of the three-point Gauss-Hermite rule in each of several dimensions.
struct normal_point {
  row z;
  double weight;
};
normal_point hermite(const std::vector<std::size_t>& choice) {
  normal_point point{{}, 1};
  for (const std::size_t c : choice) {
    point.z.push_back((static_cast<double>(c) - 1) * std::sqrt(3.0));
    point.weight *= c == 1 ? 2.0 / 3 : 1.0 / 6;
  }
  return point;
}

}  // namespace

TEST_CASE("injectors: the frame of Paley's conference matrix of 13, all signs") {
  // M = I + C/sqrt(13), C symmetric with 0 on the diagonal and quadratic characters beside: rank 7
  // of 14.
  constexpr std::size_t width = 14;
  std::vector<row> M(width, row(width, 0.0));
  const auto character = [](std::size_t x) {
    for (std::size_t y = 1; y < 13; ++y) {
      if (y * y % 13 == x % 13) {
        return 1.0;
      }
    }
    return -1.0;
  };
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      const double c = i == j ? 0 : i == 0 || j == 0 ? 1 : character((i + 13 - j) % 13);
      M[i][j] = (i == j ? 1 : 0) + c / std::sqrt(13.0);
    }
  }
  CHECK(std::abs(M[1][2]) == near{equiangular_coherence(7, 14)});
  row u;
  for (std::size_t i = 0; i < width; ++i) {
    u.push_back(std::sin(1.0 + static_cast<double>(i)));
  }
  outcomes all{u};
  every_sign(width, [&](const row& signs) {
    row v(width, 0.0);
    for (std::size_t i = 0; i < width; ++i) {
      for (std::size_t j = 0; j < width; ++j) {
        v[i] += signs[i] * M[i][j] * signs[j] * u[j];
      }
    }
    all.add(v);
  });
  all.check_unbiased();
  for (std::size_t i = 0; i < width; ++i) {
    CHECK(all.covariance(i, i) == near{flat_projector_variance(squared(u), u[i], 7, 14), 1e-11});
  }
  CHECK(all.covariance(2, 5) == near{flat_projector_covariance(u[2], u[5], 7, 14), 1e-11, 1e-12});
}

TEST_CASE("injectors: Hadamard rows without and with replacement, all rows and signs") {
  const row u = {0.3, -1, 0.7, 0.1, 2, -0.4, 0.05, 0.9};
  const double scale = 1 / std::sqrt(2.0);
  outcomes without{u};
  outcomes with{u};
  every_choice(2, 8, [&](const std::vector<std::size_t>& rows) {
    const std::vector<row> A = {hadamard_row(rows[0], 8, scale), hadamard_row(rows[1], 8, scale)};
    every_sign(8, [&](const row& signs) {
      const row v = sketched(A, signs, u);
      with.add(v);
      if (rows[0] != rows[1]) {
        without.add(v);
      }
    });
  });
  without.check_unbiased();
  with.check_unbiased();
  for (std::size_t i = 0; i < u.size(); ++i) {
    CHECK(without.covariance(i, i) == near{flat_projector_variance(squared(u), u[i], 2, 8), 1e-12});
    CHECK(with.covariance(i, i) == near{unit_column_variance(squared(u), u[i], 2), 1e-12});
  }
  CHECK(without.covariance(1, 4) == near{flat_projector_covariance(u[1], u[4], 2, 8), 1e-12});
  CHECK(with.covariance(1, 4) == near{unit_column_covariance(u[1], u[4], 2), 1e-12});
}

TEST_CASE("injectors: column-regular sparse signs have one variance for every number of entries") {
  const row u = {0.5, -1.5, 2};
  const std::vector<std::vector<std::vector<std::size_t>>> supports = {
      {{0}, {1}, {2}}, {{0, 1}, {0, 2}, {1, 2}}, {{0, 1, 2}}};
  for (const auto& family : supports) {
    const std::size_t entries = family[0].size();
    outcomes all{u};
    every_choice(3, family.size(), [&](const std::vector<std::size_t>& choice) {
      every_sign(3 * entries, [&](const row& signs) {
        std::vector<row> A(3, row(3, 0.0));
        for (std::size_t column = 0; column < 3; ++column) {
          for (std::size_t k = 0; k < entries; ++k) {
            A[family[choice[column]][k]][column] =
                signs[column * entries + k] / std::sqrt(static_cast<double>(entries));
          }
        }
        all.add(sketched(A, {1, 1, 1}, u));
      });
    });
    all.check_unbiased();
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(all.covariance(i, i) == near{unit_column_variance(squared(u), u[i], 3), 1e-12});
    }
    CHECK(all.covariance(0, 2) == near{unit_column_covariance(u[0], u[2], 3), 1e-12});
  }
}

TEST_CASE("injectors: masks and gates") {
  const row u = {1, -2, 0.5, 3};
  const double keep = 0.3;
  outcomes independent{u};
  outcomes exactly_three{u};
  outcomes gates{u};
  every_sign(4, [&](const row& signs) {
    double weight = 1;
    double kept = 0;
    row masked(4);
    row three(4);
    row gated(4);
    for (std::size_t i = 0; i < 4; ++i) {
      const bool stays = signs[i] > 0;
      weight *= stays ? keep : 1 - keep;
      kept += stays ? 1 : 0;
      masked[i] = stays ? u[i] / keep : 0;
      three[i] = stays ? u[i] * 4 / 3 : 0;
      gated[i] = u[i] * (1 + 0.4 * signs[i]);  // a gate of 0.6 or 1.4: variance 0.16
    }
    independent.add(masked, weight);
    gates.add(gated);
    if (kept == 3) {
      exactly_three.add(three);
    }
  });
  for (const auto* all : {&independent, &exactly_three, &gates}) {
    all->check_unbiased();
  }
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(independent.covariance(i, i) == near{random_mask_variance(u[i], keep), 1e-12});
    CHECK(exactly_three.covariance(i, i) == near{fixed_mask_variance(u[i], 3, 4), 1e-12});
    CHECK(gates.covariance(i, i) == near{gate_noise_variance(u[i], 0.16), 1e-12});
  }
  CHECK(independent.covariance(0, 1) == near{0, 0, 1e-12});
  CHECK(exactly_three.covariance(1, 3) == near{fixed_mask_covariance(u[1], u[3], 3, 4), 1e-12});
  CHECK(fixed_mask_covariance(1, 1, 1, 1) == 0);
}

TEST_CASE("injectors: directions of zero-order descent, Gaussian and on the sphere") {
  const row u = {1, -2, 0.5};
  outcomes gaussian{u};
  every_choice(6, 3, [&](const std::vector<std::size_t>& choice) {
    const auto [z, weight] = hermite(choice);
    row estimate(3, 0.0);
    for (const std::size_t first : {0U, 3U}) {
      const double inner = z[first] * u[0] + z[first + 1] * u[1] + z[first + 2] * u[2];
      for (std::size_t i = 0; i < 3; ++i) {
        estimate[i] += 0.5 * z[first + i] * inner;
      }
    }
    gaussian.add(estimate, weight);
  });
  gaussian.check_unbiased();
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(gaussian.covariance(i, i) == near{zero_order_variance(squared(u), u[i], 2), 1e-12});
  }
  // On the circle eight directions have the moments of all up to the seventh.
  const row w = {1.5, -0.4};
  outcomes circle{w};
  every_choice(2, 8, [&](const std::vector<std::size_t>& choice) {
    row estimate(2, 0.0);
    for (const std::size_t c : choice) {
      const double angle = 0.25 * M_PI * static_cast<double>(c) + 0.1;
      const double inner = std::cos(angle) * w[0] + std::sin(angle) * w[1];
      estimate[0] += std::cos(angle) * inner;  // radius sqrt(2) twice, over 2 directions
      estimate[1] += std::sin(angle) * inner;
    }
    circle.add(estimate);
  });
  circle.check_unbiased();
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(circle.covariance(i, i) ==
          near{sphere_direction_variance(squared(w), w[i], 2, 2), 1e-12});
  }
  CHECK(circle.covariance(0, 1) == near{sphere_direction_covariance(w[0], w[1], 2, 2), 0, 1e-12});
}

TEST_CASE("injectors: Haar's covariances add up to the variance of a projector's quadratic form") {
  // u M u' = (m/r) |u|^2 Beta(r/2, (m - r)/2)
  const row u = {1, -2, 0.5, 3, -0.25};
  for (const double rank : {1.0, 2.0, 4.0, 5.0}) {
    double sum = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      for (std::size_t j = 0; j < 5; ++j) {
        sum += u[i] * u[j] *
               (i == j ? haar_noise_variance(squared(u), u[i], rank, 5)
                       : haar_noise_covariance(u[i], u[j], rank, 5));
      }
    }
    const double beta = 2 * (5 - rank) / (rank * (5 + 2));
    CHECK(sum == near{squared(u) * squared(u) * beta, 1e-13, 1e-13});
  }
}

TEST_CASE("injectors: the gates' variance is that of a clipped normal") {
  const boost::math::normal normal;
  for (const double spread : {0.1, 0.5, 2.0}) {
    const auto square = [&](double e) { return 4 * spread * spread * e * e * pdf(normal, e); };
    const double end = 0.5 / spread;
    const double between =
        boost::math::quadrature::gauss_kronrod<double, 61>::integrate(square, -end, end);
    CHECK(gate_variance(spread) == near{between + 2 * gate_shut_probability(spread), 1e-12});
    CHECK(gate_shut_probability(spread) == near{cdf(normal, -end), 1e-13});
  }
}

TEST_CASE("injectors: a sketch from the left takes the column's norm") {
  const row column = {0.7, 1.1, -2};  // of a gradient with three rows
  outcomes all{column};
  every_choice(3, 3, [&](const std::vector<std::size_t>& choice) {
    const auto [b, weight] = hermite(choice);
    const double inner = b[0] * column[0] + b[1] * column[1] + b[2] * column[2];
    all.add({b[0] * inner, b[1] * inner, b[2] * inner}, weight);
  });
  all.check_unbiased();
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(all.covariance(k, k) == near{left_sketch_variance(squared(column), column[k], 1), 1e-12});
  }
}

TEST_CASE("injectors: row k under a sketch from the left, and from both sides") {
  // G has two rows (c, d, e are its columns); B of rank 1 has two normal entries.
  const row top = {0.7, 1.1, -2};
  const row low = {-0.3, 0.9, 0.4};
  outcomes left{top};
  outcomes both{top};
  every_choice(5, 3, [&](const std::vector<std::size_t>& choice) {
    const auto [z, weight] = hermite(choice);
    row from_left(3);
    row from_both(3);
    const double inner = z[2] * top[0] + z[3] * top[1] + z[4] * top[2];
    for (std::size_t i = 0; i < 3; ++i) {
      from_left[i] = z[0] * (z[0] * top[i] + z[1] * low[i]);
      from_both[i] = 0.5 * from_left[i] + 0.5 * inner * z[2 + i];
    }
    left.add(from_left, weight);
    both.add(from_both, weight);
  });
  left.check_unbiased();
  both.check_unbiased();
  const auto columns = [&](std::size_t i, std::size_t j) {
    return top[i] * top[j] + low[i] * low[j];
  };
  CHECK(left.covariance(0, 2) ==
        near{left_sketch_covariance(columns(0, 2), top[0], top[2], 1), 1e-12});
  CHECK(both.covariance(0, 2) ==
        near{orthogonal_initialisation_covariance(columns(0, 2), top[0], top[2], 2), 1e-12});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(both.covariance(i, i) ==
          near{orthogonal_initialisation_variance(squared(top), columns(i, i), top[i], 2), 1e-12});
  }
}

TEST_CASE("injectors: discrete laws add up, and have the variance") {
  const auto check = [](const discrete_law& law, double variance) {
    double total = 0;
    double mean = 0;
    double square = 0;
    for (const auto& [value, probability] : law) {
      CHECK(probability > 0);
      total += probability;
      mean += probability * value;
      square += probability * value * value;
    }
    CHECK(total == near{1, 1e-13});
    CHECK(mean == near{0, 0, 1e-13});
    CHECK(square == near{variance, 1e-12});
  };
  check(equiangular_entry_law(7, 14), flat_projector_variance(1, 0, 7, 14));
  for (const int rank : {1, 3, 8, 13}) {
    check(hadamard_entry_law(rank, 16), flat_projector_variance(1, 0, rank, 16));
    check(repeated_hadamard_entry_law(rank), unit_column_variance(1, 0, rank));
    for (int entries = 1; entries <= rank; ++entries) {
      check(column_sign_entry_law(rank, entries), unit_column_variance(1, 0, rank));
    }
  }
  check(mask_law(0.3), random_mask_variance(1, 0.3));
  CHECK(column_sign_entry_law(4, 1).size() == 3);
  CHECK(column_sign_entry_law(4, 1)[1].probability == near{0.75, 1e-13});
  CHECK_THROWS_AS(column_sign_entry_law(4, 5), std::domain_error);
  CHECK_THROWS_AS(equiangular_entry_law(7, 7), std::domain_error);
  CHECK_THROWS_AS(hadamard_entry_law(2, 5), std::domain_error);
  CHECK_THROWS_AS(mask_law(1), std::domain_error);
}

TEST_CASE("injectors: every scaled projector spends the same energy, spread differently") {
  // |u|^2 (m - r)/r in all: flat, Haar, fixed mask
  const row u = {1, -2, 0.5, 3};
  double flat = 0;
  double haar = 0;
  double mask = 0;
  for (const double x : u) {
    flat += flat_projector_variance(squared(u), x, 3, 4);
    haar += haar_noise_variance(squared(u), x, 3, 4);
    mask += fixed_mask_variance(x, 3, 4);
  }
  CHECK(flat == near{squared(u) / 3, 1e-13});
  CHECK(haar == near{squared(u) / 3, 1e-13});
  CHECK(mask == near{squared(u) / 3, 1e-13});
  CHECK(flat_projector_variance(squared(u), 3, 3, 4) != near{fixed_mask_variance(3, 3, 4), 1e-3});
}

TEST_CASE("injectors: arguments out of range are named") {
  CHECK_THROWS_AS(flat_projector_variance(1, 2, 2, 4), std::domain_error);
  CHECK_THROWS_AS(flat_projector_variance(1, 0, 5, 4), std::domain_error);
  CHECK_THROWS_AS(equiangular_coherence(1, 1), std::domain_error);
  CHECK_THROWS_AS(unit_column_variance(-1, 0, 2), std::domain_error);
  CHECK_THROWS_AS(random_mask_variance(1, 0), std::domain_error);
  CHECK_THROWS_AS(fixed_mask_variance(1, 5, 4), std::domain_error);
  CHECK_THROWS_AS(gate_noise_variance(1, -1), std::domain_error);
  CHECK_THROWS_AS(sphere_direction_variance(1, 0, 0, 4), std::domain_error);
}
