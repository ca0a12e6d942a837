"""What the tests of figures and report share: a made-up run in a folder of its own."""

import contextlib
import functools
import io
import shutil
import sqlite3
import tempfile
import unittest
from pathlib import Path

import matplotlib.pyplot as plt

from plots.__main__ import main
from tests.plots.synthetic_run import write_synthetic_run


def run_main(folder: Path, *options: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(folder), *options])
    return code, out.getvalue(), err.getvalue()


def change(folder: Path, statement: str, *values) -> None:
    connection = sqlite3.connect(folder / "results.sqlite")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


@functools.cache
def drawn() -> tuple[tempfile.TemporaryDirectory, tuple[int, str, str]]:
    """The made-up run with its figures and report, drawn once, and what was said."""
    folder = tempfile.TemporaryDirectory()
    return folder, run_main(write_synthetic_run(Path(folder.name) / "run"))


class WithRun(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(plt.close, "all")  # those that a test draws itself
        self.run_folder = write_synthetic_run(Path(folder.name) / "run")

    def draw(self) -> tuple[int, str, str]:
        """Figures and report of the run as it was written; what the program said."""
        folder, said = drawn()
        shutil.copytree(Path(folder.name) / "run", self.run_folder, dirs_exist_ok=True)
        return said
