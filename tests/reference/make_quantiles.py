"""Writes coordinate_quantiles.csv and wasserstein.csv by methods that theory/ does not use, at 30 digits.

Quantiles: secant steps on the mixture over chi-squares (section 3.1 of theory/doc), T | S ~
N(rho S, (1 - rho^2) S) with S ~ chi^2_r: a trapezoidal sum in log S. Wasserstein-1: mpmath's Gauss-Legendre
quadrature of |F - Phi| between its sign changes, with the same F. Usage: make_quantiles.py FOLDER
"""
import sys

from mpmath import mp, mpf

mp.dps = 30


class Mixture:
    def __init__(self, rank, rho):
        self.rho, self.s = rho, 1 - rho**2
        self.sigma, self.mean = mp.sqrt(rank * (1 + rho**2)), rank * rho
        k = mpf(rank) / 2
        step = 1 / (8 * mp.sqrt(k + 1))
        self.nodes = []
        for sign in (-1, 1):
            j = 0 if sign > 0 else 1
            while True:
                y = mp.log(rank) + sign * j * step
                weight = step * mp.exp(k * y - mp.exp(y) / 2 - mp.loggamma(k) - k * mp.log(2))
                if weight < mpf(10)**-34 and j > 20:
                    break
                self.nodes.append((mp.exp(y), weight))
                j += 1

    def tail(self, q, upper):
        t = self.mean + self.sigma * q
        sign = 1 if upper else -1
        return mp.fsum(w * mp.erfc(sign * (t - self.rho * S) / mp.sqrt(2 * self.s * S)) for S, w in self.nodes) / 2

    def quantile(self, p):
        # Both digits of a tiny p and of q come from the logarithm of the tail.
        def gap(q):
            return mp.log(self.tail(q, False) / p)
        start = mp.sqrt(2) * mp.erfinv(2 * p - 1)
        return mp.findroot(gap, (start, start + mpf("0.01")), solver="secant", tol=mpf(10)**-26, maxsteps=60)


def wasserstein(law):
    def gap(q):
        return law.tail(q, False) - mp.erfc(-q / mp.sqrt(2)) / 2
    grid = [mpf(j) / 4 for j in range(-28, 29)]
    cuts = [-mpf(40), -mpf(14)]
    for a, b in zip(grid, grid[1:]):
        if gap(a) * gap(b) < 0:
            cuts.append(mp.findroot(gap, (a, b), solver="anderson", tol=1e-20))
    cuts += [mpf(14), mpf(40)]
    singular = -law.mean / law.sigma
    cuts = sorted(cuts + [singular])
    return mp.fsum(mp.quad(lambda q: abs(gap(q)), [a, (a + b) / 2, b], maxdegree=5) for a, b in zip(cuts, cuts[1:]))


def main(folder):
    with open(f"{folder}/coordinate_quantiles.csv", "w", encoding="utf-8") as file:
        file.write("r,rho,p,q\n")
        for rank in (2, 3, 8, 31, 200):
            for rho in ("0", "0.3", "0.9"):
                law = Mixture(rank, mpf(rho))
                for p in ("1e-12", "1e-4", "0.05", "0.4", "0.75"):
                    file.write(f"{rank},{rho},{p},{mp.nstr(law.quantile(mpf(p)), 20)}\n")
    with open(f"{folder}/wasserstein.csv", "w", encoding="utf-8") as file:
        file.write("r,rho,wasserstein_1\n")
        for rank, rho in ((3, "0"), (8, "0.3"), (31, "0.6"), (64, "0"), (100, "0.3")):
            file.write(f"{rank},{rho},{mp.nstr(wasserstein(Mixture(rank, mpf(rho))), 14)}\n")
            file.flush()


main(sys.argv[1])
