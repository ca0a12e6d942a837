"""From the repository root: python -m unittest discover -s tests/plots -t ."""

import json
import re
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from plots import style, variance_vs_rank
from plots.figures import OF_THE_RUN, find_module
from plots.run_folder import NotARun, by_kind, read_run
from plots.variance_vs_rank import _step_aside
from tests.plots.synthetic_run import FIGURES
from tests.plots.with_run import WithRun, change, run_main


class Style(unittest.TestCase):
    def test_no_two_gradients_look_alike(self):
        looks = {tuple(style.look(index).values()) for index in range(64)}
        self.assertEqual(len(looks), 64)

    def test_ticks_of_many_ranks_are_powers_of_two(self):
        _, axes = style.new_figure()
        style.counts_axis(axes, np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]), "rank")
        self.assertEqual(list(axes.get_xticks()), [1, 2, 4, 8, 16, 32, 64])
        style.counts_axis(axes, np.array([1, 3, 16]), "rank")
        self.assertEqual(list(axes.get_xticks()), [1, 3, 16])

    def test_intervals_of_one_rank_do_not_reach_the_next(self):
        ranks = np.array([1, 2, 3, 4])
        for gradients in (1, 5, 21):
            spread = (gradients - 1) * _step_aside(ranks, gradients)
            self.assertLess(spread, np.log2(4 / 3))


class Registry(unittest.TestCase):
    """verify/figures/registry.cpp is the only list of figures."""

    ROOT = Path(__file__).resolve().parents[2]

    def test_each_figure_has_its_numbers_and_its_module(self):
        registry = (self.ROOT / "verify/figures/registry.cpp").read_text()
        lines = re.findall(r'^  FIGURE\((\w+), "([\w ]+)"\)', registry, re.MULTILINE)
        listed = [name for name, _ in lines]
        self.assertEqual(tuple(listed), FIGURES)
        for name, claims in lines:
            self.assertEqual(tuple(claims.split()), find_module(name).CLAIMS, name)
        numbers = {file.stem for file in (self.ROOT / "verify/figures").glob("*.cpp")}
        self.assertEqual(numbers - {"registry"}, set(listed))
        modules = {file.stem for file in (self.ROOT / "plots").glob("*.py")} - set(OF_THE_RUN)
        self.assertEqual({name for name in modules if draws(name)}, set(listed))

    def test_each_module_says_what_it_shows(self):
        for name in FIGURES:
            module = find_module(name)
            self.assertTrue(module.TITLE and module.CAPTION, name)
            self.assertIsInstance(module.CLAIMS, tuple, name)


def draws(name: str) -> bool:
    return name != "__main__" and find_module(name) is not None


class Figures(WithRun):
    def test_every_figure_is_written_as_png_pdf_and_svg(self):
        code, out, err = self.draw()
        self.assertEqual((code, err), (0, ""))
        self.assertIn(f"{len(FIGURES) + 1} figures", out)
        for name in FIGURES:
            png = (self.run_folder / "figures" / f"{name}.png").read_bytes()
            pdf = (self.run_folder / "figures" / f"{name}.pdf").read_bytes()
            self.assertTrue(png.startswith(b"\x89PNG"), name)
            self.assertTrue(pdf.startswith(b"%PDF"), name)
            self.assertIn(b"/FontFile2", pdf, f"{name}: fonts are embedded")
            xml.parse(self.run_folder / "figures" / f"{name}.svg")

    def test_papers_and_talks_have_their_sizes(self):
        code, out, err = run_main(self.run_folder, "--only", "tv_vs_rank,row_tv", "--style", "paper")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("2 figures", out)
        self.assertFalse((self.run_folder / "report.html").exists())
        files = sorted(file.name for file in (self.run_folder / "figures/paper").iterdir())
        self.assertEqual(
            files,
            ["row_tv-column.pdf", "row_tv-page.pdf", "tv_vs_rank-column.pdf", "tv_vs_rank-page.pdf"],
        )
        for name, inches in (("column", 3.25), ("page", 6.75)):
            pdf = (self.run_folder / f"figures/paper/tv_vs_rank-{name}.pdf").read_bytes()
            box = re.search(rb"/MediaBox \[ 0 0 ([0-9.]+) ", pdf)
            self.assertAlmostEqual(float(box.group(1)) / 72, inches, places=2)
        self.assertEqual(run_main(self.run_folder, "--only", "row_tv", "--style", "talk")[0], 0)
        self.assertTrue((self.run_folder / "figures/talk/row_tv.svg").exists())

    def test_an_unknown_figure_or_style_is_refused(self):
        code, out, err = run_main(self.run_folder, "--only", "row_tv,rows")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("There is no figure rows: choose from ", err)

    def test_every_figure_has_axes_with_names_and_something_on_them(self):
        for name, lines in read_run(self.run_folder).figures.items():
            figure = find_module(name).draw(lines)
            for axes in figure.axes:
                drawn = axes.lines or axes.collections or axes.containers or axes.images
                self.assertTrue(drawn, f"{name}: empty axes")
            self.assertTrue(any(axes.get_xlabel() for axes in figure.axes), name)
            self.assertTrue(any(axes.get_ylabel() for axes in figure.axes), name)
            figure.canvas.draw()
            plt.close(figure)

    def test_the_same_run_gives_the_same_files(self):
        self.draw()
        again = ("tv_map", "density", "quantiles", "run_at_a_glance")
        files = [file for file in (self.run_folder / "figures").iterdir() if file.stem in again]
        self.assertEqual(len(files), 3 * len(again))
        before = [file.read_bytes() for file in files]
        run_main(self.run_folder, "--only", ",".join(again))
        self.assertEqual(before, [file.read_bytes() for file in files])

    def test_a_figure_without_data_is_skipped_with_a_sentence(self):
        change(self.run_folder, "DELETE FROM series WHERE figure <> 'row_tv'")
        change(self.run_folder, "UPDATE claim SET id = 'L1' WHERE id = 'variance'")
        change(self.run_folder, "UPDATE cell SET claim = 'L1' WHERE claim = 'variance'")
        stale = self.run_folder / "figures" / "density.png"
        stale.parent.mkdir()
        stale.write_text("from an earlier call")
        code, out, err = run_main(self.run_folder)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("no data for the figure density.", out)
        self.assertNotIn("tv_vs_width", out)  # it shows no claim of this run
        self.assertFalse(stale.exists())
        self.assertIn(
            "no data for the figure density.", (self.run_folder / "report.html").read_text()
        )

    def test_partial_and_odd_series_do_not_stop_the_figures(self):
        for statement in (
            "DELETE FROM series WHERE kind = 'formula' AND gradient LIKE 'layer1%'",
            "DELETE FROM series WHERE figure = 'density' AND kind = 'exact' AND rank = 4",
            "DELETE FROM series WHERE figure = 'density' AND rank = 16",
            "DELETE FROM series WHERE figure = 'tv_vs_rank' AND kind = 'measured'",
            "DELETE FROM series WHERE figure = 'variance_vs_rank' AND x = 8 AND kind = 'formula'",
            "UPDATE series SET low = NULL WHERE figure = 'tv_vs_width'",
            "UPDATE series SET y = 0 WHERE figure = 'tv_vs_rank' AND x = 64",
            "INSERT INTO series (figure, kind, x, y) VALUES ('tv_vs_rank', 'another', 0, 1)",
            "DELETE FROM series WHERE figure = 'row_tv' AND kind LIKE 'coordinate%'",
            "INSERT INTO series (figure, kind, x, y) VALUES ('row_tv', 'row_exact', 1, 1)",
            "INSERT INTO series (figure, kind, rank, x, y) VALUES ('density', 'another', 1, 1, 1)",
            "DELETE FROM series WHERE figure = 'privacy_profile' AND kind = 'exact'",
            "DELETE FROM series WHERE figure = 'privacy_profile' AND kind = 'floor' AND width = 64",
            "UPDATE series SET y = 0 WHERE figure = 'privacy_profile' AND x = 12",
            "INSERT INTO series (figure, kind, x, y) VALUES ('no_such_figure', 'a', 1, 1)",
        ):
            change(self.run_folder, statement)
        odd = "variance_vs_rank,density,tv_vs_rank,tv_vs_width,row_tv,privacy_profile"
        code, out, err = run_main(self.run_folder, "--only", odd)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("6 figures", out)

    def test_a_figure_that_no_module_draws_is_named(self):
        change(self.run_folder, "DELETE FROM series")
        for name in ("no_such_figure", "style", "../odd"):
            change(self.run_folder, "INSERT INTO figure VALUES (?)", name)
        code, out, err = run_main(self.run_folder)
        self.assertEqual((code, err), (0, ""))
        for name in ("no_such_figure", "style", "../odd"):
            self.assertIn(f"No module of plots/ draws the figure {name}.", out)

    def test_names_of_files_are_shown_as_they_stand(self):
        for number, name in enumerate((r"$\frac{$.npy", "_hidden.npy", "a$b.npy")):
            change(
                self.run_folder,
                "UPDATE series SET gradient = ? WHERE gradient = ?",
                name,
                ("layer1_start", "layer1_middle", "layer1_end")[number],
            )
        lines = read_run(self.run_folder).figures["variance_vs_rank"]
        figure = variance_vs_rank.draw(lines)
        figure.canvas.draw()  # a formula that cannot be read would throw here
        shown = [text.get_text() for text in figure.legends[0].get_texts()]
        self.assertEqual(shown[:3], [r"\$\frac{\$.npy", " hidden.npy", r"a\$b.npy"])

    def test_one_point_makes_a_figure(self):
        change(self.run_folder, "DELETE FROM series WHERE figure LIKE 'tv%' AND x NOT IN (8, 64)")
        one_point = "tv_vs_rank,tv_limit,tv_vs_width"
        code, out, _ = run_main(self.run_folder, "--only", one_point)
        self.assertEqual(code, 0)
        self.assertIn("3 figures", out)

    def test_no_series_at_all_still_makes_a_report(self):
        change(self.run_folder, "DELETE FROM series")
        code, out, _ = run_main(self.run_folder)
        self.assertEqual(code, 0)
        self.assertIn("1 figures", out)


class NotRuns(WithRun):
    def complaint(self, folder: Path) -> str:
        code, out, err = run_main(folder)
        self.assertEqual((code, out), (2, ""))
        self.assertEqual(err.count("\n"), 1, err)
        return err

    def test_a_folder_that_is_no_run_is_refused_in_one_sentence(self):
        self.assertIn("is not a folder", self.complaint(self.run_folder / "nowhere"))
        self.assertIn("no results.sqlite", self.complaint(self.run_folder.parent))

    def test_an_unfinished_or_damaged_run_is_refused_in_one_sentence(self):
        summary = self.run_folder / "summary.json"
        summary.write_text("{")
        self.assertIn("not valid JSON", self.complaint(self.run_folder))
        summary.write_text("[]")
        self.assertIn("JSON object", self.complaint(self.run_folder))
        summary.unlink()
        self.assertIn("not finished", self.complaint(self.run_folder))
        summary.write_text(json.dumps({}))
        (self.run_folder / "results.sqlite").write_bytes(b"not a database, but long enough" * 40)
        self.assertIn("cannot be read", self.complaint(self.run_folder))

    def test_a_folder_where_nothing_can_be_written_is_refused_in_one_sentence(self):
        (self.run_folder / "figures").write_text("in the way")
        self.assertIn("cannot be written", self.complaint(self.run_folder))


class Reading(WithRun):
    def test_series_are_sorted_and_null_intervals_become_nan(self):
        change(
            self.run_folder,
            "INSERT INTO series (figure, kind, x, y) VALUES ('tv_vs_rank', 'exact', 0.5, 1)",
        )
        exact = by_kind(read_run(self.run_folder).figures["tv_vs_rank"])["exact"]
        self.assertEqual(exact.x[0], 0.5)
        self.assertTrue((exact.x[1:] > exact.x[:-1]).all())
        self.assertFalse(exact.has_interval)

    def test_a_store_without_the_tables_is_no_run(self):
        change(self.run_folder, "DROP TABLE cell")
        with self.assertRaises(NotARun):
            read_run(self.run_folder)


if __name__ == "__main__":
    unittest.main()
