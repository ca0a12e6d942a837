"""Compiles the C++ examples of CONTRIBUTING.md: contributing_test.py COMPILER [OPTION...].

Files of one example see what others add: `added` text comes after its header, and the lines that go into lists must look
like those that stand there. tests/plots/test_contributing.py runs the Python example.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from contributing_examples import ROOT, examples, of_kind

compiler = []


def complaints_of(text, name):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / name
        source.write_text(text)
        command = [*compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}", str(source)]
        return subprocess.run(command, capture_output=True, text=True).stderr


class Contributing(unittest.TestCase):
    def test_five_kinds_of_things_are_shown(self):
        titles = re.findall(r"^## Example: add an? (.*)$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
        self.assertEqual(titles, ["claim", "sketch", "figure", "gradient source", "command"])
        self.assertEqual({e.kind for e in examples()}, {"new", "added", "one line"})

    def test_new_files_compile(self):
        for example in of_kind("new", ".cpp"):
            with self.subTest(example.path):
                self.assertFalse((ROOT / example.path).exists(), f"{example.path} exists: the example needs another name")
                self.assertEqual(complaints_of(example.text, pathlib.Path(example.path).name), "")

    def test_added_text_compiles_after_its_header(self):
        for example in of_kind("added"):
            with self.subTest(example.path):
                self.assertEqual(complaints_of(f'#include "{example.path}"\n{example.text}', "added.cpp"), "")

    def test_lines_for_lists_look_like_those_there(self):
        for example in of_kind("one line"):
            with self.subTest(example.path):
                line = example.text.rstrip("\n")
                self.assertEqual(line.count("\n"), 0)
                start = re.match(r"\s*\w+[(<](?:\w+::)?", line).group()
                there = [known for known in (ROOT / example.path).read_text().splitlines() if known.startswith(start)]
                self.assertNotEqual(there, [], f"no line of {example.path} begins with '{start}'")


if __name__ == "__main__":
    compiler = sys.argv[1:] or ["g++", "-I/usr/include/eigen3"]
    sys.exit(unittest.main(argv=sys.argv[:1]))
