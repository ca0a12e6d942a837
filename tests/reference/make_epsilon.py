"""Writes epsilon.csv and hu_bound.csv, or holds the files that are there against its own numbers (18 digits).

Another order of integration than the library's, which integrates chi-square tails over the angle. Here H ~ chi^2_K is on the
outside: given H the loss a g + (H/2)(e^-g - 1) - (r - 1) log tau is convex in g = log(R/tau), so that the releases with a
loss above epsilon are those with R outside an interval whose ends are two branches of Lambert's function, and R is rho
+ sqrt(1 - rho^2) t_r/sqrt(r) with Student's t: theory/doc/09-composition.md 9.7.

    python make_epsilon.py check|write
"""

import csv
import pathlib
import sys

import mpmath
from mpmath import mpf

HERE = pathlib.Path(__file__).parent
mpmath.mp.dps = 26
EPSILON_CELLS = [  # rank, width, cosine, norm ratio
    ("4", "16", "0.95", "1"), ("16", "64", "0.99", "1"), ("16", "64", "0.99", "1.05"), ("16", "64", "0.999", "1"),
    ("64", "768", "0.99", "1"), ("16", "1024", "0.9999", "1"), ("256", "4096", "0.999", "1"),
]  # fmt: skip
DELTAS = ["1e-2", "1e-4", "1e-6"]
HU_CELLS = [  # rank, width, cosine, delta
    (50, 400, "0.5", "0.01"), (100, 400, "0.5", "0.01"), (200, 400, "0.5", "0.01"), (300, 400, "0.5", "0.01"),
    (400, 400, "0.5", "0.01"), (50, 400, "0.9", "0.01"), (200, 400, "0.9", "0.01"), (300, 400, "0.9", "0.01"),
    (400, 400, "0.9", "0.01"), (64, 64, "0.9", "0.001"), (16, 64, "0.99", "0.0001"), (16, 256, "0.999", "0.0001"),
]  # fmt: skip


def student_cdf(r, t):
    tail = mpmath.betainc(mpf(r) / 2, mpf(1) / 2, 0, r / (r + t * t), regularized=True) / 2
    return tail if t < 0 else 1 - tail


def student_interval(r, low, high):
    """P(low < t_r < high), from the side where nothing cancels."""
    if low > 0:
        return student_cdf(r, -low) - student_cdf(r, -high)
    return student_cdf(r, high) - student_cdf(r, low)


class Release:
    def __init__(self, rank, width, cosine, ratio):
        self.r, self.m = int(rank), int(width)
        self.rho, self.tau = mpf(cosine), mpf(ratio)
        self.sine = mpmath.sqrt(1 - self.rho**2)
        self.a = mpf(self.m - self.r + 1) / 2
        self.degrees = self.r + self.m - 1
        self.floor = student_cdf(self.r, -self.rho / self.sine * mpmath.sqrt(self.r))

    def interval(self, h, level, tau):
        """R between which the loss given H = h is below the level, or None."""
        c = level + (self.r - 1) * mpmath.log(tau)
        ratio = h / (2 * self.a)
        argument = -ratio * mpmath.exp(-(2 * c + h) / (2 * self.a))
        if argument <= -mpmath.exp(-1):
            return None
        ends = [mpmath.re(-mpmath.lambertw(argument, k) / ratio) for k in (-1, 0)]  # e^-g, larger first
        return [tau / x if x > 0 else mpmath.inf for x in ends]

    def below(self, level, tau):
        """P_u(L <= level) for |u|/|u'| = tau."""

        def given(h):
            if h == 0:
                return mpf(0)
            ends = self.interval(h, level, tau)
            if ends is None:
                return mpf(0)
            low, high = ((x - self.rho) / self.sine * mpmath.sqrt(self.r) for x in ends)
            return student_interval(self.r, low, high)

        k = mpf(self.degrees)
        log_norm = mpmath.loggamma(k / 2) + k / 2 * mpmath.log(2)
        density = lambda h: mpmath.exp((k / 2 - 1) * mpmath.log(h) - h / 2 - log_norm) if h > 0 else mpf(0)  # noqa: E731
        spread = mpmath.sqrt(2 * k)
        centres = {k + j * spread for j in (-14, -8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8, 14)} | {k + 14 * spread + 80}
        # At e^-g = 2 a/h the loss is least, a (log x + 1 - x) with x = h/(2 a): above a negative level between two h.
        gap = level + (self.r - 1) * mpmath.log(tau)
        if gap >= 0:
            parts = [{x for x in centres if x > 0} | {mpf(0)}]
        else:
            low, high = (-2 * self.a * mpmath.re(mpmath.lambertw(-mpmath.exp(gap / self.a - 1), b)) for b in (0, -1))
            steps = [spread * j for j in (mpf("0.05"), mpf("0.2"), mpf("0.6"), *range(1, 60, 2))]
            parts = [{low} | {x for x in centres | {low - s for s in steps} if 0 < x < low} | {mpf(0)}]
            parts += [{high} | {x for x in centres if x > high} | {high + s for s in steps}]
        return sum(mpmath.quad(lambda h: density(h) * given(h), sorted(part)) for part in parts)

    def power(self, x):
        return 1 - self.below(x, self.tau)

    def false_alarm(self, x):
        """Under u' the loss is minus that of the exchanged rows."""
        return self.below(-x, 1 / self.tau)

    def delta(self, epsilon):
        return self.power(epsilon) - mpmath.exp(epsilon) * self.false_alarm(epsilon)

    def epsilon(self, delta, guess):
        if delta <= self.floor:
            return mpmath.inf
        f = lambda x: mpmath.log(self.delta(x) - self.floor) - mpmath.log(delta - self.floor)  # noqa: E731
        return mpmath.findroot(f, (guess, guess * mpf("1.01")), tol=1e-20)

    def power_at(self, rate):
        x = mpmath.findroot(lambda x: mpmath.log(self.false_alarm(x) / rate), (mpf(1), mpf(2)), tol=1e-20)
        return self.power(x)


def show(x):
    return "inf" if mpmath.isinf(x) else mpmath.nstr(x, 18, strip_zeros=False)


def guesses(name, column):
    """Starting points of the root search, from the table that is there."""
    path = HERE / name
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        return {tuple(row[: 5 if name == "epsilon.csv" else 4]): mpf(row[column]) for row in list(csv.reader(file))[1:]}


def epsilon_rows(known):
    yield "rank,width,cosine,norm_ratio,delta,epsilon,advantage,tpr_at_fpr_0.01,tpr_at_fpr_0.001".split(",")
    seen = sorted({key[:4] for key in known}, key=list(k[:4] for k in known).index) or EPSILON_CELLS
    for cell in seen:
        release = Release(*cell)
        tail = [show(release.delta(0))] + [show(release.power_at(mpf(rate))) for rate in ("0.01", "0.001")]
        for delta in DELTAS:
            guess = known.get((*cell, delta), mpf(3))
            yield [*cell, delta, show(release.epsilon(mpf(delta), guess if mpmath.isfinite(guess) else mpf(3))), *tail]


def quantile(cdf, low, high, p):
    return mpmath.findroot(lambda x: mpmath.log(cdf(x) / p), (low, high), solver="illinois", tol=1e-42, maxsteps=100)


def theorem(r, m, rho, delta, coefficient):
    release = Release(r, m, rho, 1)
    share = (mpf(delta) - release.floor) / 3
    t = -quantile(lambda x: student_cdf(r, x), mpf(-40), mpf(0), share)
    degrees = mpf(r + m - 1)
    size = quantile(lambda x: mpmath.gammainc(degrees / 2, x / 2, mpmath.inf, regularized=True), degrees, degrees + 12 * mpmath.sqrt(2 * degrees), share)  # noqa: E501
    rho = mpf(rho)
    k = release.sine * t / mpmath.sqrt(r)
    return mpf(coefficient) / 2 * mpmath.log(rho + k) + (1 - rho + k) * size / (2 * (rho - k))


def hu_rows(known):
    yield "rank,width,cosine,delta,epsilon_exact,theorem1_corrected,theorem1_as_printed".split(",")
    for r, m, rho, delta in HU_CELLS:
        key = (str(r), str(m), rho, delta)
        exact = Release(r, m, rho, 1).epsilon(mpf(delta), known.get(key, mpf(3)))
        yield [*key, show(exact), show(theorem(r, m, rho, delta, m - r + 1)), show(theorem(r, m, rho, delta, m + r - 1))]


def check_epsilon(there):
    """Largest relative error of delta at the table's epsilon, and of the columns that do not depend on it."""
    worst = mpf(0)
    last = None
    for *cell, delta, epsilon, advantage, power_2, power_3 in there[1:]:
        release = Release(*cell)
        errors = []
        if mpmath.isinf(mpf(epsilon)):
            assert mpf(delta) <= release.floor, cell
        else:
            errors.append(release.delta(mpf(epsilon)) / mpf(delta))
        if cell != last:
            errors += [release.delta(0) / mpf(advantage), release.power_at(mpf("0.01")) / mpf(power_2)]
            errors += [release.power_at(mpf("0.001")) / mpf(power_3)]
        last = cell
        worst = max([worst] + [abs(x - 1) for x in errors])
        print(cell, delta, [mpmath.nstr(abs(x - 1), 2) for x in errors], flush=True)
    return worst


def check_hu(there):
    worst = mpf(0)
    for r, m, rho, delta, exact, proved, printed in there[1:]:
        r, m = int(r), int(m)
        errors = [Release(r, m, rho, 1).delta(mpf(exact)) / mpf(delta)]
        errors += [theorem(r, m, rho, delta, m - r + 1) / mpf(proved), theorem(r, m, rho, delta, m + r - 1) / mpf(printed)]
        worst = max([worst] + [abs(x - 1) for x in errors])
        print(r, m, rho, [mpmath.nstr(abs(x - 1), 2) for x in errors], flush=True)
    return worst


def main():
    for name, rows, check in (("hu_bound.csv", hu_rows, check_hu), ("epsilon.csv", epsilon_rows, check_epsilon)):
        path = HERE / name
        if sys.argv[1:] == ["write"]:
            made = list(rows(guesses(name, 5 if name == "epsilon.csv" else 4)))
            with path.open("w", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(made)
            continue
        with path.open(newline="") as file:
            worst = check(list(csv.reader(file)))
        print(f"{name}: largest relative difference {mpmath.nstr(worst, 2)}")
        # At cosine 0.5 and epsilon of hundreds the quadrature itself is good to ten digits only.
        assert worst < mpf("1e-7"), name


if __name__ == "__main__":
    main()
