"""The figure of a model's layers, from the table of `loranoise noise --csv`."""

import math
import tempfile
import unittest
from pathlib import Path

import matplotlib.pyplot as plt

from plots.layers import draw_layers, read_layers
from plots.run_folder import NotARun
from tests.plots.with_run import run_main

HEADER = (
    "layer,rows,width,norm,stable_rank,cosine_median,cosine_q90,cosine_max,rank,noise_to_signal,"
    "measured,low,high,effective_rate,tv_median,tv_worst,tv_row,privacy_floor,epsilon"
)


def line(layer: str, rank: int, epsilon: str = "8.9", tv: str = "0.05,0.1,0.8") -> str:
    noise = 385 / rank
    return (
        f'"{layer}",384,384,0.004,8.1,0.03,0.08,0.4,{rank},{noise},{noise},{0.99 * noise},'
        f"{1.01 * noise},1,{tv},7e-05,{epsilon}"
    )


class Layers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(plt.close, "all")
        self.table = Path(folder.name) / "layers.csv"

    def write(self, *lines: str) -> Path:
        self.table.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        return self.table

    def test_a_table_becomes_pictures_beside_it(self):
        self.write(*(line(f"encoder.{i}.query.weight", rank) for i in (0, 1) for rank in (4, 16)))
        code, out, err = run_main(self.table)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("3 files", out)
        for kind in ("png", "pdf", "svg"):
            self.assertGreater(self.table.with_suffix(f".{kind}").stat().st_size, 1000)
        self.assertEqual(run_main(self.table, "--style", "paper")[0], 0)
        self.assertTrue(self.table.with_name("layers-column.pdf").exists())

    def test_every_layer_and_rank_has_its_mark_at_its_value(self):
        self.write(
            line("a.0.query.weight", 4), line("a.0.query.weight", 16), line("a.0.key.weight", 4)
        )
        figure = draw_layers(read_layers(self.table))
        self.assertEqual(len(figure.axes), 3)
        marks = [
            (mark.get_xdata()[0], mark.get_ydata()[0], mark.get_color()) for mark in figure.axes[0].lines
        ]
        self.assertEqual([(x, y) for x, y, _ in marks], [(385 / 4, 0), (385 / 16, 0), (385 / 4, 1)])
        self.assertEqual(marks[0][2], marks[1][2])
        self.assertNotEqual(marks[0][2], marks[2][2])
        shown = [text.get_text() for text in figure.legends[0].get_texts()]
        self.assertEqual(shown, ["query", "key", "rank 4", "rank 16"])

    def test_what_is_not_known_or_infinite_is_left_out(self):
        self.write(line("odd$_{name", 4, "inf", ",,"), line("x" * 90, 8, "", ",,"))
        rows = read_layers(self.table)
        self.assertTrue(math.isnan(rows[0].values["tv_worst"]))
        figure = draw_layers(rows)
        self.assertEqual(len(figure.axes), 1)
        figure.canvas.draw()

    def test_another_file_is_refused_in_one_sentence(self):
        for content in (b"", b"layer,rank\na,1\n", b"\xff\xfe\x00", b"not a table"):
            self.table.write_bytes(content)
            with self.assertRaises(NotARun):
                read_layers(self.table)
            code, out, err = run_main(self.table)
            self.assertEqual((code, out, err.count("\n")), (2, "", 1))
            self.assertIn("loranoise noise --csv", err)
        self.table.write_text(HEADER + "\n" + line("a", 4).replace(",4,", ",four,"))
        self.assertEqual(run_main(self.table)[0], 2)
        self.table.unlink()
        self.assertEqual(run_main(self.table)[0], 2)


if __name__ == "__main__":
    unittest.main()
