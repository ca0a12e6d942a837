"""All figures of a run, drawn and saved as PNG and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt

from . import style
from .run_folder import Run


@dataclass(frozen=True)
class SavedFigure:
    name: str
    title: str
    caption: str
    claims: tuple[str, ...]
    png: Path


def find_module(name: str) -> ModuleType | None:
    """The module of this folder that draws the figure of its name: it has TITLE, CAPTION, CLAIMS
    (the ids of those that it shows) and draw(lines), which returns None where there is nothing to
    draw. The store lists the figures."""
    if not name.isidentifier() or not Path(__file__).with_name(f"{name}.py").is_file():
        return None
    module = import_module(f".{name}", __package__)
    return module if hasattr(module, "draw") else None


def save_figures(run: Run) -> tuple[list[SavedFigure], list[str]]:
    """Writes RUN/figures/NAME.png and .pdf; returns them and a sentence for each one skipped."""
    folder = run.folder / "figures"
    folder.mkdir(exist_ok=True)
    saved, skipped = [], []
    for name, lines in run.figures.items():
        module = find_module(name)
        if module is None:
            skipped.append(f"No module of plots/ draws the figure {name}.")
            continue
        with plt.rc_context(style.SETTINGS):
            figure = module.draw(lines)
            png = folder / f"{name}.png"
            if figure is None:
                for stale in (png, png.with_suffix(".pdf")):
                    stale.unlink(missing_ok=True)
                skipped.append(f"The run stored no data for the figure {name}.")
                continue
            figure.savefig(png, dpi=style.DOTS_PER_INCH)
            # No date: the same run gives the same file.
            figure.savefig(png.with_suffix(".pdf"), metadata={"CreationDate": None})
            plt.close(figure)
        saved.append(SavedFigure(name, module.TITLE, module.CAPTION, module.CLAIMS, png))
    return saved, skipped
