"""The noise of many steps, relative to the summed gradient."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from . import style
from .run_folder import Line, Series

TITLE = "A frozen A does not average out over steps"
CLAIMS = ("M6",)
CAPTION = (
    "Size of the noise summed over T steps, relative to the summed gradient: measured, with 99.9 % "
    "confidence intervals, and by formula (lines). With one frozen A the noise of a steady gradient "
    "is the same at every step and never averages out; with A drawn anew, or with DP-SGD's "
    "independent noise of the same variance, it falls as 1/√T."
)
LOOKS = {
    "A frozen": {"color": style.BLUE, "marker": "o", "label": "measured, A frozen"},
    "A redrawn": {"color": style.VERMILLION, "marker": "s", "label": "measured, A redrawn"},
    "DP-SGD noise": {"color": style.GREEN, "marker": "^", "label": "measured, DP-SGD's noise"},
}
PANELS = 2


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds of LOOKS and theirs with " exact", x = steps; None without any."""
    places = _places(lines)
    if not places:
        return None
    columns = 1 if style.is_narrow() else len(places)
    rows = -(-len(places) // columns)
    figure, panels = style.new_figure(
        rows, columns, height=3.6 * rows, sharex=True, squeeze=False
    )
    for axes, ((gradient, rank), known) in zip(panels.flat, places.items()):
        for name, look in LOOKS.items():
            if name not in known:
                continue
            style.interval_bars(axes, known[name], markerfacecolor="white", **look)
            if f"{name} exact" in known:
                exact = known[f"{name} exact"]
                axes.plot(exact.x, exact.y, color=look["color"], linewidth=1.2)
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 3.0, 5.0)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        style.counts_axis(axes, next(iter(known.values())).x, "steps $T$")
        style.say_where(axes, f"{style.plain(gradient)}, rank {rank}")
    panels[0, 0].set_ylabel(r"$\|\Sigma N_t\|_F \,/\, \|\Sigma G_t\|_F$")
    style.legend_below(figure, *panels.flat, title="lines: formula; bars: 99.9 % interval")
    return figure


def _places(lines: list[Line]) -> dict[tuple[str, int], dict[str, Series]]:
    """(gradients, rank) -> kind -> points; the first places, a steady gradient's and a real run's."""
    found: dict[tuple[str, int], dict[str, Series]] = {}
    for line in lines:
        points = line.points.positive()
        if line.gradient and line.rank and len(points.x):
            found.setdefault((line.gradient, line.rank), {})[line.kind] = points
    whole = {place: known for place, known in found.items() if set(LOOKS) <= set(known)}
    chosen: dict[tuple[str, int], dict[str, Series]] = {}
    for place, known in whole.items():
        if len(chosen) < PANELS and all(place[0] != other[0] for other in chosen):
            chosen[place] = known
    return chosen
