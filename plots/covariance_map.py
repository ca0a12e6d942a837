"""The covariance of all entries of a block's noise."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from . import style
from .run_folder import Line, Series

TITLE = "Which entries of the noise go together"
CLAIMS = ("M3",)
CAPTION = (
    "Covariance of every two entries of the noise of a small block of a gradient, as a correlation: "
    "measured, by the formula, and their difference in units of half the 99.9 % confidence interval, "
    "which may pass 1 in about one of a thousand places. Entries are in the order of columns: the "
    "squares along the diagonal are the entries of one column, which share a column of A."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds measured and formula, x = p size + q; None without both, square."""
    known = {line.kind: line for line in lines if line.kind in ("measured", "formula")}
    if len(known) < 2:
        return None
    measured, formula = known["measured"].points, known["formula"].points
    size = round(float(np.sqrt(len(formula.x))))
    if size < 2 or size**2 != len(formula.x) or len(measured.x) != len(formula.x):
        return None
    deviations = np.sqrt(np.diag(formula.y.reshape(size, size)))
    unit = np.outer(deviations, deviations)
    if not np.all(unit > 0):
        return None
    vertical = style.is_narrow()
    figure, panels = style.new_figure(
        *((3, 1) if vertical else (1, 3)), height=9.0 if vertical else 2.9
    )
    shown = (
        ("measured", measured.y.reshape(size, size) / unit, 1.0),
        ("formula", formula.y.reshape(size, size) / unit, 1.0),
        ("difference / interval", _difference(measured, formula).reshape(size, size), 2.0),
    )
    for axes, (name, field, largest) in zip(panels, shown):
        drawn = axes.imshow(field, cmap="PuOr", vmin=-largest, vmax=largest, interpolation="nearest")
        axes.grid(False)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.set_title(name, loc="left")
        axes.set_xlabel("entry")
        if name != "measured":
            label = "correlation" if name == "formula" else "difference, half intervals"
            figure.colorbar(drawn, ax=axes, shrink=0.7).set_label(label)
    panels[0].set_ylabel(f"entry, column by column (1 to {size})")
    where = known["measured"]
    style.say_where(figure, f"{style.plain(where.gradient or '')}, rank {where.rank}, Gaussian A")
    return figure


def _difference(measured: Series, formula: Series) -> np.ndarray:
    half = (measured.high - measured.low) / 2
    off = measured.y - formula.y
    return np.divide(off, half, out=np.zeros_like(off), where=half > 0)
