"""A run folder with made-up numbers of realistic size, in the format that the program writes."""

from __future__ import annotations

import json
import math
import re
import sqlite3
import sys
from pathlib import Path

import numpy as np

SCHEMA = """
CREATE TABLE run(key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE claim(id TEXT PRIMARY KEY, title TEXT, statement TEXT, formula TEXT, section TEXT,
  expected TEXT, verdict TEXT, cells INTEGER, falsifiers INTEGER, falsifiers_caught INTEGER,
  worst TEXT);
CREATE TABLE cell(claim TEXT, cell TEXT, role TEXT, formula TEXT, estimate REAL, low REAL,
  high REAL, prediction REAL, margin REAL, tightness REAL, trials INTEGER, verdict TEXT,
  rank INTEGER, width INTEGER, rho REAL, gradient TEXT, rerun TEXT, relation TEXT, computed INTEGER);
CREATE TABLE figure(name TEXT PRIMARY KEY);
CREATE TABLE series(figure TEXT, kind TEXT, gradient TEXT, rank INTEGER, width INTEGER, rho REAL,
  tau REAL, x REAL, y REAL, low REAL, high REAL);
"""
REGISTRY = Path(__file__).resolve().parents[2] / "verify/figures/registry.cpp"
FIGURES = tuple(re.findall(r"FIGURE\((\w+), \"", REGISTRY.read_text(encoding="utf-8")))
GRADIENTS = {
    "layer1_start": 3e-3,
    "layer1_middle": 2e-4,
    "layer1_end": 4e-5,
    "layer2_start": 9e-3,
    "layer2_middle": 8e-4,
    "layer2_end": 1.2e-4,
}
RANKS = (1, 2, 4, 8, 16, 32, 64)
WIDTHS = (16, 64, 256, 1024, 4096)


def write_synthetic_run(folder: Path, seed: int = 1) -> Path:
    """Writes results.sqlite and summary.json into `folder` and returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / "results.sqlite"
    store.unlink(missing_ok=True)
    connection = sqlite3.connect(store)
    connection.executescript(SCHEMA)
    rng = np.random.default_rng(seed)
    generators = {
        "variance_vs_rank": _variance,
        "density": _density,
        "tv_vs_rank": _tv_rank,
        "tv_vs_width": _tv_width,
        "covariance_map": _covariance_map,
        "row_tv": _row_tv,
        "privacy_profile": _privacy_profile,
    }
    points = []
    for name in FIGURES:
        known = generators.get(name)
        points += known(rng) if known else _plain_lines(name)
    connection.executemany("INSERT INTO figure VALUES (?)", [(name,) for name in FIGURES])
    connection.executemany(f"INSERT INTO series VALUES ({', '.join('?' * 11)})", points)
    provenance = {"version": "0.1.0", "compiler": "synthetic <fixture>", "commit": "none"}
    connection.executemany("INSERT INTO run VALUES (?, ?)", provenance.items())
    claims = _claims()
    connection.executemany(f"INSERT INTO claim VALUES ({', '.join('?' * 11)})", claims)
    connection.executemany(f"INSERT INTO cell VALUES ({', '.join('?' * 19)})", _cells(rng))
    connection.commit()
    connection.close()
    keys = "id title statement formula section expected verdict cells falsifiers falsifiers_caught worst"
    summary = {
        "claims": [dict(zip(keys.split(), claim), tightness=None) for claim in claims],
        "passed": True,
        "seconds": 61.234,
        "trials": 1 << 20,
        "seed": 42,
        "profile": "synthetic",
        "run": provenance,
    }
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return folder


# The kinds of lines of figures that are curves over something like the rank.
PLAIN_KINDS = {
    "tv_limit": ("exact", "limit"),
    "noise_over_steps": (
        "A frozen", "A frozen exact", "A redrawn", "A redrawn exact", "DP-SGD noise", "DP-SGD noise exact",
    ),
    "injectors": ("measured", "formula", "atoms"),
    "distance_ladder": ("entry", "row", "matrix"),
    "quadratic_dynamics": ("frozen", "redrawn", "fixed_noise", "floor"),
    "epsilon_vs_rank": ("exact", "gaussian", "bound_as_proved", "bound_as_printed"),
    "trade_off": ("exact", "gaussian"),
    "delta_over_steps": ("exact", "steps_times_one", "gaussian"),
    "quantiles": ("measured", "exact"),
    "trained_against_frozen": ("computed",),
    "tv_map": ("exact", "ratio_of_terms"),
    "loss_curves": ("members", "held_out"),
    "attack_roc": ("measured", "ceiling"),
    "attack_auc": ("equal_steps", "equal_loss"),
}


def _plain_lines(figure: str):
    for place, cosine in enumerate((0.01, 0.1, 1.0) if figure == "tv_map" else (0.5,)):
        for number, kind in enumerate(PLAIN_KINDS.get(figure, ("exact",))):
            for rank in RANKS:
                y = (1 + number + place) / rank
                half = 0.1 / rank if kind == "measured" else None
                yield _point(
                    figure, kind, rank, y, half, gradient="a", rank=4, width=64, rho=cosine, tau=2.0
                )


def _point(figure, kind, x, y, half=None, *, gradient=None, rank=None, width=None, rho=None, tau=None):
    """A row of the table series; `half` is half the width of the interval, for what was measured."""
    low, high = (None, None) if half is None else (y - half, y + half)
    return figure, kind, gradient, rank, width, rho, tau, x, y, low, high


def _covariance_map(rng: np.random.Generator):
    size = 6
    for place in range(size * size):
        exact = 1.0 if place // size == place % size else 0.2
        where = {"gradient": "a", "rank": 4, "width": 3}
        yield _point("covariance_map", "formula", place, exact, **where)
        yield _point("covariance_map", "measured", place, exact + 0.01 * rng.standard_normal(), 0.03, **where)


def _variance(rng: np.random.Generator):
    figure = "variance_vs_rank"
    for name, size in GRADIENTS.items():
        for rank in RANKS:
            formula = size / rank
            measured = formula * (1 + 0.002 * rng.standard_normal())
            yield _point(figure, "formula", rank, formula, gradient=name)
            yield _point(figure, "measured", rank, measured, 0.008 * formula, gradient=name)


def _mixture_density(z: np.ndarray, rank: int) -> np.ndarray:
    """sum of rank products of independent normals, over sqrt(rank): a normal with variance chi^2."""
    root = np.linspace(1e-4, math.sqrt(rank) + 9.0, 2_001)  # s = root^2
    weight = np.exp(
        (rank - 1) * np.log(root)
        - root**2 / 2
        - (rank / 2 - 1) * math.log(2)
        - math.lgamma(rank / 2)
    )
    t = z[:, None] * math.sqrt(rank)
    normal = np.exp(-0.5 * (t / root) ** 2) / (root * math.sqrt(2 * math.pi))
    return math.sqrt(rank) * np.trapezoid(normal * weight, root, axis=1)


def _density(rng: np.random.Generator):
    trials, width = 200_000, 0.1
    edges = np.arange(-6.0, 6.0 + width / 2, width)
    grid = np.linspace(-6.0, 6.0, 240)
    for rank in (1, 4, 16):
        sample = (rng.standard_normal((trials, rank)) * rng.standard_normal((trials, rank))).sum(1)
        counts, _ = np.histogram(sample / math.sqrt(rank), edges)
        for left, count in zip(edges, counts):
            half = 5 * math.sqrt(count + 1)
            where = ("density", "measured", None, rank, None, 0.0, None)
            middle = left + width / 2
            low = max(count - half, 0) / trials / width
            yield *where, middle, count / trials / width, low, (count + half) / trials / width
        for z, exact in zip(grid, _mixture_density(grid, rank)):
            gaussian = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
            yield _point("density", "exact", z, exact, rank=rank)
            yield _point("density", "gaussian", z, gaussian, rank=rank)


def _tv(rank: float) -> float:
    return 0.35 / rank * (1 - 0.45 / (rank + 0.6))


def _tv_rank(rng: np.random.Generator):
    for rank in RANKS:
        measured = _tv(rank) + 3e-4 * rng.standard_normal()
        two_term = 0.350076 / rank + 0.004 / math.sqrt(rank)
        yield _point("tv_vs_rank", "measured", rank, measured, 1e-3)
        yield _point("tv_vs_rank", "exact", rank, _tv(rank))
        yield _point("tv_vs_rank", "fourth_moment_bound", rank, 2 / math.sqrt(rank))
        yield _point("tv_vs_rank", "two_term_bound", rank, two_term)
        yield _point("tv_vs_rank", "gaussian_limit", rank, 0.35007501 / rank)
        yield _point("tv_vs_rank", "something_else", rank, 1.0 / rank)


def _tv_width(rng: np.random.Generator):
    for width in WIDTHS:
        measured = _tv(8) + 3e-4 * rng.standard_normal()
        yield _point("tv_vs_width", "measured", width, measured, 1.2e-3, rank=8)
        yield _point("tv_vs_width", "exact", width, _tv(8) * (1 + 0.3 / width), rank=8)
        yield _point("tv_vs_width", "floor", width, _tv(8), rank=8)
        yield _point("tv_vs_width", "reading", width, _tv(8) * math.sqrt(16 / width), rank=8)


def _row_tv(rng: np.random.Generator):
    for width in WIDTHS:
        limit = 2 / math.pi * math.atan(math.sqrt(width / 16) / 2)
        row = limit + 0.01 / math.sqrt(width)
        for kind, y in (("row_exact", row), ("row_limit", limit), ("coordinate_exact", _tv(16))):
            yield _point("row_tv", kind, width, y, rank=16)
        measured = row + 1e-3 * rng.standard_normal()
        yield _point("row_tv", "row_measured", width, measured, 4e-3, rank=16)
        measured = _tv(16) + 1e-4 * rng.standard_normal()
        yield _point("row_tv", "coordinate_measured", width, measured, 5e-4, rank=16)


def _privacy_profile(rng: np.random.Generator):
    for width, floor in ((64, 0.15), (4096, 1e-12)):
        place = {"width": width, "rank": 4, "rho": 0.9, "tau": 1.25 if width == 64 else 1.0}
        for epsilon in np.linspace(0, 12, 25):
            exact = floor + 0.6 * math.exp(-0.4 * epsilon)
            gaussian = 0.3 * math.exp(-(epsilon**2))
            for kind, y in (("exact", exact), ("floor", floor), ("gaussian", gaussian)):
                yield _point("privacy_profile", kind, epsilon, y, **place)
            measured = exact * (1 + 0.01 * rng.standard_normal())
            yield _point("privacy_profile", "measured", epsilon, measured, 0.04 * exact, **place)


def _claims():
    return [
        (
            "variance",
            "variance formula",
            "Each coordinate's noise has variance (|g|² + gᵢ²)/r.",
            "(|g|^2 + g_i^2)/r",
            "2.2",
            "confirmed",
            "confirmed",
            42,
            2,
            2,
            "−0.31 % of the prediction [−0.9 %, +0.3 %]",
        ),
        (
            "width",
            "the reading in the width",
            "TV falls as 1/√m at fixed rank <false>.",
            "C/sqrt(m)",
            "4.6",
            "refuted",
            "refuted",
            5,
            1,
            1,
            "TV 0.0413 where 0.0026 was read",
        ),
    ]


def _cells(rng: np.random.Generator):
    for name, size in GRADIENTS.items():
        for rank in RANKS:
            value = size / rank
            yield (
                "variance",
                f"{name} r={rank}",
                "check",
                "variance",
                value * 1.001,
                value * 0.995,
                value * 1.006,
                value,
                0.01,
                None,
                1 << 20,
                "confirmed",
                rank,
                64,
                float(rng.uniform(-1, 1)),
                name,
                f"{name}, rank {rank}",
                "equals",
                int(rank == RANKS[0]),
            )
    yield (
        "variance",
        "layer1_start r=8",
        "falsifier",
        "u_i² dropped",
        1.0,
        0.99,
        1.01,
        0.5,
        0.01,
        None,
        1 << 20,
        "refuted",
        8,
        64,
        0.3,
        "layer1_start",
        "layer1_start, rank 8",
        "equals",
        0,
    )
    for width in WIDTHS:
        yield (
            "width",
            f"m={width}",
            "check",
            "TV",
            0.041,
            0.040,
            0.042,
            0.1 / math.sqrt(width),
            0.01,
            0.4,
            1 << 18,
            "refuted",
            8,
            width,
            0.0,
            None,
            f"width {width}",
            "at_most",
            0,
        )


if __name__ == "__main__":
    print(write_synthetic_run(Path(sys.argv[1])))
