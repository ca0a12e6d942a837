"""Writes haar.csv: one coordinate of the noise of a Haar sketch (theory/doc section 3.8): log density, cdf and
survival function of N_ki/|g_k| at x = z standard deviations, with mpmath at 25 digits.

Naive on purpose: the expectation over beta as it stands, with w's density and incomplete beta function, cut at plain
fractions of the range of beta; none of the library's substitutions. The last columns are Monte Carlo: the cdf measured
on projectors built from QR factors of Gaussian matrices (numpy, fixed seed), which must agree within 5 sigma, and so
must the variance of section 2.5.

    python make_haar.py              # needs mpmath, numpy
"""

import csv
import math
import pathlib

import mpmath as mp
import numpy as np

mp.mp.dps = 25
LAWS = [(2, 4, 0.3), (1, 5, 0.6), (4, 5, 0.6), (3, 8, -0.7), (8, 16, 0.0), (8, 64, 0.1), (60, 64, 0.5), (16, 256, 0.95)]
Z = [-4.0, -1.5, -0.25, 0.5, 2.0, 5.0]


def law_at(r, m, rho, x):
    r, m, rho, x = (mp.mpf(v) for v in (r, m, rho, x))
    y = (x + rho) * r / m
    if not (rho - 1) / 2 < y < (rho + 1) / 2:
        return None
    sine = mp.sqrt(1 - rho * rho)
    a, b, h = r / 2, (m - r) / 2, (m - 2) / 2

    def beta_density(t):
        return t ** (a - 1) * (1 - t) ** (b - 1) / mp.beta(a, b)

    def w(t):
        if t <= 0 or t >= 1:  # a node that rounds to the end of the range
            return mp.sign(y - t * rho) * mp.inf
        return (y - t * rho) / (sine * mp.sqrt(t * (1 - t)))

    def density(t):
        v = w(t)
        if abs(v) >= 1:
            return mp.mpf(0)
        return beta_density(t) * (1 - v * v) ** (h - 1) / mp.beta(h, mp.mpf(1) / 2) / (sine * mp.sqrt(t * (1 - t)))

    def upper(v):
        if abs(v) >= 1:
            return mp.mpf(v < 0)
        tail = mp.betainc(h, mp.mpf(1) / 2, 0, 1 - v * v, regularized=True) / 2
        return tail if v > 0 else 1 - tail

    def integral(f, points):
        """mp.quad stops at an absolute error, so the integrand is brought to size 1 first."""
        scale = max(f((p + q) / 2) for p, q in zip(points, points[1:]))
        return mp.quad(lambda t: f(t) / scale, points) * scale

    middle = y * rho + sine * sine / 2
    root = mp.sqrt(middle * middle - y * y)
    ends = [middle - root, middle + root]
    inside = [ends[0] + (ends[1] - ends[0]) * mp.mpf(j) / 16 for j in range(17)]
    near = [ends[0] + (ends[1] - ends[0]) / mp.mpf(4) ** j for j in range(3, 9)]
    cuts = sorted(set(inside + near))
    everywhere = sorted(set([mp.mpf(0)] + cuts + [mp.mpf(1)]))
    pdf = integral(density, cuts) * r / m
    sf = integral(lambda t: beta_density(t) * upper(w(t)), everywhere)
    cdf = integral(lambda t: beta_density(t) * upper(-w(t)), everywhere)
    assert abs(cdf + sf - 1) < mp.mpf("1e-14"), (r, m, rho, x, cdf + sf - 1)
    return mp.log(pdf), cdf, sf


def draws(r, m, rho, trials):
    """N_ki/|g_k| of Haar sketches: u = e_1, the coordinate along rho e_1 + sine e_2."""
    rng = np.random.default_rng(7)
    values = []
    for _ in range(trials // 1000):
        q = np.linalg.qr(rng.standard_normal((1000, m, r)))[0]
        image = np.einsum("tir,tr->ti", q[:, :2, :], q[:, 0, :])
        values.append(m / r * (rho * image[:, 0] + math.sqrt(1 - rho * rho) * image[:, 1]) - rho)
    return np.concatenate(values)


if __name__ == "__main__":
    with open(pathlib.Path(__file__).with_name("haar.csv"), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["rank", "width", "rho", "x", "log_pdf", "cdf", "sf", "cdf_measured", "cdf_error"])
        for r, m, rho in LAWS:
            variance = m * (m - r) / (r * (m + 2)) * (2 * rho**2 / m + (1 - rho**2) / (m - 1))
            sample = draws(r, m, rho, 40_000)
            spread = ((sample**2).var() / sample.size) ** 0.5
            assert abs((sample**2).mean() - variance) < 5 * spread, (r, m, rho, (sample**2).mean(), variance)
            for z in Z:
                x = round(z * math.sqrt(variance), 6)
                values = law_at(r, m, rho, repr(x))
                if values is None:
                    continue
                log_pdf, cdf, sf = values
                measured = (sample <= x).mean()
                error = math.sqrt(float(cdf * sf) / sample.size)
                assert abs(measured - float(cdf)) < 5 * error + 3 / sample.size, (r, m, rho, x, measured, cdf)
                writer.writerow([r, m, rho, x, *(mp.nstr(v, 17) for v in values), f"{measured:.5f}", f"{error:.5f}"])
            file.flush()
            print(r, m, rho, flush=True)
