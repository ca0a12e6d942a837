"""What docs/*.md and README.md show as printed by the program is what it prints today: generated_pages_test.py PROGRAM."""

import pathlib
import re
import shlex
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
program = None


def pages():
    """The commands whose `--markdown` a page of docs/ says to be the output of; `./run docs` finds them likewise."""
    found = {re.search(r"`loranoise (\w+) --markdown`", page.read_text()) for page in (ROOT / "docs").glob("*.md")}
    return sorted(command.group(1) for command in found if command)


class GeneratedPages(unittest.TestCase):
    def test_pages_are_fresh(self):
        self.assertIn("claims", pages())
        for name in pages():
            printed = subprocess.run([program, name, "--markdown"], check=True, capture_output=True, text=True).stdout
            self.assertTrue((ROOT / "docs" / f"{name}.md").read_text() == printed,
                            f"docs/{name}.md is not what the program prints: write it anew with ./run docs")

    def test_the_readme_shows_what_the_program_prints(self):
        readme = (ROOT / "README.md").read_text()
        for command in ("noise", "adapter"):
            shown = re.search(rf"<!-- {command}:begin -->\n```\n(.*?)```\n<!-- {command}:end -->", readme, re.DOTALL)
            arguments = re.findall(rf"`\./run ({command} [^`]*)`", readme[: shown.start()])[-1]
            printed = subprocess.run(
                [program, *shlex.split(arguments)], cwd=ROOT, check=True, capture_output=True, text=True
            ).stdout
            self.assertTrue(printed.startswith(shown.group(1)), f"./run {arguments} prints:\n{printed}")


if __name__ == "__main__":
    program = sys.argv.pop(1)
    sys.exit(unittest.main())
