"""Total variation of a whole row and of one coordinate against the layer's width."""

from __future__ import annotations

import re

from matplotlib.figure import Figure

from . import style
from .run_folder import Series

NAME = "row_tv"
TITLE = "A whole row is far from Gaussian, and farther the wider the layer; its coordinates are not"
CAPTION = (
    "Total variation distance to the Gaussian of equal mean and covariance, at fixed rank, for rows "
    "of m equal entries. Above, the m entries of the row taken together: measured over draws of the "
    "row, the exact integral, and its limit (2/π) arctan(√(m/r)/2). Below, one entry alone. "
    "Intervals: 99.9 %; where none shows, it is narrower than the symbol."
)
LOOKS = {
    "row exact": {"color": style.BLUE, "label": "whole row, exact", "zorder": 3},
    "row limit": {
        "color": style.ORANGE,
        "linewidth": 4.0,
        "alpha": 0.5,
        "solid_capstyle": "butt",
        "label": "whole row, limit formula",
        "zorder": 1.5,
    },
    "coordinate exact": {
        "color": style.VERMILLION,
        "linestyle": (0, (4, 2)),
        "label": "one coordinate, exact",
        "zorder": 3,
    },
}
POINTS = {
    "row measured": {"marker": "o", "label": "whole row, measured"},
    "coordinate measured": {"marker": "s", "label": "one coordinate, measured"},
}


def draw(lines: dict[str, Series]) -> Figure | None:
    """Expects 'r=<rank> <name>' with the names of LOOKS and POINTS, x = width; None without any
    'row measured' or 'row exact'."""
    rank, known = _of_first_rank(style.drawable(lines))
    if "row measured" not in known and "row exact" not in known:
        return None
    figure, axes = style.new_figure()
    for name, look in LOOKS.items():
        if name in known:
            axes.plot(known[name].x, known[name].y, **look)
    for name, look in POINTS.items():
        if name in known:
            style.interval_bars(
                axes, known[name], color=style.BLACK, markerfacecolor="white", **look
            )
    axes.margins(y=0.08)
    style.distance_axis(axes)
    ticks = known.get("row measured", known.get("row exact"))
    style.counts_axis(axes, ticks.x, f"layer width $m$  (rank $r$ = {rank})")
    handles, labels = axes.get_legend_handles_labels()
    order = sorted(range(len(labels)), key=lambda i: ("coordinate" in labels[i], labels[i]))
    figure.legend(
        [handles[i] for i in order], [labels[i] for i in order], loc="outside right upper"
    )
    return figure


def _of_first_rank(lines: dict[str, Series]) -> tuple[int, dict[str, Series]]:
    by_rank: dict[int, dict[str, Series]] = {}
    for name, series in lines.items():
        match = re.fullmatch(r"r=(\d+) (.+)", name)
        if match:
            by_rank.setdefault(int(match[1]), {})[match[2]] = series
    rank = min(by_rank, default=0)
    return rank, by_rank.get(rank, {})
