"""Writes coordinate_extremes.csv: log density of Q and its outer tail at the ends of the range that theory/ promises:
ranks to 10^6, 1 - |rho| down to 1e-12 and 0, 40 standard deviations, probabilities near 1e-300. From
chi_square_difference.py, whose method theory/ does not share. rho and z are the doubles nearest to the text, exactly,
as 1e-17 in rho is much where 1 - rho is 1e-12. `tail` is P(Q > z) for z > 0, else P(Q <= z); nan far below
1e-300 and where it would have to be integrated through the singular point T = 0. Every tenth tail is summed again with half the step.

    python make_extremes.py
"""
import csv
import pathlib

from chi_square_difference import CoordinateLaw
from gmpy2 import log, mpfr

RANKS = [1, 2, 3, 7, 30, 62, 63, 200, 5000, 10**5, 10**6]
COSINES = ["0.6", "0.9999", "0.999999999", "0.999999999999", "-0.999999999999", "1", "0"]
POINTS = ["-40", "-33", "-9", "-0.3", "1.5", "12", "36", "40"]


def row(rank, rho, z):
    law = CoordinateLaw(rank, mpfr(float(rho)))
    t = rank * law.rho + mpfr(float(z)) * law.sigma
    log_density = law.log_density(t) + log(law.sigma)
    if log_density == mpfr("-inf"):
        return None
    upper = mpfr(z) > 0
    through_zero = (t < 0) == upper
    if log_density < -3000 or (rank < 1000 and through_zero):
        return log_density, None
    return log_density, law.tail(t, upper)


def main():
    tails = 0
    with open(pathlib.Path(__file__).with_name("coordinate_extremes.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["r", "rho", "z", "log_pdf", "tail"])
        for number, (rank, rho) in enumerate((rank, rho) for rank in RANKS for rho in COSINES):
            for z in POINTS[number % 2 :: 2]:
                values = row(rank, rho, z)
                if values is None:
                    continue
                log_density, tail = values
                if tail is not None:
                    tails += 1
                    if tails % 10 == 0:
                        law = CoordinateLaw(rank, mpfr(float(rho)))
                        finer = law.tail(rank * law.rho + mpfr(float(z)) * law.sigma, mpfr(z) > 0, mpfr(1) / 24)
                        assert abs(finer / tail - 1) < mpfr("1e-18"), (rank, rho, z, finer, tail)
                writer.writerow([rank, rho, z, f"{log_density:.19e}", f"{tail:.17e}" if tail is not None else "nan"])
                file.flush()


if __name__ == "__main__":
    main()
