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
    "G (n × m) and divided by the mean squared entry of G. Above: measured (circles) and the formula "
    "(m + 1)/r (lines), for the first gradient of each width m. Below: measured divided by formula "
    "for every gradient, side by side, with 99.9 % confidence intervals; 1 is agreement."
)


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
    for measured, formula in _different(list(pairs.values())):
        above.plot(formula.x, formula.y, color=style.GREY, linewidth=1.0, zorder=2)
        above.plot(measured.x, measured.y, "o", color=style.BLACK, markerfacecolor="white", zorder=4)
        above.annotate(
            f"$m$ = {formula.x[0] * formula.y[0] - 1:.0f}",
            (formula.x[0], formula.y[0]),
            xytext=(8, 2),
            textcoords="offset points",
        )
    for index, (gradient, (measured, formula)) in enumerate(pairs.items()):
        shift = 2.0 ** (step * (index - (len(pairs) - 1) / 2))
        ratio = measured.over(formula)
        style.interval_bars(
            below,
            replace(ratio, x=ratio.x * shift),
            label=_readable(gradient),
            **style.look(index),
        )

    above.set_yscale("log")
    above.set_ylabel(r"Var $N_{ki}$ / mean $G_{ki}^2$")
    style.agreement_line(below, "measured / formula")
    style.counts_axis(below, ranks, "rank $r$")
    style.legend_below(
        figure, below, title="measured, 99.9 % interval; lines: $(m + 1)/r$"
    )
    return figure


def _step_aside(ranks: np.ndarray, gradients: int) -> float:
    """How far, in powers of 2, the intervals of one rank stand apart: none reaches the next rank."""
    gaps = np.diff(np.log2(np.unique(ranks)))
    room = 0.75 * gaps.min() if len(gaps) else 1.0
    return min(0.11, room / max(1, gradients - 1))


def _different(pairs: list[tuple[Series, Series]]) -> list[tuple[Series, Series]]:
    """The first pair of each width: gradients of one width have the same formula, and agree with it
    to less than the height of a symbol."""
    kept: dict[tuple[float, ...], tuple[Series, Series]] = {}
    for measured, formula in pairs:
        kept.setdefault(tuple(np.round(np.log(formula.y), 3)), (measured, formula))
    return list(kept.values())


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
