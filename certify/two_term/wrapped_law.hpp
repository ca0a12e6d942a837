// The law of one coordinate wrapped around a circle, its distance to the wrapped normal law and how
// that moves with the angle.
//
// On a circle of length L the difference of densities is G(x) = sum_n g(x + n L), with the Fourier
// coefficients g^(2 pi k/L)/L: no approximation. And
//   TV <= (1/2) int_circle |G| + P(|Q| > L/2) + P(|Z| > L/2).
#pragma once

#include <vector>

#include "certify/ball.hpp"

namespace loranoise::certify {

/// How a rank is computed.
struct circle {
  double length = 0;  ///< L
  int terms = 0;      ///< Fourier coefficients k = 1 .. terms are summed, the others bounded
  int points = 0;     ///< of the grid, a power of 2
  ball outside;       ///< P(|Q| > L/2) + P(|Z| > L/2) for every angle, at most
};

/// rank >= 8.
circle circle_for(int rank);

/// P(|Q| > x) + P(|Z| > x) at any angle, at most. Chernoff's bound at a > 0, b = a sqrt(2/r) < 1:
/// log E exp(a Q) = (r/2) (L(b c) + l(b s)) <= (r/2) (L(b) + l(b/sqrt 2)), L(y) = -log(1 - y) - y
/// and l(y) = y - log(1 + y), both increasing; the other tail and the normal ones are below the
/// same bound.
ball outside_at_most(int rank, double x);

/// The expansion around an angle t: TV of the wrapped laws at t + s is at most
/// (1/2) int_circle |G + s G'| + s^2/2 curvature.
class wrapped_law {
 public:
  wrapped_law(int rank, const circle& on, const ball& angle);
  /// (1/2) int_circle |G + s G'|, at most: the trapezoidal rule, whose error on a cell of width h
  /// is at most h^3/12 times the largest second derivative, and the coefficients that are left out.
  [[nodiscard]] ball distance(const ball& s) const;

 private:
  ball step_;                  // h
  std::vector<ball> density_;  // G at the points of the grid
  std::vector<ball> slope_;    // G'
  ball rule_;                  // error of the rule and of the coefficients left out: for G
  ball rule_of_slope_;         // and for G', for each unit of s
};

/// (1/2) int_circle |d^2 G/dt^2| for all angles from low to high, at most: by Cauchy and Schwarz
/// and Parseval, (1/2) sqrt(sum_k |second derivative of the coefficient|^2).
ball curvature(int rank, const circle& on, const ball& low, const ball& high);

}  // namespace loranoise::certify
