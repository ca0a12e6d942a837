"""Area under LiRA's curve against the rank, by method."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line

TITLE = "Membership inference against the rank: at equal steps, and at equal loss"
CLAIMS = ("A3", "A4")
CAPTION = (
    "Area under the curve of the likelihood-ratio attack with shadow models (LiRA), 1/2 for a coin, with "
    "99.9 % intervals over target models. Left, after the same number of steps: a rank that learns the task "
    "gives its members away. Right, each method where its members' loss is full training's last: what is left "
    "of the differences. A method that never comes near that loss is missing there."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds equal_steps and equal_loss by method (the gradient), x = rank; None without equal_steps."""
    names = list(dict.fromkeys(line.gradient for line in lines if line.kind == "equal_steps"))
    if not names:
        return None
    figure, panels = style.new_figure(1, 2, height=4.4, sharey=True)
    ranks = np.unique(np.concatenate([line.points.x for line in lines]))
    for axes, kind, title in zip(panels, ("equal_steps", "equal_loss"), ("equal steps", "equal loss")):
        for line in (line for line in lines if line.kind == kind):
            looks = style.look(names.index(line.gradient))
            label = style.plain(line.gradient or "") if kind == "equal_steps" else None
            if line.gradient in ("full", "last_layer"):  # without a rank: a level
                axes.axhline(line.points.y[0], color=looks["color"], linewidth=1.1, label=label)
                axes.axhspan(line.points.low[0], line.points.high[0], color=looks["color"], alpha=0.12, linewidth=0)
            else:
                beside = 1.05 ** (names.index(line.gradient) - len(names) / 2)  # methods of one rank side by side
                moved = replace(line.points, x=line.points.x * beside)
                style.interval_bars(axes, moved, label=label, **looks)
        axes.axhline(0.5, color=style.GREY, linewidth=0.9)
        axes.set_title(title)
        style.counts_axis(axes, ranks, "rank $r$")
        axes.set_xlim(ranks.min() / 1.5, ranks.max() * 1.5)
    panels[0].set_ylabel("AUC of LiRA")
    style.legend_below(figure, panels[0])
    return figure
