"""Speed beside peers: from the table that ``./run bench`` writes, bench/speed.csv."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from . import style
from .run_folder import NotARun

OURS, BOUND = "ours", "bound"
COLUMNS = {"shape", "numbers", "program", "trials_per_second"}


@dataclass(frozen=True)
class Speed:
    """A row of the table: literal trials of one shape, "n, m, r", in float or double, by one program. The program
    "bound" is the time of the random numbers and of the products alone."""

    shape: str
    numbers: str
    program: str
    trials_per_second: float


def read_speeds(table: Path) -> list[Speed]:
    """The rows of the table; NotARun says in a sentence why it is none."""
    try:
        with table.open(newline="", encoding="utf-8") as file:
            rows = [
                Speed(row["shape"], row["numbers"], row["program"], float(row["trials_per_second"]))
                for row in csv.DictReader(file)
            ]
    except OSError as error:
        raise NotARun(f"{table} cannot be read ({error.strerror}); give the table's path.") from None
    except (KeyError, ValueError, TypeError, csv.Error):
        rows = []
    if not rows or not all(0 < row.trials_per_second < math.inf for row in rows):
        raise NotARun(f"{table} is no table of speeds; write one with: ./run bench")
    return rows


def draw_speeds(rows: list[Speed]) -> Figure:
    """A panel for float and one for double, a line for each shape, a mark for each program; the line goes from the best
    peer to ours, and says how many times as fast that is."""
    panels = list(dict.fromkeys(row.numbers for row in rows))
    shapes = list(dict.fromkeys(row.shape for row in rows))
    programs = list(dict.fromkeys(row.program for row in rows))
    narrow = style.is_narrow()
    grid = (len(panels), 1) if narrow else (1, len(panels))
    height = (1.2 + 0.3 * len(shapes)) * grid[0] + 0.6
    figure, axes = style.new_figure(*grid, height, sharey=True, sharex=True, squeeze=False)
    for panel, each in zip(panels, axes.flat, strict=True):
        for place, shape in enumerate(shapes):
            speeds = {
                row.program: row.trials_per_second for row in rows if (row.numbers, row.shape) == (panel, shape)
            }
            _draw_shape(each, place, speeds, programs)
        each.set_xscale("log")
        each.set_xlabel("trials per second, one thread")
        each.set_title(panel)
    for each in axes[:, 0]:
        each.set_ylabel("rows, width, rank")
    axes[0][0].set_yticks(range(len(shapes)), shapes)
    axes[0][0].set_ylim(len(shapes) - 0.5, -0.6)
    handles = [plt.Line2D([], [], label=style.plain(name), **_look_of(name, programs)) for name in programs]
    figure.legend(handles=handles, loc="outside upper center", ncols=2 if narrow else 5)
    return figure


def _draw_shape(axes: Axes, place: int, speeds: dict[str, float], programs: list[str]) -> None:
    for program, speed in speeds.items():
        axes.plot(speed, place, **_look_of(program, programs))
    peers = [speed for program, speed in speeds.items() if program not in (OURS, BOUND)]
    if not peers or OURS not in speeds:
        return
    best, ours = max(peers), speeds[OURS]
    axes.hlines(place, best, ours, color=style.GREY, linewidth=1, zorder=1)
    axes.annotate(
        f"{ours / best:.1f}×", (math.sqrt(best * ours), place), xytext=(0, 4), textcoords="offset points",
        ha="center", fontsize="small",
    )  # fmt: skip


def _look_of(program: str, programs: list[str]) -> dict:
    if program == BOUND:
        return {"marker": "|", "color": style.GREY, "linestyle": "none", "markersize": 11, "markeredgewidth": 1.6}
    index = [name for name in programs if name != BOUND].index(program)
    return {
        "marker": style.MARKERS[index % len(style.MARKERS)],
        "color": style.CYCLE[index % len(style.CYCLE)],
        "linestyle": "none",
    }
