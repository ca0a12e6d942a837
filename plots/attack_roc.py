"""How many members LiRA finds at a share of false alarms, by method."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line

TITLE = "Which members of a fine-tuned model are found, and what DP-SGD allows at most"
CLAIMS = ("A2", "A3", "A5")
CAPTION = (
    "True-positive rate of the likelihood-ratio attack with shadow models (LiRA) against its false-positive "
    "rate at equal steps, with 95 % intervals from resampling target models. DP-SGD's models learn other "
    "labels, all by chance, with all members at each step; no attack on them passes the dashed ceiling of "
    "their privacy."
)


# More lines than these cover each other.
SHOWN = ("full", "lora", "lora_frozen", "dp_sgd")


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured by method (the gradient) and ceiling, x = false-positive rate; None without
    measured."""
    measured = [line for line in lines if line.kind == "measured"]
    if not measured:
        return None
    figure, axes = style.new_figure(height=4.9)
    for index, line in enumerate(line for line in measured if (line.gradient or "").split(",")[0] in SHOWN):
        looks = style.look(index)
        axes.plot(line.points.x, line.points.y, color=looks["color"], linewidth=1.0)
        style.interval_bars(axes, line.points, markersize=3, label=style.plain(line.gradient or ""), **looks)
    for line in lines:
        if line.kind == "ceiling":
            axes.plot(
                line.points.x, line.points.y, color=style.BLACK, linestyle=(0, (4, 2)), label="ceiling of that DP-SGD"
            )
    lowest = min(line.points.x.min() for line in measured)
    chance = np.logspace(np.log10(lowest), 0, 50)
    axes.plot(chance, chance, color=style.GREY, linewidth=0.9, label="chance")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_ylim(lowest / 3, 1.2)
    axes.set_xlabel("false-positive rate")
    axes.set_ylabel("true-positive rate")
    style.legend_below(figure, axes)
    return figure
