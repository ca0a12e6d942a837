"""delta at a fixed epsilon over several releases."""

from __future__ import annotations

from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "Several releases together leak far more than the sum of each"
CLAIMS = ("P5", "P6")
CAPTION = (
    "δ at ε = 2 of T released rows together, A drawn anew and secret for each: exact, T "
    "times that of one (no bound: at the same ε losses add up), and the Gaussian mechanism of equal variance. With one A for all releases there is "
    "no privacy from the second release on."
)
LOOKS = {
    "steps_times_one": {
        "color": style.ORANGE,
        "linestyle": (0, (1, 1.5)),
        "label": r"$T\,\delta_1$",
    },
    "exact": {"color": style.BLUE, "label": "exact", "marker": "o"},
    "gaussian": {
        "color": style.VERMILLION,
        "linestyle": (0, (4, 2)),
        "label": "Gaussian mechanism, equal variance",
    },
}
FAINTEST = 1e-10


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds of LOOKS, x = releases, tau = epsilon; None without exact."""
    known = style.drawable(by_kind(lines))
    if "exact" not in known:
        return None
    figure, axes = style.new_figure()
    for name, look in LOOKS.items():
        if name in known:
            line = known[name].where(known[name].y > FAINTEST)
            axes.plot(line.x, line.y, **look)
    axes.set_yscale("log")
    axes.set_ylabel(r"$\delta_T(\varepsilon)$")
    style.counts_axis(axes, known["exact"].x, "releases $T$")
    place = next(line for line in lines if line.kind == "exact")
    style.say_where(
        axes,
        f"$r$ = {place.rank}, $m$ = {place.width}, cosine {place.rho or 0:g}, "
        rf"$\varepsilon$ = {place.tau or 0:g}",
    )
    style.legend_below(figure, axes)
    return figure
