"""The power of the best test on one released row against its false-positive rate."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line

TITLE = "What an adversary can tell from one released row"
CLAIMS = ("P1", "P3")
CAPTION = (
    "True-positive rate of the best test that says which of two rows was released, against its "
    "false-positive rate, exact, A secret; dashed: the Gaussian mechanism of equal variance. On the "
    "diagonal a test knows nothing."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds exact and gaussian by rank, x = false-positive rate; None without exact."""
    exact = [line for line in lines if line.kind == "exact" and line.rank is not None]
    if not exact:
        return None
    figure, axes = style.new_figure(height=4.8)
    for index, line in enumerate(sorted(exact, key=lambda line: line.rank or 0)):
        color = style.CYCLE[index % len(style.CYCLE)]
        axes.plot(line.points.x, line.points.y, color=color, label=f"rank {line.rank}, exact")
        for other in lines:
            if other.kind == "gaussian" and other.rank == line.rank:
                axes.plot(
                    other.points.x,
                    other.points.y,
                    color=color,
                    linestyle=(0, (4, 2)),
                    label=f"rank {line.rank}, Gaussian mechanism",
                )
    lowest = min(line.points.x.min() for line in exact)
    chance = np.logspace(np.log10(lowest), 0, 50)
    axes.plot(chance, chance, color=style.GREY, linewidth=0.9, label="chance")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_ylim(max(lowest, 1e-5), 1.15)
    axes.set_xlabel("false-positive rate")
    axes.set_ylabel("true-positive rate")
    style.say_where(axes, f"one row, $m$ = {exact[0].width}, cosine {exact[0].rho or 0:g}, A secret")
    style.legend_below(figure, axes)
    return figure
