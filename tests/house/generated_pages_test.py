"""docs/*.md that the program prints are what it prints today: generated_pages_test.py PROGRAM."""

import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ("claims",)  # docs/NAME.md is the output of `loranoise NAME --markdown`; `run` has the same list
program = None


class GeneratedPages(unittest.TestCase):
    def test_pages_are_fresh(self):
        for name in PAGES:
            page = ROOT / "docs" / f"{name}.md"
            printed = subprocess.run([program, name, "--markdown"], check=True, capture_output=True, text=True).stdout
            self.assertTrue(page.exists() and page.read_text() == printed,
                            f"docs/{name}.md is not what the program prints: write it anew with ./run docs")


if __name__ == "__main__":
    program = sys.argv.pop(1)
    sys.exit(unittest.main())
