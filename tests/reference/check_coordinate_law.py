"""Recomputes coordinate_law.csv by another method and names the rows that differ by more than 1e-15.

Everything comes from the mixture over chi-squares (section 3.1 of theory/doc), T | S ~
N(rho S, (1 - rho^2) S) with S ~ chi^2_r: one trapezoidal sum in log S around the largest term, for the density and
for each tail; the chi-square law itself at |rho| = 1. No Bessel function and no contour. Usage:
check_coordinate_law.py [LARGEST_RANK]; the printed values are this script's.
"""
import csv
import pathlib
import sys

from mpmath import mp, mpf

mp.dps = 32
TABLE = pathlib.Path(__file__).with_name("coordinate_law.csv")


def trapezoid(log_term, start, step):
    """log of the sum of exp(log_term(y)) step over a grid, walking to the top of the terms first."""
    def value(j):
        return log_term(start + j * step)
    top, stride = 0, 1024
    while stride:
        while value(top + stride) > value(top):
            top += stride
        while value(top - stride) > value(top):
            top -= stride
        stride //= 2
    peak, total = value(top), mpf(1)
    for direction in (1, -1):
        j = 1
        while True:
            term = mp.exp(value(top + direction * j) - peak)
            total += term
            if term < mpf(10)**-34:
                break
            j += 1
    return peak + mp.log(total * step)


def row(rank, rho, z):
    """log density of Q, cdf and survival function at z."""
    k, s = mpf(rank) / 2, 1 - rho**2
    sigma = mp.sqrt(rank * (1 + rho**2))
    t = rank * rho + z * sigma
    if rho == 1:
        if t <= 0:
            return -mp.inf, mpf(0), mpf(1)
        log_pdf = mp.log(sigma) + (k - 1) * mp.log(t / 2) - t / 2 - mp.log(2) - mp.loggamma(k)
        return log_pdf, mp.gammainc(k, 0, t / 2, regularized=True), mp.gammainc(k, t / 2, mp.inf, regularized=True)
    norm = mp.loggamma(k) + k * mp.log(2)
    step = 1 / (6 * mp.sqrt(k + 1 + (abs(t) + rank * rho**2) / s))  # the sharpest feature of any term

    def log_weight(size):
        return k * mp.log(size) - size / 2 - norm

    def log_density(y):
        size = mp.exp(y)
        return log_weight(size) - (t - rho * size)**2 / (2 * s * size) - mp.log(2 * mp.pi * s * size) / 2

    def log_tail(sign):
        def term(y):
            size = mp.exp(y)
            return log_weight(size) + mp.log(mp.erfc(sign * (t - rho * size) / mp.sqrt(2 * s * size)) / 2)
        return term
    start = mp.log(mpf(rank))
    return (mp.log(sigma) + trapezoid(log_density, start, step),
            mp.exp(trapezoid(log_tail(-1), start, step)), mp.exp(trapezoid(log_tail(1), start, step)))


def main(largest):
    checked, bad = 0, 0
    with open(TABLE, encoding="utf-8") as file:
        for line in csv.DictReader(file):
            if int(line["r"]) > largest:
                continue
            mine = row(int(line["r"]), mpf(line["rho"]), mpf(line["z"]))
            for name, value in zip(("log_pdf", "cdf", "sf"), mine):
                theirs = mpf(line[name])
                checked += 1
                if theirs != value and not abs(value / theirs - 1) < mpf(10)**-15:
                    bad += 1
                    print(line["r"], line["rho"], line["z"], name, line[name], "here", mp.nstr(value, 20), flush=True)
    print(f"{checked} values checked, {bad} differ")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 10**9)
