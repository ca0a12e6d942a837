"""The program `loranoise` that comes with the package, and the command of its name."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def program() -> Path:
    """The program: the one that LORANOISE names, or the package's own."""
    return Path(os.environ.get("LORANOISE") or Path(__file__).parent / "program" / "bin" / "loranoise")


def main() -> int:
    """`loranoise COMMAND ...`: figures and report are drawn here, all else is the program's."""
    arguments = sys.argv[1:]
    if arguments[:1] in (["figures"], ["report"]):
        try:
            from .plots.__main__ import main as draw
        except ImportError:
            print("figures need more packages: pip install 'loranoise[plots]'", file=sys.stderr)
            return 2
        if arguments == ["report"] or arguments == ["figures"]:
            arguments.append("--help")
        return draw(arguments[1:])
    os.execv(program(), ["loranoise", *arguments])
