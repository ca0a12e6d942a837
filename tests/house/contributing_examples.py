"""The worked examples of CONTRIBUTING.md: code blocks that begin with a comment which names their file.

`// PATH` is a new file, `// PATH: added` more text for an existing one, `// PATH: one line` a line of an existing list.
"""

import pathlib
import re
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE_LANGUAGES = ("cpp", "python")


@dataclass(frozen=True)
class Example:
    path: str
    kind: str  # "new", "added" or "one line"
    text: str


def examples():
    page = (ROOT / "CONTRIBUTING.md").read_text()
    found = []
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        if language in SOURCE_LANGUAGES:
            first, text = block.split("\n", 1)
            path, _, kind = first.lstrip("/# ").partition(": ")
            found.append(Example(path, kind or "new", text))
    return found


def of_kind(kind, suffix=""):
    return [e for e in examples() if e.kind == kind and e.path.endswith(suffix)]
