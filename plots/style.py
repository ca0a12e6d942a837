"""The look that all figures share: sizes, fonts, colours, interval bars, axes of powers of two."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.font_manager import FontProperties  # noqa: E402
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator  # noqa: E402

from .run_folder import Series  # noqa: E402

# Okabe & Ito, "Color Universal Design" (2008): told apart with every common colour blindness.
BLACK, GREY = "#000000", "#7a7a7a"
BLUE, VERMILLION, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, ORANGE, SKY = "#CC79A7", "#E69F00", "#56B4E9"
CYCLE = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK, GREY)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")

WIDTH, HEIGHT = 7.2, 4.4  # inches
DOTS_PER_INCH = 200
MEASURED = "measured, 99.9 % interval"

SETTINGS = {
    "font.family": "DejaVu Sans",
    "mathtext.fontset": "dejavusans",
    "font.size": 9.0,
    "axes.titlesize": 9.5,
    "axes.labelsize": 9.5,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.5,
    "lines.markersize": 4.5,
    "pdf.fonttype": 42,  # TrueType, embedded: text stays text
    "svg.hashsalt": "loranoise",  # the same run gives the same file
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


@dataclass(frozen=True)
class Look:
    """A size and what differs from SETTINGS at it; `suffix` ends the names of its files."""

    width: float
    suffix: str = ""
    formats: tuple[str, ...] = ("png", "pdf", "svg")
    settings: dict[str, Any] = field(default_factory=dict)


def _type_of(size: float) -> dict[str, Any]:
    return {
        "font.size": size,
        "axes.titlesize": size + 0.5,
        "axes.labelsize": size + 0.5,
        "legend.fontsize": size - 0.5,
    }


_SERIF = {"font.family": "DejaVu Serif", "mathtext.fontset": "dejavuserif"}
# What --style chooses: for a screen, one and two columns of a paper, slides.
LOOKS = {
    "screen": (Look(WIDTH),),
    "paper": (
        Look(3.25, "-column", ("pdf",), _SERIF | _type_of(7.0) | {"lines.markersize": 3.2}),
        Look(6.75, "-page", ("pdf",), _SERIF | _type_of(8.5)),
    ),
    "talk": (
        Look(10.0, "", ("png", "pdf", "svg"), _type_of(14.0) | {"lines.linewidth": 2.4}),
    ),
}
_width = WIDTH


@contextmanager
def drawn_as(chosen: Look) -> Iterator[None]:
    """Figures that are made in this block have the size and the type of a look."""
    global _width
    before, _width = _width, chosen.width
    try:
        with plt.rc_context(SETTINGS | chosen.settings):
            yield
    finally:
        _width = before


def save(figure: Figure, files: list[Path]) -> None:
    """Writes the figure to each file, in the format of its ending, and closes it."""
    # No date: the same run gives the same file.
    dateless = {".pdf": {"CreationDate": None}, ".svg": {"Date": None}}
    for file in files:
        figure.savefig(file, dpi=DOTS_PER_INCH, metadata=dateless.get(file.suffix))
    plt.close(figure)


def is_narrow() -> bool:
    """Whether figures are drawn for one column of a paper."""
    return _width < 5


def look(index: int) -> dict[str, str]:
    """Colour and marker of a gradient: no two of the first sixty-four alike."""
    turn = index // len(CYCLE)
    return {"color": CYCLE[index % len(CYCLE)], "marker": MARKERS[(index + turn) % len(MARKERS)]}


def plain(text: str) -> str:
    """Text that matplotlib shows as it stands: no formula in it, and not hidden from a legend."""
    shown = text.replace("$", r"\$")
    return f" {shown}" if shown.startswith("_") else shown


def new_figure(rows: int = 1, columns: int = 1, height: float = HEIGHT, **options):
    """A figure of the chosen look's width with its axes; everything drawn is laid out without
    overlap. `height` is that at the screen's width; a narrower figure keeps more of it."""
    height *= (_width / WIDTH) ** (0.6 if _width < WIDTH else 1.0)
    return plt.subplots(rows, columns, figsize=(_width, height), layout="constrained", **options)


def interval_bars(axes: Axes, series: Series, **options):
    """Points with their intervals; a point without one is drawn alone."""
    below = np.nan_to_num(np.clip(series.y - series.low, 0.0, None))
    above = np.nan_to_num(np.clip(series.high - series.y, 0.0, None))
    settings = {
        "linestyle": "none",
        "capsize": 2.5,
        "elinewidth": 1.1,
        "capthick": 1.1,
        "zorder": 5,
    }
    return axes.errorbar(series.x, series.y, yerr=np.vstack([below, above]), **settings | options)


def counts_axis(axes: Axes, values: np.ndarray, label: str) -> None:
    """A logarithmic x axis whose ticks are the values that occur: of more than nine the powers of 2."""
    ticks = np.unique(values)
    powers = ticks[np.log2(ticks) % 1 == 0]
    if len(ticks) > 9 and len(powers) > 2:
        ticks = powers
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_locator(FixedLocator(ticks[:: -(-len(ticks) // 9)]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel(label)


def distance_axis(axes: Axes) -> None:
    """A logarithmic y axis for a total variation distance, in plain decimals."""
    axes.set_yscale("log", nonpositive="clip")
    low, high = axes.get_ylim()
    wide = high > 100 * low
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0,) if wide else (1.0, 2.0, 5.0)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_formatter(FuncFormatter(lambda value, _: ""))
    axes.set_ylabel("total variation distance to the Gaussian")


def draw_distances(axes: Axes, lines: dict[str, Series], looks: dict[str, dict]) -> None:
    """Points for 'measured', a line for every other series: as `looks` says, or a spare colour."""
    if "measured" in lines:
        interval_bars(
            axes,
            lines["measured"],
            color=BLACK,
            marker="o",
            markerfacecolor="white",
            label=MEASURED,
        )
    spare = itertools.cycle((SKY, ORANGE, PURPLE, GREY))
    known = [name for name in looks if name in lines]
    for name in known + [name for name in lines if name not in looks and name != "measured"]:
        look = looks.get(name) or {
            "color": next(spare),
            "linestyle": (0, (3, 1, 1, 1)),
            "label": plain(name.replace("_", " ")),
        }
        axes.plot(lines[name].x, lines[name].y, **look)


def agreement_line(axes: Axes, label: str) -> None:
    """The axis of a ratio of measured to predicted, where 1 is agreement."""
    axes.axhline(1.0, color=BLACK, linewidth=0.9)
    axes.set_ylabel(label)


def drawable(lines: dict[str, Series]) -> dict[str, Series]:
    """The series that have points on logarithmic axes."""
    kept = {name: line.positive() for name, line in lines.items()}
    return {name: line for name, line in kept.items() if len(line.x)}


def legend_below(figure: Figure, *axes: Axes, title: str | None = None) -> None:
    """One legend of all these axes below them, what was measured first, in as many columns as fit."""
    entries: dict[str, Any] = {}
    for part in axes:
        for handle, label in zip(*part.get_legend_handles_labels()):
            entries.setdefault(label, handle)
    if not entries:
        return
    order = sorted(entries, key=lambda label: not label.startswith("measured"))
    longest = max(len(label) for label in order)
    size = FontProperties(size=matplotlib.rcParams["legend.fontsize"]).get_size_in_points()
    letter = 0.55 * size / 72  # inches, about
    columns = max(1, min(len(order), int(_width / ((longest + 6) * letter))))
    figure.legend(
        [entries[label] for label in order],
        order,
        loc="outside lower center",
        ncols=columns,
        title=title,
    )


def say_where(place: Axes | Figure, text: str) -> None:
    """What a panel or a figure shows, above it: the picture is copied without its caption."""
    size = FontProperties(size=matplotlib.rcParams["axes.titlesize"]).get_size_in_points()
    letters = int((_width - 0.7) * 72 / (0.52 * size))
    wrapped = textwrap.fill(text, letters, break_long_words=False, break_on_hyphens=False)
    if isinstance(place, Figure):
        place.suptitle(wrapped, x=0.01, ha="left", fontsize=size)
    else:
        place.set_title(wrapped, loc="left")
