"""Measured noise variance against rank, with the formula, and their ratio."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Series

NAME = "variance_vs_rank"
TITLE = "Noise variance falls as 1/rank"
CAPTION = (
    "Variance of one coordinate of the noise N = G(A′A − I) for each gradient. Above: measured "
    "(points) and the formula (|g|² + gᵢ²)/r (lines). Below: measured divided by formula, with the "
    "confidence intervals that are too narrow to see above; 1 is agreement."
)


def draw(lines: dict[str, Series]) -> Figure | None:
    """Expects '<gradient> measured' and '<gradient> formula', x = rank; None without any pair."""
    pairs = _pairs(lines)
    if not pairs:
        return None
    figure, (above, below) = style.new_figure(
        2, 1, height=5.4, sharex=True, height_ratios=(2.2, 1.0)
    )
    for index, (gradient, (measured, formula)) in enumerate(pairs.items()):
        colour = style.CYCLE[index % len(style.CYCLE)]
        look = {"color": colour, "marker": style.MARKERS[index % len(style.MARKERS)]}
        above.plot(formula.x, formula.y, color=colour, linewidth=1.1, alpha=0.8)
        style.interval_bars(above, measured, label=gradient.replace("_", ", "), **look)
        shift = 2.0 ** (0.11 * (index - (len(pairs) - 1) / 2))  # side by side, not on each other
        style.interval_bars(below, _ratio(measured, formula, shift), markersize=3.5, **look)

    above.set_yscale("log")
    above.set_ylabel(r"variance $\mathrm{Var}\,N_{ki}$ (gradient units²)")
    below.axhline(1.0, color=style.BLACK, linewidth=0.9)
    below.set_ylabel("measured / formula")
    ranks = np.concatenate([measured.x for measured, _ in pairs.values()])
    style.counts_axis(below, ranks, "rank $r$")
    style.legend_right(figure, above, "points: measured\nlines: formula\n")
    return figure


def _pairs(lines: dict[str, Series]) -> dict[str, tuple[Series, Series]]:
    pairs = {}
    for name, measured in lines.items():
        gradient = name.removesuffix(" measured")
        formula = lines.get(f"{gradient} formula")
        if name.endswith(" measured") and formula is not None and len(measured.positive().x):
            pairs[gradient] = (measured.positive(), formula.positive())
    return pairs


def _ratio(measured: Series, formula: Series, shift: float) -> Series:
    """Divided at the ranks that both have; drawn at shift * rank."""
    common = measured.where(np.isin(measured.x, formula.x))
    divisor = formula.y[np.searchsorted(formula.x, common.x)]
    return Series(common.x * shift, common.y / divisor, common.low / divisor, common.high / divisor)
