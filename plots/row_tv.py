"""Total variation of a whole row and of one coordinate against the layer's width."""

from __future__ import annotations

from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "A whole row is far from Gaussian, and farther the wider the layer; its coordinates are not"
CLAIMS = ("J1", "J2", "J3")
CAPTION = (
    "Total variation distance to the Gaussian of equal mean and covariance, at fixed rank, for rows "
    "of m equal entries. Above, the m entries of the row taken together: measured over draws of the "
    "row, the exact integral, and its limit (2/π) arctan(√(m/r)/2). Below, one entry alone. "
    "Intervals: 99.9 %; where none shows, it is narrower than the symbol."
)
LOOKS = {
    "row_exact": {"color": style.BLUE, "label": "whole row, exact", "zorder": 3},
    "row_limit": {
        "color": style.ORANGE,
        "linewidth": 4.0,
        "alpha": 0.5,
        "solid_capstyle": "butt",
        "label": "whole row, limit formula",
        "zorder": 1.5,
    },
    "coordinate_exact": {
        "color": style.VERMILLION,
        "linestyle": (0, (4, 2)),
        "label": "one coordinate, exact",
        "zorder": 3,
    },
}
POINTS = {
    "row_measured": {"marker": "o", "label": "measured, whole row (99.9 % interval)"},
    "coordinate_measured": {"marker": "s", "label": "measured, one coordinate"},
}


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds of LOOKS and POINTS at one rank (the lowest is drawn), x = width; None
    without any row_measured or row_exact."""
    rank = min((line.rank for line in lines if line.rank is not None), default=None)
    known = style.drawable(by_kind([line for line in lines if line.rank == rank]))
    if "row_measured" not in known and "row_exact" not in known:
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
    ticks = known.get("row_measured", known.get("row_exact"))
    style.counts_axis(axes, ticks.x, "layer width $m$")
    style.legend_below(figure, axes)
    style.say_where(axes, f"rows of equal entries, rank $r$ = {rank}")
    return figure
