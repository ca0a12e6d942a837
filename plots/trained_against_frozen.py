"""Training A as well against a frozen A, over the learning rate."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line

TITLE = "Training A as well changes the weights by the third power of the learning rate"
CLAIMS = ("E2",)
CAPTION = (
    "Norm of the difference between the weights after training A and B and after training B alone "
    "with A frozen, from the same start, over the same batches (computed, no chance involved); after "
    "one step there is none. The dashed line has slope 3."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kind computed by gradient (the adapter) and rank (the number of steps), x =
    learning rate; None without any. The first adapter is drawn."""
    computed = [line for line in lines if line.kind == "computed" and line.gradient]
    if not computed:
        return None
    adapter = computed[0].gradient
    figure, axes = style.new_figure()
    for index, line in enumerate(line for line in computed if line.gradient == adapter):
        axes.plot(line.points.x, line.points.y, label=f"{line.rank} steps", **style.look(index))
    first = computed[0].points
    slope = first.y[-1] * (first.x / first.x[-1]) ** 3
    axes.plot(first.x, slope / 3, color=style.GREY, linestyle=(0, (4, 2)), label="slope 3")
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xticks(first.x[:: -(-len(first.x) // 6)])
    axes.set_xticklabels([_power_of_two(x) for x in first.x[:: -(-len(first.x) // 6)]])
    axes.set_xlabel(r"learning rate $\eta$")
    axes.set_ylabel(r"$|B_T A_T - (B_T A_0)_{\mathrm{frozen}}|$")
    style.say_where(axes, style.plain(str(adapter)))
    style.legend_below(figure, axes)
    return figure


def _power_of_two(value: float) -> str:
    power = np.log2(value)
    return f"$2^{{{power:.0f}}}$" if power % 1 == 0 else f"{value:.2g}"
