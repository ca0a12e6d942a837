"""The look that all figures share, held against a stored picture.

After a wanted change of the look: ``python -m tests.plots.test_style --renew``, and look at the picture.
"""

import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.testing.compare import calculate_rms
from PIL import Image

from plots import style
from plots.figures import find_module
from plots.run_folder import read_run
from tests.plots.synthetic_run import write_synthetic_run

STORED = Path(__file__).with_name("shared_look.png")
DOTS_PER_INCH = 60
# Root mean square difference of a picture's values, 0 to 255. Type larger by a thirtieth makes 1.1, no grid 2.2, twice
# the width of lines 13.
TOLERANCE = 1.5


def pictured(settings: dict | None = None) -> np.ndarray:
    """A figure with points, intervals, lines, a legend and logarithmic axes, as pixels."""
    with tempfile.TemporaryDirectory() as name:
        lines = read_run(write_synthetic_run(Path(name) / "run")).figures["tv_vs_rank"]
        with mock.patch.dict(style.SETTINGS, settings or {}), style.drawn_as(style.LOOKS["screen"][0]):
            figure = find_module("tv_vs_rank").draw(lines)
            file = Path(name) / "figure.png"
            figure.savefig(file, dpi=DOTS_PER_INCH)
            plt.close(figure)
        return np.asarray(Image.open(file).convert("RGB")).astype(float)


def difference(one: np.ndarray, other: np.ndarray) -> float:
    return 255.0 if one.shape != other.shape else float(calculate_rms(one, other))


class SharedLook(unittest.TestCase):
    def test_it_is_that_of_the_stored_picture(self):
        stored = np.asarray(Image.open(STORED).convert("RGB")).astype(float)
        self.assertLess(difference(pictured(), stored), TOLERANCE)

    def test_another_look_would_be_seen(self):
        stored = np.asarray(Image.open(STORED).convert("RGB")).astype(float)
        for settings in (
            {"font.size": 11.0, "axes.labelsize": 11.5, "legend.fontsize": 10.5},
            {"font.family": "DejaVu Serif"},
            {"axes.grid": False},
            {"axes.spines.top": True, "axes.spines.right": True},
            {"lines.linewidth": 3.0},
        ):
            with self.subTest(settings):
                self.assertGreater(difference(pictured(settings), stored), TOLERANCE)


if __name__ == "__main__":
    if "--renew" in sys.argv:
        Image.fromarray(pictured().astype(np.uint8)).save(STORED, optimize=True)
    else:
        unittest.main()
