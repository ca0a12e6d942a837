"""Writes composition.csv, or holds the file that is there against its own numbers.

delta_T of several releases by theory/doc/09-composition.md 9.2, but on another line of the complex plane (Re z = -0.3 where
the library takes -1/2; the answer may not depend on it), in u, tan(theta) = its least value + exp(u - exp(-u)), by the trapezoidal
rule, at 34 digits. The bracket columns are the library's own (9.3) and are only held to contain delta; local and Gaussian columns are closed forms.

    python make_composition.py check|write          # some minutes
"""

import csv
import pathlib
import sys

import mpmath
from mpmath import mpc, mpf

HERE = pathlib.Path(__file__).parent
mpmath.mp.dps = 34
LINE = mpf("-0.3")


def transform_nodes(r, m, rho):
    """(density times step, log R, 1/R - 1) at trapezoidal nodes of u; only R > 0."""
    norm = mpmath.gamma(mpf(r + 1) / 2) / (mpmath.sqrt(mpmath.pi) * mpmath.gamma(mpf(r) / 2))
    sine = mpmath.sqrt(1 - rho**2)
    low = -rho / sine  # R = 0
    step = min(mpf(1) / 48, sine / (4 * rho * mpmath.sqrt(r)))  # of the scale 1/sqrt(r) of t
    nodes = []
    for j in range(int(-60 / step), int(60 / step)):
        u = j * step
        shifted = mpmath.exp(u - mpmath.exp(-u)) if u > -6 else mpf(0)
        if shifted == 0:
            continue
        t = low + shifted
        weight = norm * (1 + t * t) ** (-mpf(r + 1) / 2) * shifted * (1 + mpmath.exp(-u)) * step
        ratio = sine * shifted
        value = weight * ratio ** (LINE * mpf(m - r + 1) / 2) * (1 - LINE * (1 / ratio - 1)) ** (-mpf(r + m - 1) / 2)
        if value > mpf("1e-32"):
            nodes.append((weight, mpmath.log(ratio), 1 / ratio - 1))
    return nodes


def transform(nodes, r, m, z):
    growth, half = mpf(m - r + 1) / 2 * z, mpf(r + m - 1) / 2
    return mpmath.fsum(w * mpmath.exp(growth * g - half * mpmath.log(1 - z * h)) for w, g, h in nodes)


def deltas(r, m, rho, releases, epsilons):
    nodes = transform_nodes(r, m, mpf(rho))
    step = mpf("0.05")  # the rule errs by exp(-2 pi 0.3/step) = 4e-17
    totals = [mpf(0)] * len(epsilons)
    n = 0
    while True:
        z = mpc(LINE, n * step)
        power = transform(nodes, r, m, z) ** releases / (z * (z + 1))
        for i, epsilon in enumerate(epsilons):
            totals[i] += (power * mpmath.exp(-z * epsilon)).real * (mpf(1) / 2 if n == 0 else 1)
        if n > 20 and abs(power) < mpf("1e-22"):
            break
        n += 1
    # E_u[min(1, e^(eps - S)); R > 0] is minus the integral of M^T e^(-z eps)/(z (z + 1)) over the line, over 2 pi.
    return [1 + total * step / mpmath.pi for total in totals]


def normal(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gaussian(mu, epsilon):
    return normal(mu / 2 - epsilon / mu) - mpmath.exp(epsilon) * normal(-mu / 2 - epsilon / mu)


def main():
    path = HERE / "composition.csv"
    with path.open(newline="") as file:
        there = list(csv.reader(file))
    groups = {}
    for row in there[1:]:
        groups.setdefault(tuple(row[:4]), []).append(row)
    made = [there[0]]
    worst = mpf(0)
    for (rank, width, cosine, count), rows in groups.items():
        r, m, releases, rho = int(rank), int(width), int(count), mpf(cosine)
        found = deltas(r, m, cosine, releases, [mpf(row[4]) for row in rows])
        phi = mpmath.acos(rho)
        one = mpmath.betainc(mpf(r) / 2, mpf(r) / 2, 0, (1 - rho) / 2, regularized=True)
        floor = -mpmath.expm1(releases * mpmath.log1p(-one))
        local = mpmath.sqrt(releases * ((r - 1) ** 2 + mpf(m + r - 1) / 2) / (r - 2)) * phi
        equal_variance = mpmath.sqrt(releases * r * 2 * (1 - rho))
        for row, delta in zip(rows, found):
            epsilon = mpf(row[4])
            assert mpf(row[6]) <= delta <= mpf(row[7]), (row, delta)
            new = [delta, mpf(row[6]), mpf(row[7]), floor, local, gaussian(local, epsilon), gaussian(equal_variance, epsilon)]
            errors = [abs(delta - mpf(row[5]))] + [abs(mpf(a) / b - 1) for a, b in zip(row[8:], new[3:])]
            print(row[:5], [mpmath.nstr(e, 2) for e in errors], flush=True)
            worst = max([worst, *errors])
            made.append(row[:5] + [mpmath.nstr(delta, 20)] + row[6:8] + [mpmath.nstr(x, 12) for x in new[3:]])
    if sys.argv[1:] == ["write"]:
        with path.open("w", newline="") as file:
            csv.writer(file, lineterminator="\\n").writerows(made)
    else:
        print("largest difference", mpmath.nstr(worst, 2))
        assert worst < mpf("1e-10")


if __name__ == "__main__":
    main()
