"""Membership attacks on made-up scores, model by model and example by example, without a shortcut: scores.csv (model,
example, member, score, base) and expected.csv (attack, area, power at 1 % and 10 % false positives, and a statistic of
every pair) in this folder, which the tests of simulate/attack read. Needs NumPy alone.

    python membership_reference.py
"""

import csv
import math
import pathlib

import numpy

HERE = pathlib.Path(__file__).parent
MODELS, EXAMPLES = 14, 40


def made_up():
    """Members score higher by an example's own gap; examples differ in level and spread. Rounded, so that some tie."""
    draw = numpy.random.default_rng(2409)
    level, gap = draw.normal(2, 2, EXAMPLES), draw.gamma(2, 0.4, EXAMPLES)
    spread = draw.uniform(0.3, 1.2, EXAMPLES)
    member = draw.integers(0, 2, (MODELS, EXAMPLES))
    member[:, 0] = 1  # no shadow without it
    member[0, 0] = 0  # but one
    scores = numpy.round(level + gap * member + spread * draw.normal(size=(MODELS, EXAMPLES)), 1)
    return numpy.float32(scores), member, numpy.float32(numpy.round(level, 1))


def pooled(scores, member, side):
    """Variance about each example's own mean, over all examples and models of a side."""
    squares = degrees = 0.0
    for i in range(EXAMPLES):
        own = scores[member[:, i] == side, i].astype(float)
        if len(own):
            squares += ((own - own.mean()) ** 2).sum()
            degrees += len(own) - 1
    return squares / degrees


def usual_gap(scores, member):
    gaps = []
    for i in range(EXAMPLES):
        inside, outside = scores[member[:, i] == 1, i].astype(float), scores[member[:, i] == 0, i].astype(float)
        if len(inside) and len(outside):
            gaps.append(inside.mean() - outside.mean())
    return float(numpy.mean(gaps))


def shadows(scores, member, k, i):
    """Scores of the other models on one example, with it and without it; a missing side is the other's mean, moved."""
    others = [j for j in range(MODELS) if j != k]
    inside = [float(scores[j, i]) for j in others if member[j, i]]
    outside = [float(scores[j, i]) for j in others if not member[j, i]]
    gap = usual_gap(scores, member)
    if not inside:
        inside = [float(numpy.mean(outside)) + gap]
    elif not outside:
        outside = [float(numpy.mean(inside)) - gap]
    return inside, outside


def log_density(x, mean, variance):
    return -0.5 * ((x - mean) ** 2 / variance + math.log(variance))


def lira(scores, member, own):
    variances = [pooled(scores, member, 1), pooled(scores, member, 0)]
    out = numpy.zeros(scores.shape)
    for k in range(MODELS):
        for i in range(EXAMPLES):
            parts = []
            for values, common in zip(shadows(scores, member, k, i), variances):
                spread = common
                if own and len(values) >= 4:
                    spread = max(1e-3 * common, float(numpy.var(values, ddof=1)))
                parts.append(log_density(float(scores[k, i]), float(numpy.mean(values)), spread))
            out[k, i] = parts[0] - parts[1]
    return out


def lira_offline(scores, member):
    deviation = math.sqrt(pooled(scores, member, 0))
    return numpy.array(
        [
            [(float(scores[k, i]) - float(numpy.mean(shadows(scores, member, k, i)[1]))) / deviation for i in range(EXAMPLES)]
            for k in range(MODELS)
        ]
    )


def rmia(scores, member):
    p = numpy.float32(1 / (1 + numpy.exp(-scores.astype(float))))
    out = numpy.zeros(scores.shape)
    for k in range(MODELS):
        ratios = []
        for i in range(EXAMPLES):
            inside, outside = shadows(p, member, k, i)
            ratios.append(float(p[k, i]) / (0.5 * (float(numpy.mean(inside)) + float(numpy.mean(outside)))))
        for i in range(EXAMPLES):
            out[k, i] = sum(r <= ratios[i] * (1 + 1e-12) for r in ratios) / EXAMPLES
    return out


def area(statistic, member):
    inside, outside = statistic[member == 1], statistic[member == 0]
    wins = sum(float((x > outside).sum()) + 0.5 * float((x == outside).sum()) for x in inside)
    return wins / (len(inside) * len(outside))


def power(statistic, member, rate):
    inside, outside = statistic[member == 1], statistic[member == 0]
    best = 0.0
    for threshold in numpy.unique(statistic):
        if (outside >= threshold).mean() <= rate:
            best = max(best, float((inside >= threshold).mean()))
    return best


def main():
    scores, member, base = made_up()
    with open(HERE / "scores.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["model", "example", "member", "score", "base"])
        for k in range(MODELS):
            for i in range(EXAMPLES):
                rows.writerow([k, i, member[k, i], scores[k, i], base[i]])
    attacks = {
        "loss": scores.astype(float),
        "reference": numpy.float32(scores - base).astype(float),
        "lira_online": lira(scores, member, own=False),
        "lira_own": lira(scores, member, own=True),
        "lira_offline": lira_offline(scores, member),
        "rmia": rmia(scores, member),
    }
    with open(HERE / "expected.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["attack", "area", "power_1", "power_10", "first", "middle", "last"])
        for name, statistic in attacks.items():
            rounded = numpy.float32(statistic)  # ties as the product sees them
            flat = statistic.ravel()
            rows.writerow(
                [name, area(rounded, member), power(rounded, member, 0.01), power(rounded, member, 0.1)]
                + [flat[0], flat[len(flat) // 2], flat[-1]]
            )


main()
