"""``python -m plots RUN_DIR``: figures and report.html. Exit 2, one sentence on stderr: no run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .run_folder import NotARun, read_run


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m plots", description="Draws the figures of a run and writes its report."
    )
    parser.add_argument("run", type=Path, metavar="RUN_DIR", help="a folder that verify wrote")
    folder: Path = parser.parse_args(arguments).run
    try:
        run = read_run(folder)
        from .figures import save_figures  # matplotlib takes a second: not before the input is good
        from .report import write_report

        saved, skipped = save_figures(run)
        report = write_report(run, saved, skipped)
    except NotARun as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{folder} cannot be written ({error.strerror}); make it writable.", file=sys.stderr)
        return 2
    for sentence in skipped:
        print(sentence)
    print(f"{len(saved)} figures in {folder / 'figures'}, report in {report}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
