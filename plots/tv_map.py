"""Total variation of one coordinate over rank and cosine."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from . import style
from .run_folder import Line

TITLE = "Rank and cosine decide how far one coordinate is from the Gaussian"
CLAIMS = ("T2", "T3", "T9")
CAPTION = (
    "Exact total variation distance of one coordinate's noise to the Gaussian of equal variance. "
    "Left of the dashed line the term 0.350/r of the kurtosis is the larger one, right of it 0.126 "
    "times the skewness, which falls as 1/√r only."
)


def draw(lines: list[Line]) -> Figure | None:
    """Expects the kinds exact and ratio_of_terms by cosine rho, x = rank; None without two cosines."""
    ranks, cosines, distance = _table(lines, "exact")
    if len(cosines) < 2 or len(ranks) < 2:
        return None
    figure, axes = style.new_figure(height=4.6)
    axes.grid(False)
    levels = np.logspace(-4, 0, 33)
    field = axes.contourf(
        cosines, ranks, distance, levels=levels, norm=LogNorm(1e-4, 1), cmap="cividis"
    )
    lines_drawn = axes.contour(
        cosines, ranks, distance, levels=[1e-3, 1e-2, 1e-1], colors="white", linewidths=0.8
    )
    axes.clabel(lines_drawn, fmt=lambda level: f"{level:g}", fontsize=8)
    _, _, ratio = _table(lines, "ratio_of_terms")
    if ratio.shape == distance.shape:
        axes.contour(cosines, ranks, ratio, levels=[1.0], colors="black", linestyles="dashed")
        axes.plot([], [], color="black", linestyle="dashed", label="both terms equal")
        style.legend_below(figure, axes)
    axes.set_xscale("log")
    axes.set_yscale("log", base=2)
    plain = FuncFormatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_major_formatter(plain)
    axes.yaxis.set_major_formatter(plain)
    axes.set_xlabel(r"cosine $\rho$ of the coordinate with its row")
    axes.set_ylabel("rank $r$")
    bar = figure.colorbar(field, ax=axes, ticks=[1e-4, 1e-3, 1e-2, 1e-1, 1], format=plain)
    bar.set_label("total variation to the Gaussian")
    return figure


def _table(lines: list[Line], kind: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ranks, cosines, and the values over both, of the cosines that have every rank."""
    found = {line.rho: line.points for line in lines if line.kind == kind and line.rho is not None}
    if not found:
        return np.array([]), np.array([]), np.array([[]])
    ranks = max((points.x for points in found.values()), key=len)
    whole = sorted(rho for rho, points in found.items() if np.array_equal(points.x, ranks))
    return ranks, np.array(whole), np.array([found[rho].y for rho in whole]).T
