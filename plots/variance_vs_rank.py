"""Measured noise variance against rank, with the formula, and their ratio."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line, Series

TITLE = "Noise variance falls as 1/rank"
CLAIMS = ("M2", "M4", "M5")
CAPTION = (
    "Variance of an entry of the noise N = G(A′A − I), averaged over the entries of each gradient "
    "G (n × m) and divided by the mean squared entry of G. Above: measured (symbols) and the "
    "formula (m + 1)/r (lines); gradients of one width m share a line, and their symbols lie within "
    "each other. Below: measured divided by formula, drawn side by side, with the 99.9 % confidence "
    "intervals that are too narrow to see above; 1 is agreement."
)
LARGEST_MARKER, SMALLEST_MARKER = 10.5, 3.5


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured and formula by gradient, x = rank; None without any pair."""
    pairs = _pairs(lines)
    if not pairs:
        return None
    figure, (above, below) = style.new_figure(
        2, 1, height=5.4, sharex=True, height_ratios=(2.2, 1.0)
    )
    ranks = np.concatenate([measured.x for measured, _ in pairs.values()])
    step = _step_aside(ranks, len(pairs))
    sizes = _marker_sizes([formula for _, formula in pairs.values()])
    for index, (gradient, (measured, formula)) in enumerate(pairs.items()):
        look = style.look(index)
        above.plot(formula.x, formula.y, color=style.GREY, linewidth=1.0, zorder=2)
        above.plot(
            measured.x,
            measured.y,
            linestyle="none",
            fillstyle="none",
            markeredgewidth=1.3,
            markersize=sizes[index],
            zorder=4,
            **look,
        )
        shift = 2.0 ** (step * (index - (len(pairs) - 1) / 2))
        ratio = measured.over(formula)
        style.interval_bars(
            below, replace(ratio, x=ratio.x * shift), label=_readable(gradient), **look
        )

    above.set_yscale("log")
    above.set_ylabel(r"variance $\mathrm{Var}\,N_{ki}$ / mean $G_{ki}^2$")
    style.agreement_line(below, "measured / formula")
    style.counts_axis(below, ranks, "rank $r$")
    style.legend_right(figure, below, "symbols: measured\nlines: formula\n")
    return figure


def _step_aside(ranks: np.ndarray, gradients: int) -> float:
    """How far, in powers of 2, the intervals of one rank stand apart: none reaches the next rank."""
    gaps = np.diff(np.log2(np.unique(ranks)))
    room = 0.75 * gaps.min() if len(gaps) else 1.0
    return min(0.11, room / max(1, gradients - 1))


def _marker_sizes(formulas: list[Series]) -> list[float]:
    """Symbols on one line get falling sizes, so that none hides another."""
    keys = [tuple(np.round(np.log(formula.y), 3)) for formula in formulas]
    step = (LARGEST_MARKER - SMALLEST_MARKER) / max(1, max(map(keys.count, keys)) - 1)
    return [LARGEST_MARKER - step * keys[:index].count(key) for index, key in enumerate(keys)]


def _pairs(lines: list[Line]) -> dict[str, tuple[Series, Series]]:
    """gradient -> measured, formula; of the gradients that have both."""
    points = {(line.gradient, line.kind): line.points.positive() for line in lines}
    pairs = {}
    for (gradient, kind), measured in points.items():
        formula = points.get((gradient, "formula"))
        if kind == "measured" and gradient and formula is not None and len(measured.x):
            pairs[gradient] = (measured, formula)
    return pairs


def _readable(gradient: str) -> str:
    """layer1_start is a layer and a time, low_rank a shape; a file's name is no formula."""
    return style.plain(gradient.replace("_", ", " if gradient.startswith("layer") else " "))
