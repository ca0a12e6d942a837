"""The noise on the layers of a model: from the table that ``loranoise noise --csv FILE`` writes."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from . import style
from .run_folder import NotARun

# Columns of the table and what their axes say. Values a layer lacks, and infinite ones, are empty.
PANELS = {
    "measured": "noise to gradient,\n$E|N|^2/|G|^2$",
    "tv_worst": "TV of an entry,\nmedian to worst",
    "epsilon": "ε of a row\nthat is released",
}
COLUMNS = {"layer", "rank", "low", "high", "tv_median", *PANELS}


@dataclass(frozen=True)
class LayerNoise:
    """A row of the table."""

    layer: str
    rank: int
    values: dict[str, float]  # NaN: not known

    @property
    def kind(self) -> str:
        """The last word of the name that tells the layer's part: "query" of "layer.0.query.weight"."""
        words = [word for word in self.layer.split(".") if not word.isdigit()]
        while len(words) > 1 and words[-1] in ("weight", "lora_A", "lora_B", "default", "grad"):
            words.pop()
        return words[-1]


def read_layers(table: Path) -> list[LayerNoise]:
    """The rows of the table; NotARun says in a sentence why it is none."""

    def number(text: str) -> float:
        return float(text) if text else math.nan

    try:
        with table.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        if not rows or not COLUMNS <= rows[0].keys():
            raise ValueError
        known = COLUMNS - {"layer", "rank"}
        return [
            LayerNoise(row["layer"], int(row["rank"]), {name: number(row[name]) for name in known})
            for row in rows
        ]
    except OSError as error:
        raise NotARun(f"{table} cannot be read ({error.strerror}); give the table's path.") from None
    except (ValueError, TypeError, csv.Error):
        raise NotARun(
            f"{table} is no table of layers; write one with: loranoise noise --csv FILE"
        ) from None


def draw_layers(rows: list[LayerNoise]) -> Figure:
    """A line a layer, coloured by kind, with a mark for every rank of the table; panels whose values
    are unknown for all are left out."""
    layers = list(dict.fromkeys(row.layer for row in rows))
    ranks = sorted({row.rank for row in rows})
    kinds = list(dict.fromkeys(row.kind for row in rows))
    panels = [name for name in PANELS if any(math.isfinite(row.values[name]) for row in rows)]
    height = 1.6 + max(0.2 * len(layers), 0.8)
    figure, axes = style.new_figure(1, len(panels), height, sharey=True, squeeze=False)
    marks = [style.MARKERS[i % len(style.MARKERS)] for i in range(len(ranks))]
    for panel, each in zip(panels, axes[0], strict=True):
        for row in rows:
            color = style.CYCLE[kinds.index(row.kind) % len(style.CYCLE)]
            _draw_value(each, panel, row, layers.index(row.layer), color, marks[ranks.index(row.rank)])
        each.set_xscale("log")
        each.xaxis.set_major_locator(LogLocator(subs=(1.0,), numticks=5))
        each.xaxis.set_minor_formatter(NullFormatter())
        each.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        _reach_powers_of_ten(each)
        each.set_xlabel(PANELS[panel])
    axes[0][0].set_yticks(range(len(layers)), [style.plain(_short(name)) for name in layers])
    axes[0][0].set_ylim(len(layers) - 0.4, -0.6)
    axes[0][0].set_ylabel("layer")
    _add_legend(figure, kinds, ranks, marks)
    return figure


def _draw_value(
    axes: Axes, panel: str, row: LayerNoise, place: int, color: str, mark: str
) -> None:
    value = row.values[panel]
    if not math.isfinite(value):
        return
    low, high = {
        "measured": (row.values["low"], row.values["high"]),
        "tv_worst": (row.values["tv_median"], value),
    }.get(panel, (value, value))
    axes.hlines(place, low, high, color=color, linewidth=1.4)
    axes.plot(value, place, mark, color=color, markeredgecolor="white", markeredgewidth=0.5)


def _reach_powers_of_ten(axes: Axes) -> None:
    """Two ticks with numbers at the least."""
    low, high = axes.get_xlim()
    if math.ceil(math.log10(low)) + 1 > math.floor(math.log10(high)):
        axes.set_xlim(
            min(low, 10.0 ** math.floor(math.log10(low))), max(high, 10.0 ** math.ceil(math.log10(high)))
        )


def _short(name: str) -> str:
    """The name's end: what tells layers apart stands there."""
    short = name.removesuffix(".weight")
    return short if len(short) <= 30 else "…" + short[-29:]


def _add_legend(figure: Figure, kinds: list[str], ranks: list[int], marks: list[str]) -> None:
    handles = [
        plt.Line2D([], [], color=style.CYCLE[i % len(style.CYCLE)], linewidth=3, label=style.plain(kind))
        for i, kind in enumerate(kinds)
    ] + [
        plt.Line2D([], [], linestyle="none", marker=mark, color=style.GREY, label=f"rank {rank}")
        for rank, mark in zip(ranks, marks, strict=True)
    ]
    columns = 2 if style.is_narrow() else 5
    figure.legend(handles=handles, loc="outside upper center", ncols=min(columns, len(handles)))
