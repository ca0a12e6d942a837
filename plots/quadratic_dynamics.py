"""Many steps on a quadratic loss."""

from __future__ import annotations

from matplotlib.figure import Figure

from . import style
from .run_folder import Line, by_kind

TITLE = "With A frozen the error ends on a floor; drawn anew it goes to 0; DP-SGD ends on a plateau"
CLAIMS = ("D1", "D2", "D3", "D4")
CAPTION = (
    "Mean squared distance to the optimum after T steps of gradient descent on a quadratic loss, "
    "exactly: one sketch A for all steps, a sketch drawn anew at each step (Gaussian noise of matched "
    "variance has the same mean), and noise of a fixed scale as DP-SGD has it. A frozen A never "
    "changes the part of the error outside its row space, 1 − r/m on average. Over many more steps the "
    "mean of the frozen case grows without end, from draws too rare to be met."
)
LOOKS = {
    "floor": {
        "color": style.GREEN,
        "linewidth": 3.5,
        "alpha": 0.45,
        "label": r"floor $1 - r/m$",
    },
    "frozen": {"color": style.BLUE, "label": "A frozen"},
    "redrawn": {
        "color": style.VERMILLION,
        "linestyle": (0, (4, 2)),
        "label": "A redrawn, or matched Gaussian noise",
    },
    "fixed_noise": {
        "color": style.PURPLE,
        "linestyle": (0, (1, 1.5)),
        "label": "fixed noise (DP-SGD)",
    },
}


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds of LOOKS, x = steps, rho = step size; None without frozen and redrawn."""
    known = by_kind(lines)
    if "frozen" not in known or "redrawn" not in known:
        return None
    figure, axes = style.new_figure()
    for name, look in LOOKS.items():
        if name in known:
            line = known[name].where(known[name].y > 0)
            axes.plot(line.x, line.y, **look)
    axes.set_yscale("log")
    axes.set_ylim(1e-3, 1.5)
    axes.set_xlabel("steps $T$")
    axes.set_ylabel(r"$\mathrm{E}\,|e_T|^2\,/\,|e_0|^2$")
    place = next(line for line in lines if line.kind == "frozen")
    style.say_where(
        axes, f"$r$ = {place.rank}, $m$ = {place.width}, step size {place.rho or 0:g}, exact"
    )
    style.legend_below(figure, axes)
    return figure
