"""The law of one coordinate (theory/doc section 3) from the first line of section 3.1, and from nothing else:
T = ((1 + rho) X - (1 - rho) Y)/2 with X, Y independent chi^2_rank.

The density is the convolution of the two chi-square densities, one trapezoidal sum in log Y around its largest term;
the tail is its integral by the double-exponential rule. No Bessel function, no contour, no finite sum, no mixture
over normal laws, which are what theory/ computes with: an error in the derivation of one of those shows here. All
terms are positive, and every cosine works, also 1 - 1e-12 (Y then moves T by little) and 1 (chi-square itself).
Each point costs about a hundred terms at any rank. 150 bits of MPFR, by gmpy2.
"""
import gmpy2
from gmpy2 import exp, log, mpfr, sqrt

gmpy2.get_context().precision = 150
NEGLIGIBLE = 80  # exp(-80) = 2e-35
MINUS_INFINITY = mpfr("-inf")


def log_gamma(x):
    return gmpy2.lgamma(x)[0]


class CoordinateLaw:
    """T, of standard deviation sigma, and Q = (T - rank rho)/sigma. rho: exactly the number that is meant."""

    def __init__(self, rank, rho):
        self.rank, self.half, self.rho = rank, mpfr(rank) / 2, mpfr(rho)
        self.sigma = sqrt(rank * (1 + self.rho**2))
        self.edge = -rank * self.rho / self.sigma  # T = 0 on Q's axis
        self.norm = self.half * log(mpfr(2)) + log_gamma(self.half)

    def log_density(self, t):
        """log of the density of T."""
        up, down = (1 + self.rho, 1 - self.rho) if t >= 0 else (1 - self.rho, 1 + self.rho)
        t, k = abs(t), self.half
        if up == 0:
            return MINUS_INFINITY
        if down == 0:
            return (k - 1) * log(2 * t / up) - t / up - self.norm + log(2 / up)
        rest, ratio, inner_power = 2 * t / up, down / up, k - 1

        # The largest term is at the positive root of square y^2 - linear y - constant = 0.
        linear = (self.rank - 1) * ratio - rest * (1 + ratio) / 2
        square, constant = ratio * (1 + ratio) / 2, rest * k
        root = sqrt(linear**2 / 4 + square * constant)
        y = (linear / 2 + root) / square if linear > 0 else constant / (root - linear / 2)
        share = ratio * y / (rest + ratio * y)
        curvature = (1 + ratio) * y / 2 - inner_power * share * (1 - share)
        step = (mpfr("0.28") if k < 20 else mpfr("0.4")) / sqrt(curvature + 12)

        # v = log Y; for small ranks, where exp(k v) falls too slowly, log Y = v - exp(bend - v) with the bend where
        # nothing else happens any more.
        bend = log(min(y, rest / ratio) if rest > 0 else y) - 3 if k < 20 else MINUS_INFINITY
        top = log(y)

        def log_term(v):
            bent = exp(bend - v)
            y = exp(v - bent)
            return k * (v - bent) + inner_power * log(rest + ratio * y) - (rest + (1 + ratio) * y) / 2 + gmpy2.log1p(bent)

        peak, total = log_term(top), mpfr(1)
        for direction in (step, -step):
            v, before = top, mpfr(0)
            while True:
                v += direction
                drop = log_term(v) - peak
                total += exp(drop)
                if drop < before and drop < log(total) - NEGLIGIBLE:
                    break
                before = drop
        return peak + log(total * step * 2 / up) - 2 * self.norm

    def tail(self, t, upper, step=mpfr(1) / 12):
        """P(T > t) or P(T <= t), the smaller of the two: the integral of the density outwards from t."""
        side = 1 if upper else -1
        nudge = self.sigma / 10**12
        slope = (self.log_density(t + side * nudge) - self.log_density(t)) / nudge
        reach = min(self.sigma, 1 / abs(slope))
        top = self.log_density(t + side * reach)
        total = mpfr(0)
        for direction in (step, -step):
            v = mpfr(0) if direction > 0 else direction
            while True:
                shift = reach * exp(v - exp(-v))
                term = exp(self.log_density(t + side * shift) - top) * shift * (1 + exp(-v))
                total += term
                if term < total * mpfr("1e-30") and abs(v) > 1:
                    break
                v += direction
        return total * step * exp(top)
