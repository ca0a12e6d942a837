"""Total variation to the Gaussian against rank: measured, exact, and the bounds."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "Total variation to the Gaussian against rank, and what the bounds say"
CLAIMS = ("T1", "T2", "T4", "T5", "T9")
CAPTION = (
    "Total variation distance between one noise coordinate, the one whose cosine ρ with its row is "
    "closest to 0, and the Gaussian of equal variance. A bound is true where it lies above the exact "
    "curve, and sharp where it touches it: the fourth-moment bound falls as r^(−1/2), the distance "
    "itself as 1/r. Below: measured divided by exact, with 99.9 % confidence intervals."
)
LOOKS = {
    "exact": {"label": "exact", "color": style.BLUE},
    "fourth_moment_bound": {
        "label": "fourth-moment bound",
        "color": style.VERMILLION,
        "linestyle": (0, (5, 2)),
    },
    "berry_esseen_bound": {
        "label": "Berry–Esseen bound",
        "color": style.ORANGE,
        "linestyle": (0, (6, 1, 1, 1)),
    },
    "two_term_bound": {"label": "two-term bound, proved", "color": style.GREEN, "linestyle": (0, (2, 1.5))},
    "gaussian_limit": {
        "label": r"limit 0.350/$r$ at $\rho$ = 0",
        "color": style.PURPLE,
        "linestyle": (0, (1, 1.5)),
    },
}


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured and/or exact, any bounds, x = rank; None where neither is there."""
    known = style.drawable(by_kind(lines))
    if "measured" not in known and "exact" not in known:
        return None
    figure, (above, below) = style.new_figure(
        2, 1, height=5.4, sharex=True, height_ratios=(2.6, 1.0)
    )
    style.draw_distances(above, known, LOOKS)
    style.distance_axis(above)
    _mark_vacuous(above)
    if "measured" in known and "exact" in known:
        ratio = known["measured"].over(known["exact"])
        style.interval_bars(below, ratio, color=style.BLACK, marker="o", markerfacecolor="white")
    style.agreement_line(below, "measured / exact")
    style.counts_axis(below, np.concatenate([line.x for line in known.values()]), "rank $r$")
    style.legend_below(figure, above)
    style.say_where(above, _where(lines))
    return figure


def _where(lines: list[Line]) -> str:
    """Which coordinate it is."""
    for line in lines:
        if line.rho is not None:
            row = f" of {style.plain(line.gradient)}" if line.gradient else ""
            return rf"one coordinate{row}, cosine $\rho$ = {line.rho:.2g}"
    return "one coordinate"


def _mark_vacuous(axes: Axes) -> None:
    """No distance exceeds 1, so a bound above 1 says nothing."""
    low, high = axes.get_ylim()
    if high > 1.2:
        axes.axhspan(1.0, high, color=style.GREY, alpha=0.13, linewidth=0)
        axes.text(
            0.985,
            np.sqrt(high),
            "a bound above 1 says nothing",
            color="#555555",
            fontsize=8,
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="center",
        )
        axes.set_ylim(low, high)
