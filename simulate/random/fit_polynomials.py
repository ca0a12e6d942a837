"""Minimax polynomials of simulate/box_muller-inl.h, by the exchange algorithm of Remez in 60 digits.

    python3 simulate/random/fit_polynomials.py        (needs mpmath)

Each line prints a fit's largest weighted error and its coefficients, lowest power first. The fits:
  log   ln(1 + t) = t Q(t), relative error, 1 + t in [sqrt(1/2), sqrt(2)]                       (float)
  atanh (atanh(s) - s) / s^3 as a polynomial in s^2, weight s^2 (relative in ln), |s| <= 3 - 2 sqrt(2)  (double)
  sin   sin(x) = x P(x^2), relative error, |x| <= pi/4
  cos   cos(x) = P(x^2), relative error, |x| <= pi/4
"""
import mpmath as mp

mp.mp.dps = 60


def remez(function, weight, low, high, degree, rounds=12):
    """Coefficients minimising max |function - p| * weight on [low, high], and that maximum."""
    count = degree + 2
    nodes = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (k + mp.mpf(1) / 2) / count) for k in range(count)]
    grid = [low + (high - low) * mp.mpf(k) / 3000 for k in range(3001)]
    for _ in range(rounds):
        matrix = mp.matrix(count, count)
        right = mp.matrix(count, 1)
        for i, x in enumerate(nodes):
            for j in range(degree + 1):
                matrix[i, j] = x**j
            matrix[i, degree + 1] = (-1) ** i / weight(x)
            right[i] = function(x)
        solution = mp.lu_solve(matrix, right)
        coefficients = [solution[j] for j in range(degree + 1)]

        errors = [(function(x) - mp.polyval(coefficients[::-1], x)) * weight(x) for x in grid]
        extrema = []
        for x, e in zip(grid, errors):  # the largest of each run of one sign
            if extrema and (e > 0) == (extrema[-1][1] > 0):
                if abs(e) > abs(extrema[-1][1]):
                    extrema[-1] = (x, e)
            else:
                extrema.append((x, e))
        if len(extrema) < count:
            break
        while len(extrema) > count:
            extrema.pop(0 if abs(extrema[0][1]) < abs(extrema[-1][1]) else -1)
        nodes = [x for x, _ in extrema]
    return coefficients, max(abs(e) for e in errors)


def taylor_safe(function, series):
    """function away from 0, its series near 0, where the formula loses digits."""
    return lambda x: series(x) if abs(x) < mp.mpf(10) ** -8 else function(x)


log_quotient = taylor_safe(lambda t: mp.log(1 + t) / t, lambda t: 1 - t / 2 + t * t / 3)
atanh_tail = taylor_safe(lambda z: (mp.atanh(mp.sqrt(z)) - mp.sqrt(z)) / mp.sqrt(z) ** 3,
                         lambda z: mp.mpf(1) / 3 + z / 5 + z * z / 7)
sin_quotient = taylor_safe(lambda y: mp.sin(mp.sqrt(y)) / mp.sqrt(y), lambda y: 1 - y / 6 + y * y / 120)
cosine = lambda y: mp.cos(mp.sqrt(y))

quarter = (mp.pi / 4) ** 2
root = mp.sqrt(2)
FITS = [
    ("log float", log_quotient, lambda t: 1 / log_quotient(t), 1 / root - 1, root - 1, (7, 8)),
    ("atanh double", atanh_tail, lambda z: z, mp.mpf(0), (3 - 2 * root) ** 2, (5, 6)),
    ("sin float", sin_quotient, lambda y: 1 / sin_quotient(y), mp.mpf(0), quarter, (3,)),
    ("cos float", cosine, lambda y: 1 / cosine(y), mp.mpf(0), quarter, (3, 4)),
    ("sin double", sin_quotient, lambda y: 1 / sin_quotient(y), mp.mpf(0), quarter, (6,)),
    ("cos double", cosine, lambda y: 1 / cosine(y), mp.mpf(0), quarter, (6, 7)),
]

if __name__ == "__main__":
    for name, function, weight, low, high, degrees in FITS:
        for degree in degrees:
            coefficients, error = remez(function, weight, low, high, degree)
            print(f"{name}, degree {degree}: error {mp.nstr(error, 3)}")
            for c in coefficients:
                print("   ", mp.nstr(c, 9 if "float" in name else 17))
