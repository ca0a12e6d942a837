"""Every sketch of simulate/sketch has its row in the table of families of verify/experiments."""

import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "verify" / "experiments" / "sketch_family.hpp"


def sketch_types():
    """Names of the structs that give themselves a name, which is what makes them a sketch."""
    found = []
    for header in sorted((ROOT / "simulate" / "sketch").glob("*.hpp")):
        text = header.read_text()
        found += re.findall(r"struct (\w+)[^;{]*{\s*static constexpr std::string_view name", text)
    return found


class SketchTable(unittest.TestCase):
    def test_every_sketch_has_a_row(self):
        rows = re.findall(r"<simulate::(\w+_sketch)>", TABLE.read_text().split("sketch_table{")[1].split("};")[0])
        self.assertEqual(sorted(sketch_types()), sorted(rows))
        self.assertIn("gaussian_sketch", rows)


if __name__ == "__main__":
    sys.exit(unittest.main())
