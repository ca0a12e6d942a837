"""The pages of theory/doc: whoever cites a section finds it, and every Markdown file can be read in a terminal."""

import pathlib
import re
import shutil
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
WIDEST_LINE = 120
SECTION = r"\d+\.\d+"


BUILT = {"build", "runs", ".venv", ".git"}  # what is no source, where git is not there to tell


def tracked(*patterns):
    """The project's files of these patterns; without git, all that are not in a folder of BUILT."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "-co", "--exclude-standard", *patterns]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
        return [ROOT / name for name in listed if (ROOT / name).exists()]
    found = [path for pattern in patterns for path in ROOT.rglob(pattern)]
    return sorted(path for path in found if path.relative_to(ROOT).parts[0] not in BUILT)


def headings():
    """Section -> page, from headings such as `## 2.3 Covariance`; a page's own number (`# 2 Moments`) counts too."""
    found = {}
    for page in sorted((ROOT / "theory" / "doc").glob("*.md")):
        for number in re.findall(rf"^#+ ({SECTION}|\d+) ", page.read_text(), re.MULTILINE):
            if number in found:
                raise AssertionError(f"section {number} stands twice: in {found[number].name} and in {page.name}")
            found[number] = page
    return found


def citations():
    """(place, section) for every `theory/doc 2.3` or `theory/doc sections 4.3 and 4.4` of a source, and for every claim."""
    for source in tracked("*.cpp", "*.hpp", "*.ipp", "*.h", "*.py"):
        text = re.sub(r"\s*\n\s*(//+|#)?\s*", " ", source.read_text())
        for list_of in re.findall(rf"theory/doc(?:/[\w-]+\.md)?,? (?:sections? )?((?:{SECTION}|\d+)(?:(?:,| and| to) {SECTION})*)", text):
            for number in re.findall(rf"{SECTION}|\d+", list_of):
                yield source.relative_to(ROOT), number
        for number in re.findall(rf"section ({SECTION}) of theory/doc", text):
            yield source.relative_to(ROOT), number
    ledger = (ROOT / "docs" / "claims.md").read_text()
    for id_, sections in re.findall(rf"^\| ([A-Z]\d+) \|.*\| ([\d., ]+) \| [^|]+ \| [a-z]+ \|$", ledger, re.MULTILINE):
        for number in re.findall(rf"{SECTION}|\d+", sections):
            yield f"claim {id_}", number


def prose_lines(page):
    """(number, line) of a page's running text: tables, code and what programs write are left out."""
    code = False
    written = re.compile(r"<!--[^>]*begin.*?-->.*?<!--[^>]*end.*?-->", re.DOTALL)
    text = written.sub(lambda block: "\n" * block.group().count("\n"), page.read_text())
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            code = not code
        elif not code and not line.startswith(("|", "    ", "![")):
            yield number, line


class TheoryPages(unittest.TestCase):
    def test_every_cited_section_is_a_heading(self):
        known = headings()
        missing = sorted({f"{place} cites section {number}, which no page of theory/doc has"
                          for place, number in citations() if number not in known})
        self.assertEqual(missing, [])

    def test_claims_cite_sections(self):
        claims = {place for place, _ in citations() if str(place).startswith("claim ")}
        listed = re.findall(r"^\| [A-Z]\d+ \|", (ROOT / "docs" / "claims.md").read_text(), re.MULTILINE)
        self.assertEqual(len(claims), len(listed))
        self.assertGreater(len(claims), 20)

    def test_every_page_says_how_its_formulas_are_computed_and_tested(self):
        for page in set(headings().values()):
            for part in ("How it is computed", "Tests"):
                self.assertRegex(page.read_text(), rf"(?m)^(## |.*\*\*){part}", page.name)

    def test_no_line_of_prose_is_wider_than_a_terminal(self):
        wide = [f"{page.relative_to(ROOT)}:{number} has {len(line)} columns"
                for page in tracked("*.md") for number, line in prose_lines(page) if len(line) > WIDEST_LINE]
        self.assertEqual(wide, [])


if __name__ == "__main__":
    sys.exit(unittest.main())
