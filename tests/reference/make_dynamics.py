"""Writes dynamics.csv and wishart_moments.csv, or holds the files that are there against its own numbers.

Exact fractions throughout, and other formulas than the library's. Wishart moments: the sum of positive terms over
compositions (theory/doc/08-dynamics.md 8.2) instead of the recursion. Higher
moments: the law of one step (s, one normal along x, a chi-square for the rest) expanded term by term instead of the
recursion's coefficients. The limit: the matrix power itself.

    python make_dynamics.py check|write
"""

import csv
import math
import pathlib
import sys
from fractions import Fraction

HERE = pathlib.Path(__file__).parent
SHAPES = [(1, 8, "0.5"), (4, 16, "0.6"), (16, 64, "0.1"), (16, 768, "0.05"), (64, 768, "0"), (8, 8, "1")]  # rank, width, rho
STEPS = [1, 2, 5, 20]
SIZES = ["0.01", "0.05", "0.2"]
MOMENT_SHAPES = [(1, 1), (1, 16), (2, 5), (4, 7), (7, 4), (16, 64), (64, 16), (64, 768), (16, 4096), (300, 300)]
MOMENT_ORDERS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 40, 60]


def rising(c, n):
    """c (c + 2) ... (c + 2 n - 2), the n-th moment of chi^2_c."""
    product = 1
    for i in range(n):
        product *= c + 2 * i
    return product


def path_sums(r, m, order):
    """r^k mu_k for k <= order: levels one after another; weight[n][t] has n steps on the level, t in all so far."""
    totals = [1] + [0] * order
    degrees = [r] + [x for i in range(1, order + 1) for x in (m - i, r - i)]
    chain = {(n, n): rising(r, n) for n in range(1, order + 1)}
    for level in range(1, order + 1):
        for (_, t), weight in chain.items():
            totals[t] += weight
        after = {}
        c = degrees[level]
        if c <= 0:
            break
        for (n, t), weight in chain.items():
            for k in range(1, order - t + 1):
                after[k, t + k] = after.get((k, t + k), 0) + weight * math.comb(n + k - 1, k) * rising(c, k)
        chain = after
    else:
        for (_, t), weight in chain.items():
            totals[t] += weight
    return totals


def frozen(a, r, step, power):
    return sum(math.comb(power, k) * (-step / r) ** k * a[k] for k in range(power + 1))


def limit(c, step, steps):
    """|(I - step J)^steps e_1|^2, J tridiagonal: 1, 1 + c, ... and sqrt(c). Scaled so that the roots leave:
    J = D K D^-1 with K's upper side c and lower side 1, D_i = c^(i/2)."""
    x = [Fraction(1)] + [Fraction(0)] * (steps + 1)
    for _ in range(steps):
        x = [
            x[i] - step * ((x[i - 1] if i else 0) + (1 + c if i else 1) * x[i] + (c * x[i + 1] if i <= steps else 0))
            for i in range(steps + 2)
        ]
    return sum(v * v * c**i for i, v in enumerate(x))


def moments_of_s(kind, r):
    if kind == "redrawn":
        return [Fraction(rising(r, j), r**j) for j in range(5)]
    variance = Fraction(2, r)
    return [1, 1, 1 + variance, 1 + 3 * variance, 1 + 6 * variance + 3 * variance**2]


def one_step(kind, r, m, a, i, j):
    """E[c'^i n'^(2 j)] given e, as {(power of c, power of n^2): coefficient}. With alpha = 1 - a s, beta^2 = a^2 s/r
    (redrawn) or a^2/r, z normal and Y ~ chi^2_(m - 2): c' = alpha c + beta sqrt(n^2 - c^2) z and n'^2 = n^2 (alpha^2 + beta^2 (z^2 + Y))."""
    s = moments_of_s(kind, r)
    # polynomial in (s power) while c, n^2, z, Y are expanded
    result = {}
    for p in range(0, i + 1, 2):  # power of z from c'
        for q in range(j + 1):  # factors beta^2 (z^2 + Y) of n'^2
            for w in range(q + 1):  # of them z^2
                gaussian = math.prod(range(1, p + 2 * w, 2))
                weight = math.comb(i, p) * math.comb(j, q) * math.comb(q, w) * gaussian * rising(m - 2, q - w)
                alphas, betas = i - p + 2 * (j - q), p // 2 + q  # powers of alpha, of beta^2
                mean = sum(
                    math.comb(alphas, u) * (-a) ** u * s[u + (betas if kind == "redrawn" else 0)]
                    for u in range(alphas + 1)
                )
                mean *= (a * a / Fraction(r)) ** betas
                for v in range(p // 2 + 1):  # (n^2 - c^2)^(p/2)
                    key = (i - p + 2 * v, p // 2 - v + j)
                    result[key] = result.get(key, 0) + weight * mean * math.comb(p // 2, v) * (-1) ** v
    return result


def higher(kind, r, m, a, rho, steps):
    names = [(2, 0), (0, 1), (3, 0), (1, 1), (4, 0), (2, 1), (0, 2)]
    state = {(i, j): rho**i for i, j in names}
    rules = {name: one_step(kind, r, m, a, *name) for name in names}
    for _ in range(steps):
        state = {name: sum(state[key] * x for key, x in rules[name].items() if x) for name in names}
    return state


def digits(x, n=20):
    """A fraction to n significant digits."""
    if x == 0:
        return "0.0"
    import mpmath

    with mpmath.workdps(60):
        return mpmath.nstr(mpmath.mpf(x.numerator) / x.denominator, n, min_fixed=-5, max_fixed=20)


def dynamics_rows():
    yield "rank,width,eta_h,T,rho,frozen_mean,frozen_second,frozen_second_limit,redrawn_mean,redrawn_second,matched_mean,matched_second,fixed_mean,fixed_second,redrawn_c2,redrawn_c3,redrawn_c4,redrawn_n4,matched_c3,matched_c4,matched_n4".split(",")  # fmt: skip # noqa: E501
    for r, m, rho in SHAPES:
        a = path_sums(r, m, 2 * STEPS[-1])
        for size in SIZES:
            step = Fraction(size)
            for steps in STEPS:
                mean = (1 - step) ** steps
                energy = Fraction(m + 1, r)
                kept = (1 - step) ** 2
                second = (kept + step**2 * energy) ** steps
                fixed = kept**steps + step**2 * energy * (1 - kept**steps) / (1 - kept)
                redrawn, matched = (higher(kind, r, m, step, Fraction(rho), steps) for kind in ("redrawn", "matched"))
                assert redrawn[2, 0] == matched[2, 0] and redrawn[0, 1] == matched[0, 1] == second
                values = [frozen(a, r, step, steps), frozen(a, r, step, 2 * steps), limit(Fraction(m, r), step, steps)]
                values += [mean, second, mean, second, mean, fixed]
                values += [redrawn[2, 0], redrawn[3, 0], redrawn[4, 0], redrawn[0, 2]]
                values += [matched[3, 0], matched[4, 0], matched[0, 2]]
                yield [str(r), str(m), size, str(steps), rho] + [digits(x) for x in values]


def moment_rows():
    yield ["rank", "width", "k", "rank_power_k_times_moment", "moment"]
    for r, m in MOMENT_SHAPES:
        a = path_sums(r, m, MOMENT_ORDERS[-1])
        for k in MOMENT_ORDERS:
            yield [str(r), str(m), str(k), str(a[k]), digits(Fraction(a[k], r**k), 22)]


def main():
    for name, rows in (("wishart_moments.csv", moment_rows()), ("dynamics.csv", dynamics_rows())):
        path = HERE / name
        rows = list(rows)
        if sys.argv[1:] == ["write"]:
            with path.open("w", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
            continue
        with path.open(newline="") as file:
            there = list(csv.reader(file))
        assert there[0] == rows[0] and len(there) == len(rows), (name, len(there), len(rows))
        worst = Fraction(0)
        for old, new in zip(there[1:], rows[1:]):
            for a, b in zip(old, new):
                a, b = Fraction(a), Fraction(b)
                worst = max(worst, abs(a - b) / abs(b) if b else abs(a))
        print(f"{name}: {len(rows) - 1} rows, largest relative difference {float(worst):.1e}")
        assert worst < Fraction(1, 10**18), name


if __name__ == "__main__":
    main()
