"""What a run folder holds: results.sqlite (claims, cells, figures, provenance) and summary.json."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

CLAIM_COLUMNS = (
    "id title statement formula section expected verdict cells falsifiers falsifiers_caught worst"
).split()
CELL_COLUMNS = (
    "claim cell role formula estimate low high prediction margin tightness trials verdict "
    "rank width rho gradient computed rerun relation"
).split()
# What tells the lines of a figure apart.
LINE_COLUMNS = "kind gradient rank width rho tau".split()


class NotARun(Exception):
    """The folder is not a finished run; the message is one sentence that says why."""


@dataclass(frozen=True)
class Series:
    """Points sorted by x; low and high are NaN where no interval was stored."""

    x: np.ndarray
    y: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def has_interval(self) -> bool:
        return bool(np.isfinite(self.low).any() and np.isfinite(self.high).any())

    def where(self, mask: np.ndarray) -> Series:
        return Series(self.x[mask], self.y[mask], self.low[mask], self.high[mask])

    def over(self, other: Series) -> Series:
        """This divided by `other`, at the x that both have."""
        common = self.where(np.isin(self.x, other.x))
        divisor = other.y[np.searchsorted(other.x, common.x)]
        return Series(common.x, common.y / divisor, common.low / divisor, common.high / divisor)

    def positive(self) -> Series:
        """The points that a log-log plot can show."""
        return self.where((self.x > 0) & (self.y > 0))


@dataclass(frozen=True)
class Line:
    """One line of a figure: what it shows and where, None for what does not apply, and its points."""

    kind: str
    gradient: str | None
    rank: int | None
    width: int | None
    rho: float | None
    tau: float | None
    points: Series


def by_kind(lines: list[Line]) -> dict[str, Series]:
    """kind -> points, the first line of each kind."""
    found: dict[str, Series] = {}
    for line in lines:
        found.setdefault(line.kind, line.points)
    return found


@dataclass(frozen=True)
class Run:
    """A finished run. ``figures`` maps each figure's name, in the order of the report, to its lines;
    claims and cells are rows."""

    folder: Path
    summary: dict[str, Any]
    provenance: dict[str, str]
    claims: list[dict[str, Any]]
    cells: list[dict[str, Any]]
    figures: dict[str, list[Line]] = field(default_factory=dict)

    def cells_of(self, claim: str) -> list[dict[str, Any]]:
        return [cell for cell in self.cells if cell["claim"] == claim]


def read_run(folder: Path) -> Run:
    """Reads a run; raises NotARun where the folder or one of its files is not what it must be."""
    if not folder.is_dir():
        raise NotARun(f"{folder} is not a folder; give the folder of a run.")
    store = folder / "results.sqlite"
    if not store.is_file():
        raise NotARun(f"{folder} is not a run: it has no results.sqlite.")
    summary = _read_summary(folder / "summary.json")
    try:
        connection = sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return Run(
                folder=folder,
                summary=summary,
                provenance={str(key): str(value) for key, value in _provenance(connection)},
                claims=_rows(connection, "claim", CLAIM_COLUMNS),
                cells=_rows(connection, "cell", CELL_COLUMNS),
                figures=_figures(connection),
            )
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise NotARun(f"{store} cannot be read as the store of a run ({error}).") from error


def _read_summary(path: Path) -> dict[str, Any]:
    try:
        summary = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotARun(
            f"{path.parent} has no readable summary.json: its run has not finished."
        ) from error
    except ValueError as error:
        raise NotARun(f"{path} is not valid JSON ({error}).") from error
    if not isinstance(summary, dict):
        raise NotARun(f"{path} does not hold a JSON object.")
    return summary


def _provenance(connection: sqlite3.Connection) -> list[tuple[Any, Any]]:
    return connection.execute("SELECT key, value FROM run ORDER BY rowid").fetchall()


def _rows(connection: sqlite3.Connection, table: str, columns: list[str]) -> list[dict[str, Any]]:
    query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid"
    return [dict(zip(columns, row, strict=True)) for row in connection.execute(query)]


def _figures(connection: sqlite3.Connection) -> dict[str, list[Line]]:
    names = connection.execute("SELECT name FROM figure ORDER BY rowid").fetchall()
    figures: dict[str, list[Line]] = {name: [] for (name,) in names}
    points: dict[tuple[Any, ...], list[tuple[float, ...]]] = {}
    columns = ", ".join(LINE_COLUMNS)
    query = f"SELECT figure, {columns}, x, y, low, high FROM series ORDER BY rowid"
    for row in connection.execute(query):
        point = tuple(np.nan if value is None else float(value) for value in row[-4:])
        if np.isfinite(point[:2]).all():
            points.setdefault(row[:-4], []).append(point)
    for (figure, *what), rows in points.items():
        if figure in figures:
            figures[figure].append(Line(*what, points=_sorted_series(rows)))
    return figures


def _sorted_series(rows: list[tuple[float, ...]]) -> Series:
    table = np.array(sorted(rows, key=lambda row: row[0]))
    return Series(*table.T)
