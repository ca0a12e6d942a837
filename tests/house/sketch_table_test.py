"""Every sketch and injector of simulate/ has its row in a table of verify/experiments."""

import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "verify" / "experiments" / "sketch_family.hpp"
INJECTORS = ROOT / "verify" / "experiments" / "injector_family.cpp"


def sketch_types():
    """Names of the structs that give themselves a name, which is what makes them a sketch."""
    found = []
    for header in sorted((ROOT / "simulate" / "sketch").glob("*.hpp")):
        text = header.read_text()
        found += re.findall(r"struct (\w+)[^;{]*{\s*static constexpr std::string_view name", text)
    return found


def injector_rows():
    """The text of the table of injectors."""
    return INJECTORS.read_text().split("injector_table() {")[1]


class SketchTable(unittest.TestCase):
    def test_every_sketch_has_a_row(self):
        rows = re.findall(r"<simulate::(\w+_sketch)>", TABLE.read_text().split("sketch_table{")[1].split("};")[0])
        self.assertIn("gaussian_sketch", rows)
        self.assertLessEqual(set(rows), set(sketch_types()))
        injected = set(re.findall(r"\w+_sketch", injector_rows()))
        self.assertIn("count_sketch", injected)
        self.assertEqual(set(sketch_types()) - set(rows) - injected, set())

    def test_every_injector_has_a_row(self):
        header = (ROOT / "simulate" / "noise" / "injectors.hpp").read_text()
        classes = re.findall(r"^class (\w+) {", header, re.MULTILINE)
        self.assertIn("random_mask", classes)
        for name in classes:
            self.assertIn(f"{name}(", injector_rows())


if __name__ == "__main__":
    sys.exit(unittest.main())
