"""SciPy as the peer of theory_bench: the same law on the same points, timed and checked.

Usage: peer_scipy.py [THEORY_BENCH]. Prints two Markdown tables: evaluations per second of SciPy and, with
the path of the theory_bench executable given, of theory/ in the same run and the ratio; and where SciPy's
answer is nan, 0 or infinite, or how far it is from the reference tables.

SciPy has no variance-gamma law. The peers are its two routes to one: the Bessel formula (section 3.3 of
theory/doc) with scipy.special.kve, and scipy.stats.genhyperbolic in its variance-gamma limit, a
delta of 1e-6 in place of 0 with p = rank/2; cdf by genhyperbolic; TV by scipy.integrate.quad.
"""
import csv
import json
import pathlib
import subprocess
import sys
import time
import warnings

import numpy as np
import scipy
from scipy import integrate, special, stats

RHO = 0.1
POINTS = -6 + 12 * np.arange(4096) / 4096
RANKS = (2, 8, 64, 1024)
REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "tests" / "reference"
LIMIT_DELTA = 1e-6


def bessel_log_pdf(rank, rho, q):
    sigma = np.sqrt(rank * (1 + rho**2))
    t = rank * rho + sigma * np.asarray(q)
    s = (1 - rho) * (1 + rho)
    nu = (rank - 1) / 2
    x = np.abs(t) / s
    return (np.log(sigma) + nu * np.log(np.abs(t) / 2) + rho * t / s + np.log(special.kve(nu, x)) - x
            - special.gammaln(rank / 2) - np.log(np.pi * s) / 2)


def hyperbolic(rank, rho):
    """Q as scipy.stats.genhyperbolic: alpha = 1/s, beta = rho/s, p = rank/2 for T, delta nearly 0."""
    sigma = np.sqrt(rank * (1 + rho**2))
    s = (1 - rho) * (1 + rho)
    return stats.genhyperbolic(rank / 2, LIMIT_DELTA / s, LIMIT_DELTA * rho / s,
                               loc=-rank * rho / sigma, scale=LIMIT_DELTA / sigma)


def quad_tv(rank, rho):
    def gap(q):
        return abs(np.exp(bessel_log_pdf(rank, rho, q)) - stats.norm.pdf(q)) / 2
    edge = -rank * rho / np.sqrt(rank * (1 + rho**2))
    return integrate.quad(gap, -30, 30, points=[max(-29, edge)], limit=500, epsabs=1e-13, epsrel=1e-12)[0]


def rate(work, items):
    """items per second, over at least 0.2 s."""
    work()
    start, rounds = time.perf_counter(), 0
    while time.perf_counter() - start < 0.2:
        work()
        rounds += 1
    return rounds * items / (time.perf_counter() - start)


def our_rates(executable):
    names = "^(log_pdf|lower_tail|total_variation)/"
    output = subprocess.run([executable, "--benchmark_format=json", f"--benchmark_filter={names}"],
                            check=True, capture_output=True, text=True).stdout
    return {b["name"]: b["items_per_second"] for b in json.loads(output)["benchmarks"]}


def speed_table(ours):
    few = POINTS[::256]
    print(f"| SciPy {scipy.__version__}, rho = {RHO} | rank | SciPy, 1/s | theory/, 1/s | ratio |\n|---|---|---|---|---|")
    for rank in RANKS:
        rows = (("log pdf, kve", "log_pdf", lambda: bessel_log_pdf(rank, RHO, POINTS), POINTS.size),
                ("log pdf, genhyperbolic", "log_pdf", lambda: hyperbolic(rank, RHO).logpdf(POINTS), POINTS.size),
                ("cdf, genhyperbolic", "lower_tail", lambda: hyperbolic(rank, RHO).cdf(few), few.size),
                ("TV, quad over kve", "total_variation", lambda: quad_tv(rank, RHO), 1))
        for name, our_name, work, items in rows:
            theirs = rate(work, items)
            mine = ours.get(f"{our_name}/{rank}")
            shown = (f"{mine:.3g}", f"{mine / theirs:.3g}") if mine else ("", "")
            print(f"| {name} | {rank} | {theirs:.3g} | {shown[0]} | {shown[1]} |")


def verdict(values, expected):
    """How SciPy fails, in words: counts of nan, inf and 0, and the worst relative error of the rest."""
    values, expected = np.asarray(values, float), np.asarray(expected, float)
    finite = np.isfinite(values) & (values != 0)
    worst = np.max(np.abs(values[finite] / expected[finite] - 1)) if finite.any() else np.nan
    return f"{np.isnan(values).sum()} | {np.isinf(values).sum()} | {(values == 0).sum()} | {worst:.1e} |"


def failure_table():
    """Rows of the reference table with |rho| < 1 and a value above 1e-300."""
    with open(REFERENCE / "coordinate_law.csv", encoding="utf-8") as file:
        rows = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(file)]
    print("\n| SciPy | rank | rows | nan | inf | 0 | worst relative error of the others |\n|---|---|---|---|---|---|---|")
    for rank in sorted({row["r"] for row in rows}):
        some = [row for row in rows if row["r"] == rank and row["rho"] < 1]
        log_pdf = [bessel_log_pdf(rank, row["rho"], row["z"]) for row in some]
        print(f"| log pdf, kve | {rank:g} | {len(some)} |", verdict(log_pdf, [row["log_pdf"] for row in some]))
        log_pdf = [hyperbolic(rank, row["rho"]).logpdf(row["z"]) for row in some]
        print(f"| log pdf, genhyperbolic | {rank:g} | {len(some)} |", verdict(log_pdf, [row["log_pdf"] for row in some]))
        some = [row for row in some if row["cdf"] > 1e-300 and row["rho"] in (0, 0.3)]
        cdf = [hyperbolic(rank, row["rho"]).cdf(row["z"]) for row in some]
        print(f"| cdf, genhyperbolic | {rank:g} | {len(some)} |", verdict(cdf, [row["cdf"] for row in some]))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    speed_table(our_rates(sys.argv[1]) if len(sys.argv) > 1 else {})
    failure_table()
