"""Writes row_tv_more.csv: joint total variation of one row (theory/doc section 5.2) for ranks and widths that
row_tv.csv lacks, with mpmath at 30 digits.

Naive on purpose: for each s the crossing in w is solved from the two densities, the two chi-square probabilities are
differenced on both sides and the positive part kept, and the integral over s is cut at plain fractions of its range,
with no knowledge of the shape of the integrand. Every value is also held against Monte Carlo draws of A itself
(numpy, fixed seed), which know neither s nor w: TV = E_P (1 - Q/P)+ with both densities of R^m in full.

    python make_row_tv.py            # needs mpmath, numpy
"""

import csv
import math
import pathlib

import mpmath as mp
import numpy as np

mp.mp.dps = 30
CELLS = [(1, 2), (1, 3), (2, 2), (2, 3), (3, 2), (4, 3), (5, 4), (9, 8), (50, 2), (1, 16), (3, 48), (32, 8), (100, 100)]
WIDE_CELLS = [(100000, 64), (64, 8193)]  # too large to draw; odd widths, see chi2_cdf


def chi2_cdf(k, x):
    if x <= 0:
        return mp.mpf(0)
    if k > 4000:  # even: the Poisson sum, as mpmath's series gives up
        term = total = mp.exp(-x / 2)
        for j in range(1, k // 2):
            term *= x / (2 * j)
            total += term
        return 1 - total
    if x < k:
        return mp.gammainc(mp.mpf(k) / 2, 0, x / 2, regularized=True)
    return 1 - mp.gammainc(mp.mpf(k) / 2, x / 2, mp.inf, regularized=True)


def total_variation(rank, width):
    a, k = mp.mpf(rank) / 2, width - 1

    def gain(s):
        if s == 1:  # a node that rounds to the seam, where the crossing is infinite
            return mp.mpf(0)
        noise = mp.exp(a * mp.log(a) - mp.loggamma(a) + (a - 1) * mp.log(s) - a * s)
        normal = mp.sqrt(a / (2 * mp.pi)) * mp.exp(-a * (s - 1) ** 2 / 2)
        log_ratio = mp.log(noise / normal) - mp.mpf(k) / 2 * mp.log(s)  # at w = 0; it is linear in w
        crossing = 2 * log_ratio / (1 / s - 1)
        below = noise * chi2_cdf(k, crossing / s) - normal * chi2_cdf(k, crossing)
        return max(below, (noise - normal) - below, mp.mpf(0))

    def gain_of_root(t):  # s = t^4 flattens the singular end at 0
        return 4 * t**3 * gain(t**4) if t > 0 else mp.mpf(0)

    top = 1 + 60 / mp.sqrt(a) + 60 / a
    cuts = [0] + [mp.mpf(j) / 16 for j in range(1, 12)]
    cuts += [1 - 1 / mp.mpf(4) ** j for j in range(2, 14)] + [1] + [1 + 1 / mp.mpf(4) ** j for j in range(13, 1, -1)]
    cuts += [mp.mpf(j) / 16 for j in range(18, 40, 2)] + [top ** (mp.mpf(1) / 4)]
    cuts = sorted(set(c for c in cuts if c <= top ** (mp.mpf(1) / 4)))
    # The crossing in w leaves the axis where log_ratio changes sign: a plain scan and bisection finds these points.
    extra = []

    def log_ratio_of_root(t):
        s = t**4
        noise = a * mp.log(a) - mp.loggamma(a) + (a - 1) * mp.log(s) - a * s
        return noise - mp.log(a / (2 * mp.pi)) / 2 + a * (s - 1) ** 2 / 2 - mp.mpf(k) / 2 * mp.log(s)

    grid = [mp.mpf(j) / 2000 * cuts[-1] for j in range(1, 2001)]
    for left, right in zip(grid, grid[1:]):
        if log_ratio_of_root(left) * log_ratio_of_root(right) < 0:
            extra.append(mp.findroot(log_ratio_of_root, (left, right), solver="anderson"))
    return mp.quad(gain_of_root, sorted(cuts + extra), maxdegree=7)


def monte_carlo(rank, width, trials=400_000, seed=20):
    """Mean and standard error of (1 - Q/P)+ over v = A'A e_1."""
    rng = np.random.default_rng(seed)
    values = []
    for _ in range(trials // 20_000):
        sketch = rng.standard_normal((20_000, rank, width)) / math.sqrt(rank)
        v = np.einsum("tri,tr->ti", sketch, sketch[:, :, 0])
        s, across = v[:, 0], (v[:, 1:] ** 2).sum(1)
        log_p = rank / 2 * math.log(rank / 2) - math.lgamma(rank / 2) + (width - 1) / 2 * math.log(rank / (2 * math.pi))
        log_p = log_p + (rank - width - 1) / 2 * np.log(s) - rank * (s * s + across) / (2 * s)
        log_q = 0.5 * math.log(rank / (4 * math.pi)) + (width - 1) / 2 * math.log(rank / (2 * math.pi))
        log_q = log_q - rank / 4 * (s - 1) ** 2 - rank / 2 * across
        values.append(np.maximum(0, -np.expm1(log_q - log_p)))
    values = np.concatenate(values)
    return values.mean(), values.std() / math.sqrt(values.size)


if __name__ == "__main__":
    with open(pathlib.Path(__file__).with_name("row_tv_more.csv"), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["rank", "width", "tv"])
        for rank, width in CELLS + WIDE_CELLS:
            tv = total_variation(rank, width)
            if (rank, width) in WIDE_CELLS:
                writer.writerow([rank, width, mp.nstr(tv, 17)])
                continue
            mean, error = monte_carlo(rank, width, 100_000 if rank * width > 1000 else 400_000)
            assert abs(float(tv) - mean) < 5 * error, (rank, width, tv, mean, error)
            writer.writerow([rank, width, mp.nstr(tv, 17)])
            file.flush()
            print(rank, width, mp.nstr(tv, 17), f"Monte Carlo {mean:.5f} +- {error:.5f}", flush=True)
