"""Losses of fine-tuned models over their steps: members and unseen examples."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line

TITLE = "What fine-tuned models learn, and what they learn by heart"
CLAIMS = ("D7", "A3", "A4")
CAPTION = (
    "Mean loss over models of the examples that they were trained on (left) and of unseen ones (right), "
    "against the steps, with bands of 99.9 %: digits in white on black, a fifth of the labels wrong. A "
    "method whose members' loss is low has learnt the wrong labels too."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds members and held_out by method (the gradient), x = steps; None without members."""
    members = [line for line in lines if line.kind == "members"]
    if not members:
        return None
    narrow = style.is_narrow()
    figure, panels = style.new_figure(2 if narrow else 1, 1 if narrow else 2, height=6.0 if narrow else 4.4, sharey=True)
    titles = {"members": "members", "held_out": "unseen examples"}
    lowest, highest = np.inf, 0.0
    for axes, kind in zip(panels, titles):
        for index, line in enumerate(line for line in lines if line.kind == kind):
            looks = style.look(index)
            label = style.plain(line.gradient or "") if kind == "members" else None
            points = line.points
            axes.plot(points.x, points.y, linewidth=1.1, markersize=3, label=label, **looks)
            axes.fill_between(points.x, points.low, points.high, color=looks["color"], alpha=0.15, linewidth=0)
            lowest, highest = min(lowest, points.y.min()), max(highest, points.y.max())
        axes.set_yscale("log")
        axes.set_title(titles[kind])
        axes.set_xlabel("steps")
    panels[0].set_ylim(lowest / 1.5, 1.5 * highest)  # a band may reach below 0
    panels[0].set_ylabel("mean loss (nats)")
    style.legend_below(figure, panels[0])
    return figure
