"""Runs of `loranoise verify`: making one, and reading what it stored."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ._program import program

BAD_INPUT = 2  # the program's exit status where an argument or file is at fault


def verify(
    gradients: str | Path | npt.ArrayLike | None = None,
    *,
    profile: str = "quick",
    claims: Sequence[str] = (),
    ranks: Sequence[int] = (),
    seed: int = 1,
    threads: int | None = None,
    out: str | Path | None = None,
) -> dict[str, Any]:
    """Checks claims by simulation, as `loranoise verify` does.

    Parameters
    ----------
    gradients : path or array of shape (rows, width), optional
        A file as the command line takes it (``FILE`` or ``FILE:KEY``), or a gradient. Those that
        come with the program by default.
    profile : "quick", "standard" or "full"
        How much is looked at; docs/profiles.md.
    claims : sequence of str
        Their ids; all by default.
    ranks : sequence of int
        In place of the profile's.
    seed, threads : int
        The seed of all draws, and how many threads (all cores by default). Threads change no number.
    out : path, optional
        A new folder for the run, which is kept, to resume or to draw figures of. By default nothing
        is.

    Returns
    -------
    dict
        As `read_run`, with "passed": whether every claim came out as expected.

    Raises
    ------
    ValueError
        With the sentence of the command line, where an argument or file is at fault.

    Examples
    --------
    >>> import numpy as np
    >>> run = verify(np.random.default_rng(1).standard_normal((8, 32)), claims=["M5"], ranks=[4])
    >>> run["passed"], run["claims"][0]["verdict"]
    (True, 'confirmed')
    """
    with tempfile.TemporaryDirectory(prefix="loranoise-") as scratch:
        folder = Path(out) if out is not None else Path(scratch) / "run"
        command = [str(program()), "verify", "--profile", profile, "--seed", str(seed), "--out", str(folder)]
        if gradients is not None and not isinstance(gradients, (str, Path)):
            file = Path(scratch) / "gradient.npy"
            np.save(file, np.asarray(gradients), allow_pickle=False)
            gradients = file
        if gradients is not None:
            command += ["--gradients", str(gradients)]
        if claims:
            command += ["--claims", ",".join(claims)]
        if ranks:
            command += ["--ranks", ",".join(str(rank) for rank in ranks)]
        if threads is not None:
            command += ["--threads", str(threads)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode == BAD_INPUT:
            raise ValueError(_last_sentence(ended.stderr))
        if ended.returncode not in (0, 1):
            raise RuntimeError(f"the program ended with status {ended.returncode}: {_last_sentence(ended.stderr)}")
        return {"passed": ended.returncode == 0, **read_run(folder)}


def _last_sentence(said: str) -> str:
    lines = said.strip().splitlines() or ["it said nothing"]
    return lines[-1].removeprefix("loranoise: ")


def read_run(folder: str | Path) -> dict[str, Any]:
    """A finished run: its summary, and records of its claims, cells and figures' points.

    Returns
    -------
    dict
        "summary" as in summary.json; "claims", "cells" and "series" lists of dicts, a row each, ready
        for ``pandas.DataFrame``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept = verify([[3.0, 4.0], [1.0, -2.0]], claims=["T3"], out=folder + "/run")
    ...     stored = read_run(folder + "/run")
    >>> stored["claims"][0]["id"], stored["summary"]["seed"]
    ('T3', 1)
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
