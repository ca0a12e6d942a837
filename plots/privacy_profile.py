"""delta(eps) of one released row against the Gaussian mechanism of equal variance."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import style
from .run_folder import Line, Series

TITLE = "One released row is less private than the Gaussian mechanism it imitates"
CLAIMS = ("P1", "P2", "P3")
CAPTION = (
    "Privacy profile δ(ε) of one released row v = A′A u against a neighbour u′, A secret: measured "
    "by likelihood ratios over draws of v (with 99.9 % intervals), the exact integral, its floor "
    "P(v points away from u′), below which no ε brings it, and the Gaussian mechanism with noise of "
    "equal variance. If A is published, or two rows of a gradient are, there is no privacy at all."
)
FAINTEST = 1e-6
PANELS = 2


# width, rank, cosine, norm ratio
Place = tuple[int, int, float, float]


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured, exact, floor and gaussian by width, rank, cosine rho and norm ratio
    tau, x = eps; None without a measured or exact one."""
    places = _by_place(lines)
    if not places:
        return None
    figure, panels = style.new_figure(
        1, len(places), height=4.0, sharex=True, sharey=True, squeeze=False
    )
    for axes, (place, kinds) in zip(panels[0], places.items()):
        _draw_kinds(axes, kinds)
        axes.set_title(_title(place))
        axes.set_xlabel(r"$\varepsilon$")
    panels[0, 0].set_yscale("log", nonpositive="clip")
    panels[0, 0].set_ylim(FAINTEST, 1.0)
    panels[0, 0].set_ylabel(r"$\delta(\varepsilon)$")
    style.legend_below(figure, *panels[0])
    style.say_where(
        figure, "adversary: knows both candidate rows, sees one row of G A′A; A is secret"
    )
    return figure


def _by_place(lines: list[Line]) -> dict[Place, dict[str, Series]]:
    """The narrowest layer, and the widest of the others: place -> kind -> points."""
    found: dict[Place, dict[str, Series]] = {}
    for line in lines:
        place = (line.width, line.rank, line.rho, line.tau)
        if None not in place:
            found.setdefault(place, {})[line.kind] = line.points
    kept = {
        place: kinds for place, kinds in found.items() if "measured" in kinds or "exact" in kinds
    }
    narrowest_first = sorted(kept, key=lambda place: place[0])
    chosen = narrowest_first[:1] + narrowest_first[1:][-(PANELS - 1) :]
    return {place: kept[place] for place in chosen}


def _title(place: Place) -> str:
    width, rank, cosine, ratio = place
    text = f"$m$ = {width}, $r$ = {rank}\ncosine {cosine:.6g}"
    return text if round(ratio, 6) == 1 else f"{text}, norms {ratio:.6g} : 1"


def _draw_kinds(axes: Axes, kinds: dict[str, Series]) -> None:
    looks = {
        "gaussian": {
            "color": style.VERMILLION,
            "linestyle": (0, (4, 2)),
            "label": "Gaussian mechanism",
            "zorder": 2,
        },
        "floor": {
            "color": style.GREEN,
            "linewidth": 3.5,
            "alpha": 0.45,
            "solid_capstyle": "butt",
            "label": "floor",
            "zorder": 1.5,
        },
        "exact": {"color": style.BLUE, "label": "exact", "zorder": 3},
    }
    for kind, look in looks.items():
        if kind not in kinds:
            continue
        line = kinds[kind].where(kinds[kind].y > 0)
        if kind == "floor" and len(line.y) and line.y.max() < FAINTEST:
            axes.text(
                0.97,
                0.04,
                f"floor: {line.y.max():.1g}",
                transform=axes.transAxes,
                ha="right",
                color=style.GREEN,
            )
            continue
        axes.plot(line.x, line.y, **look)
    if "measured" in kinds:
        measured = kinds["measured"]
        style.interval_bars(
            axes,
            measured.where(measured.y > 0),
            color=style.BLACK,
            marker="o",
            markerfacecolor="white",
            label=style.MEASURED,
        )
