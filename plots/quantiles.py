"""Quantiles of the standardised noise against those of the Gaussian."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line

TITLE = "Quantile by quantile: heavy tails that thin out with the rank"
CLAIMS = ("L1",)
CAPTION = (
    "Quantiles of one coordinate's standardised noise against those of the Gaussian with the same "
    "probability: measured (points, 99.9 % intervals of the probability), and the exact law (line). "
    "On the diagonal the noise would be Gaussian."
)
PANELS = 3


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured and exact by rank, x = quantile of the noise, y = that of the
    Gaussian; None without a measured one."""
    measured = {line.rank: line for line in lines if line.kind == "measured" and line.rank}
    exact = {line.rank: line for line in lines if line.kind == "exact" and line.rank}
    ranks = sorted(measured)[:PANELS]
    if not ranks:
        return None
    figure, panels = style.new_figure(
        1, len(ranks), height=3.6, sharex=True, sharey=True, squeeze=False
    )
    for axes, rank in zip(panels[0], ranks):
        axes.plot([-4, 4], [-4, 4], color=style.GREY, linewidth=0.9, label="Gaussian")
        if rank in exact:
            points = exact[rank].points
            axes.plot(points.y, points.x, color=style.BLUE, label="exact law")
        seen = measured[rank].points
        axes.errorbar(
            seen.y,
            seen.x,
            xerr=np.vstack([np.clip(seen.y - seen.low, 0, None), np.clip(seen.high - seen.y, 0, None)]),
            linestyle="none",
            marker="o",
            markersize=3,
            elinewidth=0.8,
            color=style.BLACK,
            markerfacecolor="white",
            label=style.MEASURED,
            zorder=4,
        )
        axes.set_title(f"rank $r$ = {rank}")
    panels[0, 0].set_xlim(-4, 4)
    panels[0, len(ranks) // 2].set_xlabel("quantile of the Gaussian")
    panels[0, 0].set_ylabel("quantile of the noise")
    style.legend_below(figure, panels[0, 0])
    first = measured[ranks[0]]
    if first.rho is not None:
        style.say_where(figure, rf"one coordinate, cosine $\rho$ = {first.rho:.2g}")
    return figure
