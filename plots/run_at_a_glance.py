"""All claims of a run: where the interval of each cell lies in its margin."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from . import style
from .report.numbers import place_in_margin
from .run_folder import Run

TITLE = "The run at a glance: every cell of every claim within its margin"
CLAIMS: tuple[str, ...] = ()
CAPTION = (
    "One strip a claim, one mark a cell: what was observed, in units of the margin around the "
    "prediction, or for a bound as a share of it (the right edge of the band is the bound). Marks "
    "beyond the band's edges are drawn at them. Purple: readings that are expected to be refuted."
)
MOST_MARKS = 400  # a claim


def draw_run(run: Run) -> Figure | None:
    """None for a run without a cell that has a prediction."""
    strips = [(claim, _places(run, claim)) for claim in run.claims]
    strips = [(claim, places) for claim, places in strips if len(places)]
    if not strips:
        return None
    figure, axes = style.new_figure(height=1.2 + 0.22 * len(strips))
    axes.grid(False)
    axes.axvspan(-1, 1, color=style.GREEN, alpha=0.12, linewidth=0)
    axes.axvline(0, color=style.GREY, linewidth=0.8)
    for row, (claim, places) in enumerate(strips):
        reading = claim["expected"] == "refuted"
        color = style.PURPLE if reading else style.BLUE
        height = np.full(len(places), -row, dtype=float)
        axes.hlines(height, places[:, 0], places[:, 2], color=color, alpha=0.12, linewidth=5)
        axes.plot(places[:, 1], height, "|", color=color, markersize=7, markeredgewidth=0.9)
    axes.set_yticks([-row for row in range(len(strips))])
    axes.set_yticklabels(
        [
            claim["id"] if style.is_narrow() else f"{claim['id']}  {claim['title']}"
            for claim, _ in strips
        ]
    )
    axes.tick_params(axis="y", length=0, labelsize=7.5)
    axes.set_xlim(-2.1, 2.1)
    axes.set_ylim(-len(strips) + 0.4, 0.6)
    axes.set_xlabel("observed, in margins; right edge: a bound")
    axes.spines["left"].set_visible(False)
    return figure


def _places(run: Run, claim: dict[str, Any]) -> np.ndarray:
    """Low, observed and high of the claim's checks in the strip."""
    checks = [cell for cell in run.cells_of(claim["id"]) if cell["role"] == "check"]
    found = [place for cell in checks if (place := place_in_margin(cell)) is not None]
    thinned = found[:: -(-len(found) // MOST_MARKS) or 1]
    return np.array(thinned).reshape(-1, 3)
