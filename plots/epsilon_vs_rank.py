"""epsilon of one released row at a fixed delta, against the rank."""

from __future__ import annotations

from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "What rank buys in epsilon: exact, as a Gaussian would have it, and by the published bound"
CLAIMS = ("P3", "P8")
CAPTION = (
    "ε of one released row at δ = 10⁻⁵, for two candidate rows of cosine 0.99 and a secret A. The "
    "Gaussian mechanism of equal variance looks more private than the release is. The bound is that of "
    "arXiv 2601.21719, Theorem 1: with the coefficient (m − r + 1)/2 with which it is proved, and as "
    "printed, which is no bound where the rank is near the width and δ is large (P8). Where a curve "
    "ends, no ε reaches that δ, or the theorem says nothing."
)
LOOKS = {
    "bound_as_proved": {
        "color": style.GREEN,
        "linestyle": (0, (6, 1, 1, 1)),
        "label": "published bound, corrected",
    },
    "bound_as_printed": {
        "color": style.ORANGE,
        "linestyle": (0, (1, 1.5)),
        "label": "published bound, as printed",
    },
    "exact": {"color": style.BLUE, "label": "exact"},
    "gaussian": {
        "color": style.VERMILLION,
        "linestyle": (0, (4, 2)),
        "label": "Gaussian mechanism, equal variance",
    },
}


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds of LOOKS, x = rank; None without exact."""
    known = style.drawable(by_kind(lines))
    if "exact" not in known:
        return None
    figure, axes = style.new_figure()
    for name, look in LOOKS.items():
        if name in known:
            axes.plot(known[name].x, known[name].y, **look)
    axes.set_yscale("log")
    axes.set_ylabel(r"$\varepsilon$ at $\delta = 10^{-5}$")
    style.counts_axis(axes, known["gaussian" if "gaussian" in known else "exact"].x, "rank $r$")
    place = next(line for line in lines if line.kind == "exact")
    style.say_where(
        axes, f"one row, $m$ = {place.width}, cosine {place.rho or 0:g}; adversary sees it, A secret"
    )
    style.legend_below(figure, axes)
    return figure
