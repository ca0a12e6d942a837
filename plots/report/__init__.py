"""The report of a run: report.html for readers, report.md for a text, report.json for programs."""

from __future__ import annotations

import json
from pathlib import Path

from ..figures import SavedFigure
from ..run_folder import Run
from .content import content_of
from .page import render_html, render_markdown


def write_report(run: Run, figures: list[SavedFigure], skipped: list[str]) -> Path:
    """Writes RUN/report.html, which needs no other file and no network, and the same content as
    report.md and report.json; returns the path of the first."""
    content = content_of(run, figures, skipped)
    page = run.folder / "report.html"
    page.write_text(render_html(content, figures), encoding="utf-8")
    (run.folder / "report.md").write_text(render_markdown(content), encoding="utf-8")
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    (run.folder / "report.json").write_text(text + "\n", encoding="utf-8")
    return page
