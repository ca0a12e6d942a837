"""All figures of a run, drawn and saved as PNG and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt

from . import density, privacy_profile, row_tv, style, tv_vs_rank, tv_vs_width, variance_vs_rank
from .run_folder import Run

# In the order of the report. Each has NAME, TITLE, CAPTION and draw(series by name).
MODULES: tuple[ModuleType, ...] = (
    variance_vs_rank,
    density,
    tv_vs_rank,
    tv_vs_width,
    row_tv,
    privacy_profile,
)


@dataclass(frozen=True)
class SavedFigure:
    name: str
    title: str
    caption: str
    png: Path


def save_figures(run: Run) -> tuple[list[SavedFigure], list[str]]:
    """Writes RUN/figures/NAME.png and .pdf; returns them and a sentence for each one skipped."""
    folder = run.folder / "figures"
    folder.mkdir(exist_ok=True)
    saved, skipped = [], []
    for module in MODULES:
        with plt.rc_context(style.SETTINGS):
            figure = module.draw(run.series.get(module.NAME, {}))
            png = folder / f"{module.NAME}.png"
            if figure is None:
                for stale in (png, png.with_suffix(".pdf")):
                    stale.unlink(missing_ok=True)
                skipped.append(f"The run stored no data for the figure {module.NAME}.")
                continue
            figure.savefig(png, dpi=style.DOTS_PER_INCH)
            # No date: the same run gives the same file.
            figure.savefig(png.with_suffix(".pdf"), metadata={"CreationDate": None})
            plt.close(figure)
        saved.append(SavedFigure(module.NAME, module.TITLE, module.CAPTION, png))
    return saved, skipped
