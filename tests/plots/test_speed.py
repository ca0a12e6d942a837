"""The figure of speeds beside peers, from bench/speed.csv."""

import tempfile
import unittest
from pathlib import Path

import matplotlib.pyplot as plt

from plots.run_folder import NotARun
from plots.speed import draw_speeds, read_speeds
from tests.plots.with_run import run_main

HEADER = "shape,numbers,program,trials_per_second"
ROWS = (
    '"1, 768, 8",float,ours,90000', '"1, 768, 8",float,NumPy,9000', '"1, 768, 8",float,PyTorch,30000',
    '"1, 768, 8",float,bound,95000', '"64, 768, 16",float,ours,5000', '"64, 768, 16",float,NumPy,2500',
    '"1, 768, 8",double,ours,40000', '"1, 768, 8",double,NumPy,8000',
)  # fmt: skip


class Speeds(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(plt.close, "all")
        self.table = Path(folder.name) / "speed.csv"
        self.table.write_text("\n".join((HEADER, *ROWS)) + "\n", encoding="utf-8")

    def test_the_table_becomes_pictures_beside_it(self):
        code, out, err = run_main(self.table)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("3 files", out)
        self.assertGreater(self.table.with_suffix(".png").stat().st_size, 1000)

    def test_every_rate_has_its_mark_and_the_ratio_is_to_the_best_peer(self):
        figure = draw_speeds(read_speeds(self.table))
        single, double = figure.axes
        marks = [(mark.get_xdata()[0], mark.get_ydata()[0]) for mark in single.lines]
        self.assertEqual(marks, [(90000, 0), (9000, 0), (30000, 0), (95000, 0), (5000, 1), (2500, 1)])
        self.assertEqual([text.get_text() for text in single.texts], ["3.0×", "2.0×"])
        self.assertEqual([text.get_text() for text in double.texts], ["5.0×"])
        shown = [text.get_text() for text in figure.legends[0].get_texts()]
        self.assertEqual(shown, ["ours", "NumPy", "PyTorch", "bound"])

    def test_a_rate_that_is_none_is_refused(self):
        for rate in ("", "fast", "-1", "0", "inf", "nan"):
            self.table.write_text(f'{HEADER}\n"1, 768, 8",float,ours,{rate}\n', encoding="utf-8")
            with self.assertRaises(NotARun):
                read_speeds(self.table)
            code, _, err = run_main(self.table)
            self.assertEqual((code, err.count("\n")), (2, 1))
            self.assertIn("./run bench", err)


if __name__ == "__main__":
    unittest.main()
