"""All figures of a run, drawn and saved."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from . import style
from .run_folder import Run


# Figures of a run's claims and cells, which the store has anyway: draw_run(run) in place of draw.
OF_THE_RUN = ("run_at_a_glance",)


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
    return module if hasattr(module, "draw") or hasattr(module, "draw_run") else None


def save_figures(
    run: Run, only: list[str] | None = None, style_name: str = "screen"
) -> tuple[list[SavedFigure], list[str]]:
    """Writes the run's figures, or those of `only`, and returns them and a sentence for each one
    skipped. RUN/figures/NAME.png, .pdf and .svg; other styles of style.LOOKS in a folder of their
    name there. ValueError names a figure of `only` that the run does not list."""
    known = list(run.figures) + list(OF_THE_RUN)
    for name in only or []:
        if name not in known:
            raise ValueError(f"There is no figure {name}: choose from {', '.join(known)}.")
    folder = run.folder / "figures"
    if style_name != "screen":
        folder = folder / style_name
    folder.mkdir(parents=True, exist_ok=True)
    saved, skipped = [], []
    for name in only or known:
        module = find_module(name)
        if module is None:
            skipped.append(f"No module of plots/ draws the figure {name}.")
            continue
        figures = [_save(run, module, name, folder, chosen) for chosen in style.LOOKS[style_name]]
        if None in figures:
            # A run of other claims has none, and that is no news.
            if only or not module.CLAIMS or any(claim["id"] in module.CLAIMS for claim in run.claims):
                skipped.append(f"The run stored no data for the figure {name}.")
            continue
        saved.append(SavedFigure(name, module.TITLE, module.CAPTION, module.CLAIMS, figures[0]))
    return saved, skipped


def _save(
    run: Run, module: ModuleType, name: str, folder: Path, chosen: style.Look
) -> Path | None:
    """Draws one figure in one look; its first file, or None where there is nothing to draw."""
    files = [folder / f"{name}{chosen.suffix}.{kind}" for kind in chosen.formats]
    with style.drawn_as(chosen):
        figure = module.draw_run(run) if name in OF_THE_RUN else module.draw(run.figures[name])
        if figure is None:
            for stale in files:
                stale.unlink(missing_ok=True)
            return None
        style.save(figure, files)
    return files[0]
