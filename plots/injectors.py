"""LoRA's noise beside that of other ways to compress or perturb a gradient."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line

TITLE = "Much the same variance, quite other laws: LoRA and its neighbours"
CLAIMS = ("Z1", "Z2", "Z3", "Z4")
CAPTION = (
    "Variance of the noise that each scheme puts on the first entry of a row (all entries equal, or a "
    "convolution's gradient), times the rank and over the squared norm: measured with 99.9 % "
    "confidence intervals, and the exact value (bars). Grey bars are laws with atoms, whose total "
    "variation to every Gaussian is 1 whatever their variance; blue ones have a density."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured, formula and atoms by scheme (gradient), x = place; None without."""
    formula = {line.gradient: line for line in lines if line.kind == "formula" and line.gradient}
    measured = {line.gradient: line for line in lines if line.kind == "measured" and line.gradient}
    atoms = {line.gradient for line in lines if line.kind == "atoms"}
    names = sorted((name for name in formula if name in measured), key=lambda name: formula[name].points.x[0])
    if not names:
        return None
    figure, axes = style.new_figure(height=0.32 * len(names) + 1.2)
    places = np.arange(len(names))[::-1]
    for kind, color, label in (
        (False, style.SKY, "exact, a law with a density"),
        (True, style.GREY, "exact, a law with atoms"),
    ):
        chosen = [k for k, name in enumerate(names) if (name in atoms) is kind]
        if chosen:
            axes.barh(
                places[chosen],
                [formula[names[k]].points.y[0] for k in chosen],
                height=0.62,
                color=color,
                label=label,
            )
    points = [measured[name].points for name in names]
    middle = np.array([line.y[0] for line in points])
    low = np.array([line.low[0] if line.has_interval else line.y[0] for line in points])
    high = np.array([line.high[0] if line.has_interval else line.y[0] for line in points])
    axes.errorbar(
        middle,
        places,
        xerr=np.vstack([np.clip(middle - low, 0, None), np.clip(high - middle, 0, None)]),
        linestyle="none",
        marker="o",
        markersize=4,
        color=style.BLACK,
        markerfacecolor="white",
        capsize=2.5,
        label=style.MEASURED,
    )
    axes.set_yticks(places, [style.plain(name.replace("_", " ")) for name in names])
    axes.set_ylabel("scheme")
    axes.grid(False, axis="y")
    axes.set_xlabel(r"Var $N_i \cdot r\,/\,|u|^2$")
    style.legend_below(figure, axes)
    return figure
