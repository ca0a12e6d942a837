"""Total variation to the Gaussian against the layer's width at fixed rank."""

from __future__ import annotations

from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "Total variation does not fall with the width of the layer"
CLAIMS = ("L4", "T7")
CAPTION = (
    "Total variation distance between one noise coordinate and the Gaussian of equal variance at "
    "fixed rank, for rows of m equal entries, whose cosine ρ = 1/√m goes to 0. The law of a "
    "coordinate depends on rank and cosine only, so the distance stays above its floor at ρ = 0 "
    "however wide the layer; the dotted line is what falling as 1/√m would need. Intervals: 99.9 %."
)
LOOKS = {
    "exact": {"label": "exact", "color": style.BLUE},
    "floor": {
        "label": r"floor, $\rho \to 0$",
        "color": style.GREEN,
        "linewidth": 3.5,
        "alpha": 0.45,
        "solid_capstyle": "butt",
        "zorder": 1.5,
    },
    "reading": {
        "label": r"reading: falls as $1/\sqrt{m}$",
        "color": style.VERMILLION,
        "linestyle": (0, (1, 1.5)),
    },
}


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured, exact, floor and reading, x = width; None without the first two."""
    known = style.drawable(by_kind(lines))
    if "measured" not in known and "exact" not in known:
        return None
    figure, axes = style.new_figure()
    axes.margins(y=0.1)
    style.draw_distances(axes, known, LOOKS)
    style.distance_axis(axes)
    ticks = known.get("measured", known.get("exact"))
    style.counts_axis(axes, ticks.x, "layer width $m$")
    style.legend_below(figure, axes)
    rank = next((line.rank for line in lines if line.rank is not None), None)
    style.say_where(axes, "one coordinate" + (f", rank $r$ = {rank}" if rank else ""))
    return figure
