"""Entry, row and matrix: how far each is from the Gaussian."""

from __future__ import annotations

from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "Close to Gaussian one entry at a time, far from it as a whole"
CLAIMS = ("T1", "J1", "J3", "J4")
CAPTION = (
    "Exact total variation distance of the noise to the Gaussian of its mean and covariance, in a "
    "layer of one width, for rows of equal entries: of one entry, of a whole row, and of two rows or "
    "more, which no Gaussian can be mistaken for (G A′A G′ is symmetric)."
)
LOOKS = {
    "matrix": {"color": style.BLACK, "linestyle": (0, (1, 1.5)), "label": "two rows or more"},
    "row": {"color": style.VERMILLION, "linestyle": (0, (4, 2)), "label": "a whole row"},
    "entry": {"color": style.BLUE, "label": "one entry"},
}


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds entry, row and matrix, x = rank; None without the first two."""
    known = style.drawable(by_kind(lines))
    if "entry" not in known or "row" not in known:
        return None
    figure, axes = style.new_figure()
    for name, look in LOOKS.items():
        if name in known:
            axes.plot(known[name].x, known[name].y, **look)
    style.distance_axis(axes)
    style.counts_axis(axes, known["entry"].x, "rank $r$")
    width = next((line.width for line in lines if line.width is not None), None)
    style.say_where(axes, f"layer of width $m$ = {width}, exact")
    style.legend_below(figure, axes)
    return figure
