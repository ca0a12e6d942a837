"""``python -m plots RUN_DIR``: figures and report.html; ``python -m plots TABLE.csv``: the layers of a
model, or speeds. Exit 2, one sentence on stderr: no run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .run_folder import NotARun, read_run


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m plots", description="Draws the figures of a run and writes its report."
    )
    parser.add_argument("run", type=Path, metavar="RUN_DIR", help="a folder that verify wrote, or a table of noise --csv or of ./run bench")
    parser.add_argument("--only", metavar="NAME,...", help="these figures, without a report")
    parser.add_argument(
        "--style",
        choices=("screen", "paper", "talk"),
        default="screen",
        help="paper: PDF, serif, 3.25 and 6.75 inches wide; talk: large type; without a report",
    )
    options = parser.parse_args(arguments)
    folder: Path = options.run
    only = [name for name in (options.only or "").split(",") if name]
    try:
        if folder.suffix == ".csv" and not folder.is_dir():
            return _draw_table(folder, options.style)
        run = read_run(folder)
        from .figures import save_figures  # matplotlib takes a second: not before the input is good
        from .report import write_report

        saved, skipped = save_figures(run, only, options.style)
        with_report = not only and options.style == "screen"
        report = write_report(run, saved, skipped) if with_report else None
    except (NotARun, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{folder} cannot be written ({error.strerror}); make it writable.", file=sys.stderr)
        return 2
    for sentence in skipped:
        print(sentence)
    where = folder / "figures"
    if options.style != "screen":
        where /= options.style
    print(f"{len(saved)} figures in {where}" + (f", report in {report}" if report else ""))
    return 0


def _draw_table(table: Path, style: str) -> int:
    from .table import save_table

    files = save_table(table, style)
    print(f"{len(files)} files, the first is {files[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
