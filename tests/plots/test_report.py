"""The report: what it says, and that it says it without a network or a script."""

import base64
import json
import re
import unittest
import xml.etree.ElementTree as xml
from html.parser import HTMLParser
from pathlib import Path

from plots.report.content import content_of
from plots.report.mathml import mathml
from plots.report.numbers import against, number, observed, place_in_margin
from plots.report.page import render_html, render_markdown
from plots.run_folder import read_run
from tests.plots.synthetic_run import FIGURES
from tests.plots.with_run import WithRun, change


class TagBalance(HTMLParser):
    """Collects the external addresses, and the tags that were not closed in order."""

    VOID = ("meta", "img", "link", "br", "input")

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.addresses = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        self.addresses += [value for key, value in attrs if key in ("src", "href")]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def cell(value, low, high, prediction, relation="equals", margin=0.1, computed=0, verdict="confirmed"):
    return {
        "estimate": value,
        "low": low,
        "high": high,
        "prediction": prediction,
        "relation": relation,
        "margin": margin,
        "computed": computed,
        "verdict": verdict,
    }


class Numbers(unittest.TestCase):
    def test_they_are_readable(self):
        self.assertEqual(number(-0.000123456789, 6), "−0.000123457")
        self.assertEqual(number(1.9e-7), "1.9·10⁻⁷")
        self.assertEqual(number(1e20), "1·10²⁰")
        self.assertEqual(number(1 << 20), "1\u202f048\u202f576")
        self.assertEqual(number(4096), "4096")
        self.assertEqual(number(None), "")

    def test_an_interval_has_the_digits_that_tell_its_ends(self):
        self.assertEqual(observed(cell(1.0234, 0.9691, 1.0771, 1)), "1.02 [0.969, 1.08]")
        narrow = cell(1.9079412e-7, 1.9079410e-7, 1.9079414e-7, 1.90802e-7, "at_most")
        self.assertEqual(observed(narrow), "1.9079·10⁻⁷ ± 2·10⁻¹⁴")
        self.assertEqual(against(narrow), "≤ 1.908·10⁻⁷")
        computed = cell(0.350075037, 0.350075037, 0.350075037, 0.350076, "at_most", computed=1)
        self.assertEqual(observed(computed), "0.350075 computed")
        self.assertEqual(against(computed), "≤ 0.350076")

    def test_a_strip_shows_where_the_interval_lies_in_its_margin(self):
        self.assertEqual(place_in_margin(cell(1.05, 1.0, 1.1, 1)), [0.0, 0.5, 1.0])
        self.assertEqual(place_in_margin(cell(1.0, 0.5, 9.0, 2.0, "at_most")), [-0.5, 0.0, 2.0])
        self.assertIsNone(place_in_margin(cell(1.0, 0.5, 9.0, 2.0, verdict="measured")))
        self.assertIsNone(place_in_margin(cell(None, None, None, 1)))


class Formulas(unittest.TestCase):
    ROOT = Path(__file__).resolve().parents[2]

    def test_scripts_greek_and_relations(self):
        self.assertIn("<msub><mi>N</mi><mi>ki</mi></msub>", mathml("N_ki"))
        self.assertIn("<msubsup>", mathml("|N|_F^2"))
        self.assertIn("<mi>ρ</mi>", mathml("rho <= 1"))
        self.assertIn("<mo>≤</mo>", mathml("rho <= 1"))

    def test_every_formula_of_the_ledger_is_well_formed(self):
        page = (self.ROOT / "docs/claims.md").read_text(encoding="utf-8")
        formulas = re.findall(r"\| `(.+?)` \|", page.replace("\\|", "∣"))
        self.assertGreater(len(formulas), 30)
        for formula in formulas:
            element = xml.fromstring(mathml(formula))
            self.assertEqual(element.get("aria-label"), formula)
            for script in element.iter():
                if script.tag in ("msub", "msup", "msubsup"):
                    self.assertEqual(len(script), 3 if script.tag == "msubsup" else 2, formula)

    def test_odd_text_is_kept(self):
        for formula in ("", "_", "^", "a_", "{", "}", "<&>", "x^{y", "é"):
            xml.fromstring(mathml(formula))


class Report(WithRun):
    def content(self):
        return content_of(read_run(self.run_folder), [], [])

    def html(self) -> str:
        return render_html(self.content(), [])

    def test_it_needs_no_other_file_and_no_network(self):
        self.assertEqual(self.draw()[0], 0)
        text = (self.run_folder / "report.html").read_text(encoding="utf-8")
        parser = TagBalance()
        parser.feed(text)
        self.assertEqual((parser.wrong, parser.open), ([], []))
        for address in parser.addresses:
            self.assertTrue(address.startswith(("data:image/png;base64,", "#")), address[:60])
        images = re.findall(r"base64,([A-Za-z0-9+/=]+)", text)
        self.assertEqual(len(images), len(FIGURES) + 1)
        self.assertTrue(base64.b64decode(images[0]).startswith(b"\x89PNG"))

    def test_every_link_has_its_place_and_every_picture_its_words(self):
        self.assertEqual(self.draw()[0], 0)
        text = (self.run_folder / "report.html").read_text(encoding="utf-8")
        places = set(re.findall(r' id="([^"]+)"', text))
        for link in re.findall(r'href="#([^"]+)"', text):
            self.assertIn(link, places)
        told = re.findall(r'<img alt="([^"]*)"', text)
        self.assertEqual(len([words for words in told if re.search(r"\d at \d", words)]), len(FIGURES))

    def test_the_text_and_the_data_say_the_same(self):
        self.assertEqual(self.draw()[0], 0)
        data = json.loads((self.run_folder / "report.json").read_text(encoding="utf-8"))
        text = (self.run_folder / "report.md").read_text(encoding="utf-8")
        page = (self.run_folder / "report.html").read_text(encoding="utf-8")
        self.assertEqual([claim["id"] for claim in data["claims"]], ["variance", "width"])
        for claim in data["claims"]:
            for words in (claim["title"], claim["worst"]["seen"], claim["worst"]["against"]):
                self.assertIn(words, text)
                self.assertIn(words, page)
        self.assertEqual(len(data["figures"]), len(FIGURES) + 1)

    def test_a_computed_value_says_so_in_the_place_of_an_interval(self):
        before = self.html().count("computed")
        change(self.run_folder, "UPDATE cell SET computed = 1 WHERE claim = 'width'")
        self.assertGreater(before, 0)
        self.assertGreater(self.html().count("computed"), before)

    def test_it_states_claims_falsifiers_and_provenance(self):
        text = self.html()
        for words in (
            "Each coordinate&#39;s noise",
            "layer2_end r=64",
            "u_i² dropped",
            "in 1 of 1 cells",
            "synthetic &lt;fixture&gt;",
            "✓ Passed",
            "theory 4.6",
            "&lt;false&gt;",
            "✗ refuted",
            "--claims variance",
        ):
            self.assertIn(words, text)

    def test_no_name_ends_the_script_that_holds_the_cells(self):
        change(self.run_folder, "UPDATE cell SET cell = '</script><b>' WHERE claim = 'width'")
        data = re.search(r'id="cells">(.*?)</script>', self.html(), re.DOTALL)
        cells = json.loads(data.group(1))
        self.assertIn("</script><b>", cells["texts"])
        self.assertEqual(len(cells["claims"]["width"]), 5)

    def test_the_papers_sentences_have_the_verdicts_of_their_claims(self):
        summary = json.loads((self.run_folder / "summary.json").read_text())
        summary["paper"] = [
            {"versions": "v6", "sentence": "It nears.", "answer": "No.", "claims": ["width", "X9"]},
            {"versions": "v6", "sentence": "Not looked at.", "answer": "-", "claims": ["X9"]},
        ]
        (self.run_folder / "summary.json").write_text(json.dumps(summary))
        (row,) = self.content()["paper"]
        self.assertEqual(row["claims"], [{"id": "width", "verdict": "refuted", "good": True}])
        self.assertIn("It nears.", self.html())
        self.assertIn("It nears.", render_markdown(self.content()))

    def test_an_unexpected_verdict_shows_whatever_the_summary_says(self):
        change(self.run_folder, "UPDATE claim SET verdict = 'inconclusive' WHERE id = 'variance'")
        text = self.html()
        self.assertIn("✗ Failed", text)
        self.assertIn("Not as expected: variance, variance formula.", text)
        self.assertIn("expected: confirmed", text)

    def test_nulls_and_missing_summary_keys_are_left_blank(self):
        change(self.run_folder, "UPDATE claim SET worst = NULL, section = NULL, formula = NULL")
        change(self.run_folder, "UPDATE cell SET estimate = NULL, low = NULL, trials = NULL")
        (self.run_folder / "summary.json").write_text('{"passed": false}')
        self.assertNotIn("None", self.html())
        self.assertNotIn("None", render_markdown(self.content()))


if __name__ == "__main__":
    unittest.main()
