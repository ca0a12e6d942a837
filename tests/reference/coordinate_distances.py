"""Distances of the coordinate noise from N(0, 1) (theory/doc section 4), naively: integrals of the densities'
difference over q by Gauss-Legendre panels at 150 bits, the density from chi_square_difference.py.

    python coordinate_distances.py make            # writes distances_more.csv
    python coordinate_distances.py check [RANK]    # recomputes distances.csv up to that rank; exit 1 above 1e-14

No distribution function, no expansion and no Fourier inversion: total variation is half the integral of |f - phi|,
Kolmogorov's distance the largest integral D of f - phi up to a crossing, Wasserstein-1 the integral of |D|, by parts
between the zeros of D. Needs gmpy2, mpmath (for the nodes).
"""
import csv
import pathlib
import sys

import mpmath
from chi_square_difference import CoordinateLaw
from gmpy2 import const_pi, exp, expm1, is_infinite, log, mpfr, sqrt
from mpmath.calculus.quadrature import GaussLegendre

HERE = pathlib.Path(__file__).parent
NAMES = ["tv", "kolmogorov", "kl_noise_to_normal", "kl_normal_to_noise", "hellinger", "wasserstein_1"]
RANKS = [1, 2, 3, 8, 31, 63, 64, 512, 10**4, 10**5, 10**6]
COSINES = ["0", "0.01", "0.3", "0.9", "0.999", "0.999999999999", "1"]
SMOOTH_RANK = 40  # from here the singular point T = 0 is of no concern
LOG_SMALLEST = -80  # where the tails are cut

mpmath.mp.prec = 150
NODES = [tuple(mpfr(str(x), 150) for x in pair) for pair in GaussLegendre(mpmath.mp).calc_nodes(4, 150)]  # 24


def log_phi(q):
    return -(q * q + log(2 * const_pi())) / 2


def root(function, low, high):
    """The zero of a function that changes sign between low and high: bisection, then secants."""
    at_low, at_high = function(low), function(high)
    for _ in range(8):
        middle = (low + high) / 2
        here = function(middle)
        low, high, at_low, at_high = (middle, high, here, at_high) if (here > 0) == (at_low > 0) else (low, middle, at_low, here)
    while abs(high - low) > mpfr("1e-35") * (1 + abs(high)) and at_low != at_high:
        low, high, at_low = high, high - at_high * (high - low) / (at_high - at_low), at_high
        at_high = function(high)
    return high


class Comparison:
    """Everything as a function of w = q - edge, so that points near T = 0 keep their digits."""

    def __init__(self, rank, rho):
        self.law = CoordinateLaw(rank, rho)
        self.edge, self.log_sigma = self.law.edge, log(self.law.sigma)

    def logs(self, w):
        return self.law.log_density(self.law.sigma * w) + self.log_sigma, log_phi(self.edge + w)

    def log_ratio(self, w):
        f, phi = self.logs(w)
        return f - phi

    def grid(self):
        """Edges of plain panels: half a unit wide, 2 in exponential tails, graded towards a singular T = 0."""
        edges = {mpfr(j) / 2 - self.edge for j in range(-28, 29)}
        for direction in (1, -1):
            q = mpfr(14 * direction)
            while self.logs(q - self.edge)[0] > LOG_SMALLEST:
                q += 2 * direction
                edges.add(q - self.edge)
        if self.law.rank < SMOOTH_RANK:
            # The integrals start as w^rank log w there, as w^(rank/2) at rho = 1.
            levels = 2 + (72 if self.law.rho == 1 else 36) // self.law.rank
            edges |= {sign * mpfr(4) ** -j for j in range(1, levels) for sign in (1, -1)}
        if abs(self.edge) < 14:
            edges.add(mpfr(0))
        if self.law.rho < 1:
            narrow = (1 - self.law.rho) / self.law.sigma  # T's left tail falls as exp(T/(1 - rho))
            edges |= {-narrow * 2**j for j in range(-2, 60) if narrow * 2**j < mpfr("0.5")}
        return sorted(edges)

    def crossings(self, edges):
        points = [a + (b - a) * j / 4 for a, b in zip(edges, edges[1:]) for j in range(4)]
        points = [(w, self.log_ratio(w)) for w in points if w != 0 and abs(self.edge + w) < 13]
        return [
            root(self.log_ratio, a, b)
            for (a, at_a), (b, at_b) in zip(points, points[1:])
            if (at_a > 0) != (at_b > 0) and not is_infinite(at_a) and not is_infinite(at_b)
        ]

    def integrals(self, a, b):
        """Over one panel: f - phi, (f - phi) q, both divergences' and Hellinger's non-negative integrands."""
        sums = [mpfr(0)] * 5
        for node, weight in NODES:
            w = (a + b) / 2 + (b - a) / 2 * node
            log_f, log_p = self.logs(w)
            f, p = exp(log_f), exp(log_p)
            gap = p * expm1(log_f - log_p)
            forward = p if is_infinite(log_f) else f * (log_f - log_p) - gap
            backward = mpfr("inf") if is_infinite(log_f) else p * (log_p - log_f) + gap
            half = p * expm1((log_f - log_p) / 2) ** 2 / 2
            for j, value in enumerate((gap, gap * (self.edge + w), forward, backward, half)):
                sums[j] += weight * value
        return [s * (b - a) / 2 for s in sums]

    def distances(self):
        edges = self.grid()
        edges = sorted(set(edges + self.crossings(edges)))
        tv, forward, backward, squared, running, worst, area = (mpfr(0) for _ in range(7))

        def area_below(a, at_a, b, at_b, moment):  # of D, by parts
            return (self.edge + b) * at_b - (self.edge + a) * at_a - moment

        for a, b in zip(edges, edges[1:]):
            gap, moment, *others = self.integrals(a, b)
            tv, forward, backward, squared = (s + v for s, v in zip((tv, forward, backward, squared), (abs(gap) / 2, *others)))
            after = running + gap
            worst = max(worst, abs(after))
            cuts = [(a, running), (b, after)]
            if running * after < 0 and min(abs(running), abs(after)) > mpfr("1e-26"):
                z = root(lambda w, a=a, at_a=running: at_a + self.integrals(a, w)[0] if w != a else at_a, a, b)
                left = area_below(a, running, z, mpfr(0), self.integrals(a, z)[1])
                area += abs(left) + abs(area_below(*cuts[0], *cuts[1], moment) - left)
            else:
                area += abs(area_below(*cuts[0], *cuts[1], moment))
            running = after
        assert abs(running) < mpfr("1e-16") * tv, ("the panels lose mass", running)
        if self.law.rho == 1:  # f vanishes on a half-line, which may lie outside the panels
            backward = mpfr("inf")
        return dict(zip(NAMES, (tv, worst, forward, backward, sqrt(squared), area)))


def make():
    with open(HERE / "distances_more.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["r", "rho", *NAMES])
        for rank in RANKS:
            for rho in COSINES:
                # The double nearest to the text: what a program that reads the table computes with.
                values = Comparison(rank, mpfr(float(rho))).distances()
                writer.writerow([rank, rho, *(f"{values[name]:.16e}" for name in NAMES)])
                file.flush()


def check(largest):
    worst, rows = mpfr(0), 0
    with open(HERE / "distances.csv", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            if int(line["r"]) > largest:
                continue
            values = Comparison(int(line["r"]), mpfr(line["rho"])).distances()
            errors = {n: abs(values[n] / mpfr(line[n]) - 1) for n in NAMES if line.get(n) not in (None, "+inf")}
            name, error = max(errors.items(), key=lambda item: item[1])
            worst, rows = max(worst, error), rows + 1
            print(line["r"], line["rho"], f"largest relative difference {error:.1e} in", name, flush=True)
    print(f"{rows} rows, worst {worst:.1e}")
    return 1 if worst > 1e-14 else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["check"]:
        sys.exit(check(int(sys.argv[2]) if len(sys.argv) > 2 else 10**9))
    make()
