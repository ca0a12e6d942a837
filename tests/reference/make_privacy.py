"""Writes privacy_more.csv: delta(epsilon) of one released row (theory/doc section 6.2) where privacy.csv is thin
(small deltas, norm ratios, widths 2 and 3, rank above the width), and its trade-off curve.

Naive on purpose: the two-dimensional integral over (X, Z) as the section defines it, in t = Z/sqrt(X) and y = sqrt(X),
by composite Gauss-Legendre sums; chi-square tails of even degrees as sums of Poisson probabilities at 110 bits, so that their
difference may cancel. Every
cell is summed on two meshes, whose relative difference is the last column. It does not use that the angle and H are independent, on which the
library's one-dimensional integral rests. Where delta is above 1e-4, also held against Monte Carlo draws of the sketch
itself (numpy, fixed seed).

    python make_privacy.py [processes]          # needs gmpy2, mpmath, numpy; about a minute a cell
"""

import csv
import math
import multiprocessing
import pathlib
import sys

import gmpy2
import mpmath
import numpy as np
from gmpy2 import exp, log, mpfr, sqrt

gmpy2.get_context().precision = 110
NODES = [(mpfr(float(x)), mpfr(float(w))) for x, w in zip(*np.polynomial.legendre.leggauss(16))]
CELLS = [  # rank, width (even), cosine, norm_ratio, epsilon
    (16, 128, 0.999, 1.0, 8.0), (64, 128, 0.999, 0.98, 4.0), (32, 64, 0.999, 1.0, 6.0), (16, 4096, 0.9999, 1.0, 16.0),
    (64, 768, 0.999, 0.98, 16.0), (8, 64, 0.9999, 1.0, 4.0), (16, 4, 0.99, 1.0, 1.0), (16, 128, 0.99, 1.5, 1.0),
    # Norm ratios other than 1 in both directions, rank below and above the width.
    (64, 128, 0.999, 1.02, 6.0), (64, 128, 0.999, 1 / 1.02, 4.0), (48, 32, 0.999, 1.1, 9.0), (48, 32, 0.999, 1 / 1.1, 3.0),
    (128, 256, 0.9999, 1.01, 2.0), (128, 256, 0.9999, 1 / 1.01, 1.0), (32, 8, 0.995, 1.05, 12.0), (32, 8, 0.995, 1 / 1.05, 10.0),
    (96, 2, 0.999, 0.9, 4.0), (96, 2, 0.999, 1 / 0.9, 10.0),
]  # fmt: skip


def chi2_cdf_sf(k, x):
    """Both tails of chi^2_k, k even: P(chi^2_k > x) is that of fewer than k/2 Poisson events at x/2."""
    if x <= 0:
        return (mpfr(1), mpfr(0)) if k == 0 and x == 0 else (mpfr(0), mpfr(1))
    if k == 0:
        return mpfr(1), mpfr(0)
    events, mean = k // 2, x / 2
    lower = mean < events  # the side that is summed, away from the mean
    j = events if lower else events - 1
    term = exp(j * log(mean) - mean - gmpy2.lgamma(mpfr(j + 1))[0])
    total = mpfr(0)
    while j >= 0 and term > total * mpfr("1e-33"):
        total += term
        term *= mean / (j + 1) if lower else j / mean
        j += 1 if lower else -1
    return (total, 1 - total) if lower else (1 - total, total)


def floor_of(rank, cosine):
    with mpmath.workdps(33):
        half = mpmath.mpf(rank) / 2
        return mpfr(str(mpmath.betainc(half, half, 0, (1 - mpmath.mpf(cosine)) / 2, regularized=True)))


def parts(cell, mesh):
    """(delta, P_u'(L > epsilon), P_u(L <= epsilon)) by the double sum."""
    r, degrees = cell[0], cell[1] - 2
    d, rho, tau, eps = (mpfr(x) for x in cell[1:])
    sine = sqrt(1 - rho * rho)
    floor = floor_of(r, cell[2])
    centre = (tau - rho) / sine  # R = tau

    # t from R = 0 upwards, graded towards R = tau, towards both ends and at the scale 1/sqrt(r)
    low = -rho / sine
    edges = {low, centre}
    for j in range(-6 - int(66 / r), 34):  # P(|t| > T) falls as T^-r
        step = mpfr(2) ** (mpfr(-j) / mesh) * 4
        edges |= {centre - step, centre + step, low + step}
        if j < 10:
            edges |= {step / sqrt(r), -step / sqrt(r)}
    edges = sorted(e for e in edges if e >= low)
    if d - r + 1 != 0:
        kink = 2 * (eps + d * log(tau)) / (d - r + 1)  # log(tau R) where q changes sign at X = 0
        t = (exp(kink) / tau - rho) / sine
        edges = sorted(edges + [t]) if t > low else edges

    delta, false_alarm, miss = mpfr(0), mpfr(0), mpfr(0)
    for a, b in zip(edges, edges[1:]):
        for node, weight in NODES:
            t = (a + b) / 2 + (b - a) / 2 * node
            ratio = rho + sine * t
            c = (tau / ratio - 1) / 2
            # inner sum over y = sqrt(X): density of (X, t) is chi2_r(X) sqrt(X) phi(t sqrt(X)), dX = 2 y dy
            spread = 1 / sqrt(1 + t * t)
            middle, width = sqrt(r) * spread, 9 * spread
            y_low, y_high = max(mpfr(0), middle - width), middle + width
            base = -d * log(tau) + (d - r + 1) / 2 * log(tau * ratio)
            # the line where q = 0: X (1 + t^2) = (eps - base)/c
            cut = sqrt((eps - base) / c) * spread if (eps - base) / c > 0 else y_low
            y_edges = sorted({y_low, y_high, min(max(cut, y_low), y_high)})
            inner = [mpfr(0)] * 3
            for ya, yb in zip(y_edges, y_edges[1:]):
                pieces = max(1, int(mesh * (yb - ya) / spread / 4))
                for piece in range(pieces):
                    ca, cb = ya + (yb - ya) * piece / pieces, ya + (yb - ya) * (piece + 1) / pieces
                    for ynode, yweight in NODES:
                        y = (ca + cb) / 2 + (cb - ca) / 2 * ynode
                        log_density = r * log(y) - y * y * (1 + t * t) / 2
                        mass = yweight * (cb - ca) / 2 * 2 * exp(log_density)
                        loss0 = base + c * y * y * (1 + t * t)
                        q = (eps - loss0) / c
                        side = 1 if c > 0 else 0
                        tails = chi2_cdf_sf(degrees, q)
                        tilted = chi2_cdf_sf(degrees, (1 + 2 * c) * q)[side] * (1 + 2 * c) ** (-(d - 2) / 2)
                        tilted *= exp(-loss0)
                        inner[0] += mass * (tails[side] - exp(eps) * tilted)
                        inner[1] += mass * tilted
                        inner[2] += mass * tails[1 - side]
            scale = weight * (b - a) / 2
            delta += scale * inner[0]
            false_alarm += scale * inner[1]
            miss += scale * inner[2]
    constant = 1 / (mpfr(2) ** (mpfr(r) / 2) * gmpy2.gamma(mpfr(r) / 2) * sqrt(2 * gmpy2.const_pi()))
    return floor + constant * delta, constant * false_alarm, constant * miss


def monte_carlo(cell, trials=2_000_000):
    """Mean and standard error of (1 - exp(eps - L))+ under u, from v = A'A u in the plane of u and u' and outside."""
    r, d, rho, tau, eps = cell
    rng = np.random.default_rng(6)
    total, square = 0.0, 0.0
    block = max(1, 4_000_000 // (r * d))
    trials = min(trials, 400 * block)
    done = 0
    while done < trials:
        a = rng.standard_normal((block, r, d)) / math.sqrt(r)
        v = np.einsum("tri,tr->ti", a, a[:, :, 0])  # u = e_1, u' = (rho e_1 + sine e_2)/tau
        s = v[:, 0]
        s_other = (rho * v[:, 0] + math.sqrt(1 - rho * rho) * v[:, 1]) * tau  # <u', v>/|u'|^2
        vv = (v**2).sum(1)
        with np.errstate(invalid="ignore", divide="ignore"):
            log_u = (r - d - 1) / 2 * np.log(s) - r * vv / (2 * s)
            log_other = d * math.log(tau) + (r - d - 1) / 2 * np.log(s_other) - r * vv * tau**2 / (2 * s_other)
        gain = np.where(s_other > 0, np.maximum(0, -np.expm1(eps - (log_u - log_other))), 1.0)
        total, square, done = total + gain.sum(), square + (gain**2).sum(), done + block
    mean = total / done
    return mean, math.sqrt(max(square / done - mean**2, 0) / done)


def row(cell):
    coarse, fine = parts(cell, 1), parts(cell, 1.4)
    agreement = max(abs(a / b - 1) for a, b in zip(coarse, fine))
    note = ""
    if fine[0] > 1e-4:
        mean, error = monte_carlo(cell)
        assert abs(float(fine[0]) - mean) < 5 * error + 1e-9, (cell, fine[0], mean, error)
        note = f"Monte Carlo {mean:.6f} +- {error:.6f}"
    print(cell, f"{fine[0]:.14e}", "meshes agree to", f"{agreement:.1e}", note, flush=True)
    return [*cell, *(f"{value:.14e}" for value in fine), f"{agreement:.1e}"]


if __name__ == "__main__":
    with (
        multiprocessing.Pool(int(sys.argv[1]) if len(sys.argv) > 1 else 1) as pool,
        open(pathlib.Path(__file__).with_name("privacy_more.csv"), "w", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["rank", "width", "cosine", "norm_ratio", "epsilon", "delta", "type_one", "type_two", "mesh_error"]
        )
        for values in pool.imap(row, CELLS):
            if float(values[-1]) < 1e-7:  # a cell that the mesh does not resolve is no reference
                writer.writerow(values)
                file.flush()
