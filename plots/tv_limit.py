"""r TV(r, 0) against the rank."""

from __future__ import annotations

from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "At cosine 0 the distance is 0.350/r, a little less at every rank"
CLAIMS = ("T2",)
CAPTION = (
    "Rank times the exact total variation distance of one coordinate of cosine 0 to the Gaussian. It "
    "grows with the rank towards ‖He₄‖/8 = 0.350075 (in L₁ of the normal density) and was never seen "
    "above it."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds exact and limit, x = rank; None without the first."""
    known = style.drawable(by_kind(lines))
    if "exact" not in known:
        return None
    figure, axes = style.new_figure(height=3.8)
    if "limit" in known:
        limit = known["limit"]
        axes.plot(
            limit.x,
            limit.y,
            color=style.VERMILLION,
            linestyle=(0, (4, 2)),
            label=f"limit {limit.y[-1]:.6f}",
        )
    axes.plot(known["exact"].x, known["exact"].y, color=style.BLUE, label="exact")
    axes.set_ylabel(r"$r\,\mathrm{TV}(r, 0)$")
    style.counts_axis(axes, known["exact"].x, "rank $r$")
    style.say_where(axes, r"one coordinate, cosine $\rho$ = 0")
    style.legend_below(figure, axes)
    return figure
