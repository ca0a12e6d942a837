"""The figure of a table that is no run, chosen by the table's columns."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from . import layers, speed, style


def read_table(table: Path) -> Callable[[], Figure]:
    """What draws the table; NotARun says in a sentence why it is no table that is known."""
    if speed.COLUMNS <= _columns_of(table):
        return partial(speed.draw_speeds, speed.read_speeds(table))
    return partial(layers.draw_layers, layers.read_layers(table))


def save_table(table: Path, style_name: str = "screen") -> list[Path]:
    """Draws the table and writes the pictures beside it, in the formats of the style."""
    draw = read_table(table)
    files = []
    for chosen in style.LOOKS[style_name]:
        with style.drawn_as(chosen):
            drawn = [table.with_name(f"{table.stem}{chosen.suffix}.{kind}") for kind in chosen.formats]
            style.save(draw(), drawn)
            files += drawn
    return files


def _columns_of(table: Path) -> set[str]:
    try:
        with table.open(newline="", encoding="utf-8") as file:
            return set(next(csv.reader(file), []))
    except (OSError, ValueError, csv.Error):
        return set()  # the reader of layers says what is wrong
