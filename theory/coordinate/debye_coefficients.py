"""Prints the table of theory/debye_coefficients.hpp: the logarithm of Debye's series for K_nu.

DLMF 10.41.4 is K_nu(nu z) ~ sqrt(pi/(2 w)) exp(-nu eta) sum_k (-1)^k U_k(p)/nu^k with p = nu/w,
U_(k+1) = p^2 (1 - p^2) U_k'/2 + (1/8) Int_0^p (1 - 5 t^2) U_k dt (DLMF 10.41.9). The logarithm of the
sum is sum_k w^-k l_k(p^2) with l_k a polynomial of degree k; the rationals are exact, and each is
printed rounded once to double.
"""
from fractions import Fraction

TERMS = 11


def debye(count):
    polynomials = [[Fraction(1)]]
    for _ in range(count):
        u = polynomials[-1]
        following = [Fraction(0)] * (len(u) + 3)
        for power, c in enumerate(u):
            if power:
                following[power + 1] += power * c / 2
                following[power + 3] -= power * c / 2
            following[power + 1] += c / (8 * (power + 1))
            following[power + 3] -= 5 * c / (8 * (power + 3))
        polynomials.append(following)
    return polynomials


def product(a, b):
    result = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] += x * y
    return result


def logarithm(series):
    """Coefficients l of log(sum series_k x^k) from n a_n = sum_k k l_k a_(n-k)."""
    logs = [[Fraction(0)]]
    for n in range(1, len(series)):
        rest = [n * c for c in series[n]]
        for k in range(1, n):
            for power, c in enumerate(product(logs[k], series[n - k])):
                rest[power] -= k * c
        logs.append([c / n for c in rest])
    return logs


def main():
    signed = [[(-1) ** k * c for c in u] for k, u in enumerate(debye(TERMS))]
    print("// Made by theory/coordinate/debye_coefficients.py; row k - 1 holds l_k(p^2), lowest power first.")
    print("#pragma once\n\n#include <array>\n")
    print("namespace loranoise::theory::detail {\n")
    print(f"inline constexpr int debye_terms = {TERMS};")
    print("inline constexpr std::array<std::array<double, debye_terms + 1>, debye_terms> debye_log_series{{")
    for k, l in list(enumerate(logarithm(signed)))[1:]:
        row = [float(l[k + 2 * j]) for j in range(k + 1)]
        body = ", ".join(repr(c) for c in row)
        words, line = body.split(" "), "    {{"
        for word in words:
            if len(line) + len(word) > 98:
                print(line.rstrip())
                line = "      "
            line += word + " "
        print(line.rstrip() + "}},")
    print("}};\n")
    print("}  // namespace loranoise::theory::detail")


main()
