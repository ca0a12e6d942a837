"""What `loranoise verify` stored."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any


def read_run(folder: str | Path) -> dict[str, Any]:
    """A finished run: its summary, and records of its claims, cells and figures' points.

    Returns
    -------
    dict
        "summary" as in summary.json; "claims", "cells" and "series" lists of dicts, a row each, ready
        for ``pandas.DataFrame``.

    Examples
    --------
    >>> read_run("runs/20260101-120000")["claims"][0]["verdict"]  # doctest: +SKIP
    'confirmed'
    """
    place = Path(folder)
    store = place / "results.sqlite"
    summary = place / "summary.json"
    if not store.is_file() or not summary.is_file():
        raise ValueError(f"{folder} is not a finished run: name the folder of one")
    connection = sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        tables = {"claims": "claim", "cells": "cell", "series": "series"}
        records = {
            key: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]
            for key, table in tables.items()
        }
    except sqlite3.Error as error:
        raise ValueError(f"{store} cannot be read as the store of a run ({error})") from error
    finally:
        connection.close()
    return {"summary": json.loads(summary.read_text(encoding="utf-8")), **records}
