"""report.html: the verdicts, the cells behind them, the figures and the provenance, in one file."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import Any

from .figures import SavedFigure
from .run_folder import Run

STYLE = Path(__file__).with_name("report.css")
MOST_CELLS = 400  # per claim; the store has them all

CELL_HEADS = (
    ("cell", "cell"),
    ("gradient", "gradient"),
    ("rank", "rank"),
    ("width", "width"),
    ("rho", "cosine ρ"),
    ("formula", "compared with"),
    ("estimate", "estimate"),
    ("interval", "interval"),
    ("prediction", "prediction"),
    ("margin", "margin"),
    ("tightness", "tightness"),
    ("trials", "trials"),
    ("verdict", "verdict"),
)
TEXT_COLUMNS = {"cell", "gradient", "formula", "verdict"}


def write_report(run: Run, figures: list[SavedFigure], skipped: list[str]) -> Path:
    """Writes RUN/report.html, which needs no other file and no network; returns its path."""
    path = run.folder / "report.html"
    path.write_text(render(run, figures, skipped), encoding="utf-8")
    return path


def render(run: Run, figures: list[SavedFigure], skipped: list[str]) -> str:
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            "<title>loranoise: report of a run</title>",
            f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body><main>",
            _head(run),
            _verdicts(run),
            _figures(figures, skipped),
            _evidence(run),
            _provenance(run),
            "</main></body></html>",
        ]
    )


def _head(run: Run) -> str:
    summary = run.summary
    unexpected = [claim["title"] for claim in run.claims if not _as_expected(claim)]
    passed = bool(summary.get("passed")) and not unexpected
    if passed:
        sentence = (
            f"All {len(run.claims)} verdicts are the expected ones, and every wrong formula that "
            "was put through the same checks was refused."
        )
    elif unexpected:
        sentence = f"Not as expected: {'; '.join(map(str, unexpected))}."
    else:
        sentence = "A wrong formula passed a check that should have refused it."
    facts = [
        ("profile", summary.get("profile")),
        ("seed", summary.get("seed")),
        ("trials", summary.get("trials")),
        ("time", f"{number(summary.get('seconds'), 3)} s" if "seconds" in summary else None),
        ("cells", len([cell for cell in run.cells if cell["role"] == "check"])),
    ]
    tiles = "".join(
        f"<div><dt>{name}</dt><dd>{number(value)}</dd></div>"
        for name, value in facts
        if value is not None
    )
    return (
        "<header><p class='kicker'>loranoise</p><h1>What LoRA's gradient noise is: verdicts of one "
        f"run</h1><p class='outcome {'good' if passed else 'bad'}'>"
        f"<strong>{'✓ Passed' if passed else '✗ Failed'}.</strong> {escape(sentence)}</p>"
        f"<dl class='tiles'>{tiles}</dl></header>"
    )


def _as_expected(claim: dict[str, Any]) -> bool:
    return claim["verdict"] == claim["expected"]


def _badge(claim: dict[str, Any]) -> str:
    good = _as_expected(claim)
    note = "as expected" if good else f"expected: {claim['expected']}"
    return (
        f"<span class='badge {'good' if good else 'bad'}'>{'✓' if good else '✗'} "
        f"{escape(str(claim['verdict']))}</span><small>{escape(note)}</small>"
    )


def _verdicts(run: Run) -> str:
    tightness = {
        claim.get("id"): claim.get("tightness")
        for claim in run.summary.get("claims") or []
        if isinstance(claim, dict)
    }
    rows = "".join(
        f"<tr><td><a href='#{_anchor(claim)}'><strong>{_text(claim['title'])}</strong></a>"
        f"<p>{_text(claim['statement'])}</p></td><td class='number'>{number(claim['cells'])}</td>"
        f"<td>{_text(claim['worst'])}</td>"
        f"<td class='number'>{number(tightness.get(claim['id']), 3)}</td>"
        f"<td class='number'>{number(claim['falsifiers_caught'])} of "
        f"{number(claim['falsifiers'])}</td><td>{_badge(claim)}</td></tr>"
        for claim in run.claims
    )
    return (
        "<section><h2>Verdicts</h2><p>A claim is <em>confirmed</em> where the interval of every "
        "cell lies within the margin of the prediction (for a bound: on its right side), "
        "<em>refuted</em> where an interval excludes it. A false reading is "
        "entered on purpose and expected to be refuted. "
        "Falsifiers are wrong formulas near the right one that must not pass the same check.</p>"
        "<div class='scroll'><table class='verdicts'><thead><tr><th>claim</th>"
        "<th class='number'>cells</th><th>worst deviation</th><th class='number'>bound "
        "tightness</th><th class='number'>falsifiers refused</th><th>verdict</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _figures(figures: list[SavedFigure], skipped: list[str]) -> str:
    parts = []
    for figure in figures:
        image = base64.b64encode(figure.png.read_bytes()).decode("ascii")
        parts.append(
            f"<figure id='figure-{figure.name}'><h3>{escape(figure.title)}</h3>"
            f"<img alt='{escape(figure.title)}' src='data:image/png;base64,{image}'>"
            f"<figcaption>{escape(figure.caption)}</figcaption></figure>"
        )
    parts += [f"<p class='note'>{escape(sentence)}</p>" for sentence in skipped]
    return f"<section><h2>Figures</h2>{''.join(parts)}</section>"


def _evidence(run: Run) -> str:
    parts = []
    for claim in run.claims:
        cells = run.cells_of(claim["id"])
        wrong = [cell for cell in cells if cell["role"] == "falsifier"]
        tables = [
            ("Cells", [cell for cell in cells if cell["role"] == "check"]),
            ("Controls", [cell for cell in cells if cell["role"] == "control"]),
            ("Falsifiers: wrong formulas through the same check", wrong),
        ]
        section = f" · theory {_text(claim['section'])}" if claim["section"] else ""
        parts.append(
            f"<details id='{_anchor(claim)}'><summary>{_text(claim['title'])}"
            f"<span>{_text(claim['verdict'])}, {len(cells)} rows</span></summary>"
            f"<p>{_text(claim['statement'])}</p>"
            f"<p class='formula'><code>{_text(claim['formula'])}</code>{section}</p>"
            + _falsifiers(wrong)
            + "".join(f"<h4>{head}</h4>{_cell_table(rows)}" for head, rows in tables if rows)
            + "</details>"
        )
    return f"<section><h2>Cells, claim by claim</h2>{''.join(parts)}</section>"


def _falsifiers(cells: list[dict[str, Any]]) -> str:
    """A line a wrong formula: in how many cells it was refused, and the fewest trials that did."""
    formulas: dict[str, list[dict[str, Any]]] = {}
    for cell in cells:
        formulas.setdefault(cell["formula"], []).append(cell)
    lines = []
    for formula, rows in formulas.items():
        refused = [row for row in rows if row["verdict"] == "refuted"]
        if refused:
            fewest = min(refused, key=lambda row: row["trials"] or 0)
            caught = f"refused in {len(refused)} of {len(rows)} cells"
            sampled = (fewest["trials"] or 0) > 1
            by = f"{number(fewest['trials'])} trials" if sampled else "exact evaluation"
            where = _text(fewest["cell"])
        else:
            caught, by, where = f"not refused in any of {len(rows)} cells", "", ""
        lines.append(
            f"<tr><td>{_text(formula)}</td><td>{caught}</td><td>{by}</td><td>{where}</td></tr>"
        )
    if not lines:
        return ""
    return (
        "<h4>Wrong formulas, and the fewest trials that caught them</h4><div class='scroll'>"
        "<table class='cells'><thead><tr><th>wrong formula</th><th>caught</th><th>by</th>"
        f"<th>in the cell</th></tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell_table(cells: list[dict[str, Any]]) -> str:
    # What was only measured has no prediction: its verdict says so.
    unpredicted = {"prediction": None, "margin": None, "tightness": None}
    shown = [
        dict(cell, interval=_interval(cell), **(unpredicted if cell["verdict"] == "measured" else {}))
        for cell in cells[:MOST_CELLS]
    ]
    heads = [(key, head) for key, head in CELL_HEADS if any(row[key] is not None for row in shown)]
    top = "".join(f"<th{_alignment(key)}>{head}</th>" for key, head in heads)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_alignment(key)}>"
            + (_text(row[key]) if key in TEXT_COLUMNS | {"interval"} else number(row[key]))
            + "</td>"
            for key, _ in heads
        )
        + "</tr>"
        for row in shown
    )
    more = len(cells) - len(shown)
    note = f"<p class='note'>{more} more rows are in results.sqlite.</p>" if more else ""
    return (
        f"<div class='scroll'><table class='cells'><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>{note}"
    )


def _interval(cell: dict[str, Any]) -> str | None:
    if cell["computed"]:
        return "computed"
    if cell["low"] is None and cell["high"] is None:
        return None
    return f"[{number(cell['low'])}, {number(cell['high'])}]"


def _provenance(run: Run) -> str:
    facts = {str(key): value for key, value in (run.summary.get("run") or {}).items()}
    rows = "".join(
        f"<tr><th>{escape(key)}</th><td>{_text(value)}</td></tr>"
        for key, value in (facts | run.provenance).items()
    )
    return (
        f"<section><h2>Provenance</h2><div class='scroll'><table class='provenance'>{rows}</table>"
        "</div></section>"
    )


def _alignment(key: str) -> str:
    return "" if key in TEXT_COLUMNS else " class='number'"


def _anchor(claim: dict[str, Any]) -> str:
    return "claim-" + escape(str(claim["id"]), quote=True)


def _text(value: Any) -> str:
    return "" if value is None else escape(str(value))


def number(value: Any, digits: int = 6) -> str:
    """A number to `digits` significant digits, a whole one in full; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return escape(str(value))
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\u202f") if abs(value) >= 10_000 else str(value)
    return f"{value:.{digits}g}".replace("-", "−")
