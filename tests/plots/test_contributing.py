"""Runs the example of a figure's module in CONTRIBUTING.md."""

import importlib.util
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

from plots.run_folder import Line, Series

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "house"))
from contributing_examples import of_kind  # noqa: E402


class ContributingExample(unittest.TestCase):
    def test_the_module_draws_its_line_and_nothing_without_it(self):
        (example,) = of_kind("new", ".py")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / Path(example.path).name
            file.write_text(example.text)
            spec = importlib.util.spec_from_file_location(f"plots.{file.stem}", file)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        x = np.array([1.0, 2.0, 4.0])
        points = Series(x, 0.4 / x, 0.4 / x, 0.4 / x)
        figure = module.draw([Line("exact", None, None, 1024, None, None, points)])
        self.assertIsNotNone(figure)
        self.assertTrue(module.TITLE and module.CAPTION)
        self.assertIsNone(module.draw([]))


if __name__ == "__main__":
    unittest.main()
