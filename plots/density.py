"""Measured density of the standardised noise against the exact law and the Gaussian."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from . import style
from .run_folder import Line, Series

TITLE = "The noise of one coordinate has an exact law, and the Gaussian only approaches it"
CLAIMS = ("L1", "T1")
CAPTION = (
    "Density of one standardised noise coordinate: measured (points, with 99.9 % intervals), the "
    "exact law, and the Gaussian of equal variance. Below, the same on a logarithmic scale, where "
    "the tails show. At r = 1 the exact density has a pole; it is skewed unless the coordinate's "
    "cosine ρ with its row is 0, and nears the Gaussian as the rank grows."
)
PANELS = 3
PREFERRED_RANKS = (1, 4, 16)
TALLEST = 1.15  # the pole at r = 1 runs off the linear scale
FAINTEST = 1e-6


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured, exact and gaussian by rank, x = z; None where nothing is measured."""
    by_rank = _by_rank(lines)
    ranks = [rank for rank in PREFERRED_RANKS if rank in by_rank] or sorted(by_rank)[:PANELS]
    if not ranks:
        return None
    figure, panels = style.new_figure(
        2, len(ranks), height=5.0, sharex=True, sharey="row", squeeze=False
    )
    for column, rank in enumerate(ranks):
        for axes in panels[:, column]:
            _draw_kinds(axes, by_rank[rank])
        panels[0, column].set_title(f"rank $r$ = {rank}")
    panels[0, 0].set_ylim(0.0, min(TALLEST, 1.08 * _highest(by_rank, ranks)))
    panels[1, 0].set_yscale("log", nonpositive="clip")
    panels[1, 0].set_ylim(_faintest(by_rank, ranks), 4.0)
    panels[1, len(ranks) // 2].set_xlabel("standardised noise $z$")
    panels[0, 0].set_ylabel("density")
    panels[1, 0].set_ylabel("density, log scale")
    panels[0, 0].xaxis.set_major_locator(MaxNLocator(3 if style.is_narrow() else 7, integer=True))
    style.legend_below(figure, panels[0, 0])
    rho = next((line.rho for line in lines if line.rho is not None), None)
    gradient = next((line.gradient for line in lines if line.gradient), None)
    if rho is not None:
        row = f" of {style.plain(gradient)}" if gradient else ""
        style.say_where(figure, rf"one coordinate{row}, cosine $\rho$ = {rho:.2g}")
    return figure


def _by_rank(lines: list[Line]) -> dict[int, dict[str, Series]]:
    """rank -> kind -> series, for the ranks that were measured."""
    found: dict[int, dict[str, Series]] = {}
    for line in lines:
        if line.rank is not None:
            found.setdefault(line.rank, {})[line.kind] = line.points
    return {rank: kinds for rank, kinds in found.items() if "measured" in kinds}


def _draw_kinds(axes: Axes, kinds: dict[str, Series]) -> None:
    if "gaussian" in kinds:
        gaussian = kinds["gaussian"]
        axes.plot(
            gaussian.x,
            gaussian.y,
            color=style.VERMILLION,
            linestyle=(0, (4, 2)),
            label="Gaussian, equal variance",
            zorder=2,
        )
    if "exact" in kinds:
        exact = kinds["exact"]
        axes.plot(exact.x, exact.y, color=style.BLUE, label="exact law", zorder=3)
    measured = kinds["measured"]
    measured = measured.where(measured.y > 0)
    thinned = measured.where(np.arange(len(measured.x)) % -(-len(measured.x) // 90) == 0)
    style.interval_bars(
        axes,
        thinned,
        color=style.BLACK,
        marker="o",
        markersize=2.2,
        elinewidth=0.7,
        capsize=0,
        markeredgewidth=0,
        label=style.MEASURED,
        zorder=4,
    )


def _highest(by_rank: dict[int, dict[str, Series]], ranks: list[int]) -> float:
    drawn = [by_rank[rank].get(kind) for rank in ranks for kind in ("measured", "exact", "gaussian")]
    return max(float(series.y.max()) for series in drawn if series is not None)


def _faintest(by_rank: dict[int, dict[str, Series]], ranks: list[int]) -> float:
    """Just below the faintest bin that was hit."""
    hit = [by_rank[rank]["measured"].y for rank in ranks]
    positive = np.concatenate(hit)
    positive = positive[positive > 0]
    return max(FAINTEST, 0.3 * float(positive.min())) if len(positive) else FAINTEST
