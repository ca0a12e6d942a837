"""Executes the notebooks of this folder, from nothing, and keeps what they print and draw: execute.py [NAME ...].

Called by ./run notebooks, with the package on PYTHONPATH and the program in LORANOISE. With --check nothing is written.
"""

import pathlib
import sys
import time

import nbformat
from nbclient import NotebookClient

HERE = pathlib.Path(__file__).resolve().parent
LONGEST = 300  # seconds a cell


def execute(path, keep):
    book = nbformat.read(path, as_version=4)
    begin = time.monotonic()
    where = {"metadata": {"path": str(HERE)}}
    NotebookClient(book, timeout=LONGEST, kernel_name="python3", resources=where).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)  # times of this run
        for output in cell.get("outputs", []):
            if output.output_type == "error" or output.get("name") == "stderr":
                raise SystemExit(f"{path.name}: a cell fails or warns: {output}")
    if keep:
        book.metadata["language_info"] = {"name": "python"}
        nbformat.write(book, path)
    print(f"{path.name}: {time.monotonic() - begin:.0f} s", flush=True)


def main():
    keep = "--check" not in sys.argv
    names = [word for word in sys.argv[1:] if not word.startswith("-")]
    paths = sorted(HERE.glob("*.ipynb"))
    for name in names:
        if not any(name in path.name for path in paths):
            raise SystemExit(f"there is no notebook {name}: choose from {', '.join(p.stem for p in paths)}")
    for path in paths:
        if not names or any(name in path.name for name in names):
            execute(path, keep)


if __name__ == "__main__":
    main()
