"""Recomputes rows of distances.csv by another method and prints the relative differences.

The density 3.3 (theory/README.md) by mpmath's Bessel function; everything is an integral of it by tanh-sinh quadrature on
panels cut at its singular point and at the crossings with the Gaussian: TV is half the integral of |f - phi|,
Kolmogorov the largest |integral of f - phi| up to a crossing, the divergences integrals of f log(f/phi) and
phi log(phi/f). No cdf and no log-space rule. Usage: check_distances.py [LARGEST_RANK]; exits with 1 above 1e-14.
"""
import csv
import pathlib
import sys

from mpmath import mp, mpf

mp.dps = 30
TABLE = pathlib.Path(__file__).with_name("distances.csv")
SCAN = mpf(1) / 16
REACH = 160


def density_of(rank, rho):
    sigma = mp.sqrt(rank * (1 + rho**2))
    nu, s = mpf(rank - 1) / 2, 1 - rho**2
    constant = sigma / (mp.sqrt(mp.pi * s) * mpf(2)**nu * mp.gamma(mpf(rank) / 2))

    def density(z):
        t = abs(rank * rho + sigma * z)
        sign = 1 if rank * rho + sigma * z >= 0 else -1
        return constant * t**nu * mp.exp(sign * rho * t / s) * mp.besselk(nu, t / s)

    return density, -rank * rho / sigma  # and where it is singular


def phi(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def crossings(difference, singular):
    points = [k * SCAN + mpf("0.001") for k in range(-192, 193)]
    points = sorted(points + [singular - mpf(10)**-9, singular + mpf(10)**-9])
    values = [difference(x) for x in points]
    found = []
    for a, b, fa, fb in zip(points, points[1:], values, values[1:]):
        if (fa > 0) != (fb > 0):
            found.append(mp.findroot(difference, (a, b), solver="anderson", tol=mpf(10)**-50, verify=False))
    return found


def row(rank, rho):
    density, singular = density_of(rank, rho)

    def difference(z):
        return density(z) - phi(z)

    cuts = crossings(difference, singular)
    panels = sorted([mpf(-REACH), mpf(-40), mpf(-12), mpf(-4), *cuts, singular, mpf(4), mpf(12), mpf(40), mpf(REACH)])

    def total(f):
        return [mp.quad(f, [a, b], maxdegree=10) for a, b in zip(panels, panels[1:])]

    gaps = total(difference)
    running, worst = mpf(0), mpf(0)
    for end, gap in zip(panels[1:], gaps):
        running += gap
        worst = max(worst, abs(running)) if end in cuts else worst

    def to_normal(z):
        f = density(z)
        return f * (mp.log(f) + z * z / 2 + mp.log(2 * mp.pi) / 2)

    def from_normal(z):
        return -phi(z) * (mp.log(density(z)) + z * z / 2 + mp.log(2 * mp.pi) / 2)

    return sum(map(abs, gaps)) / 2, worst, sum(total(to_normal)), sum(total(from_normal))


def main():
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    columns = ["tv", "kolmogorov", "kl_noise_to_normal", "kl_normal_to_noise"]
    worst = mpf(0)
    with TABLE.open() as file:
        for entry in csv.DictReader(file):
            rank, rho = int(entry["r"]), mpf(entry["rho"])
            if rank > largest or abs(rho) >= mpf("0.95"):
                continue  # nearer to 1 the tail leaves the panels
            for name, value in zip(columns, row(rank, rho)):
                error = abs(value / mpf(entry[name]) - 1)
                worst = max(worst, error)
                print(rank, entry["rho"], name, mp.nstr(value, 20), "relative difference", mp.nstr(error, 2), flush=True)
    print("worst", mp.nstr(worst, 3))
    return 1 if worst > mpf(10)**-14 else 0


if __name__ == "__main__":
    sys.exit(main())
