"""What a report says, apart from its form: plain data, as report.json has it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..figures import SavedFigure
from ..run_folder import Line, Run
from .numbers import against, number, observed, place_in_margin

# A claim's family is the letter of its id.
FAMILIES = {
    "E": "training with an adapter",
    "M": "moments",
    "L": "law of an entry",
    "T": "distance of an entry to the Gaussian",
    "J": "rows and matrices",
    "P": "privacy",
    "D": "many steps",
    "Z": "other noise injectors",
    "A": "membership inference",
    "G": "the generator",
}
LINES_TOLD = 5  # in words, of each figure


def content_of(run: Run, figures: list[SavedFigure], skipped: list[str]) -> dict[str, Any]:
    """The report of a run. Cells keep their store's numbers; `seen`, `against` and `place` are how
    they are shown (see numbers.py)."""
    claims = [_claim(run, claim) for claim in run.claims]
    known = {claim["id"] for claim in claims}
    unexpected = [claim for claim in claims if not claim["as_expected"]]
    return {
        "passed": bool(run.summary.get("passed")) and not unexpected,
        "outcome": _outcome(run, claims, unexpected),
        "facts": _facts(run),
        "paper": _paper(run, claims),
        "claims": claims,
        "figures": [
            {
                "name": figure.name,
                "title": figure.title,
                "caption": figure.caption,
                "claims": [name for name in figure.claims if name in known],
                "told": told(run.figures.get(figure.name, [])),
            }
            for figure in figures
        ],
        "missing_figures": skipped,
        "provenance": {str(key): value for key, value in (run.summary.get("run") or {}).items()}
        | run.provenance,
    }


def _outcome(run: Run, claims: list[dict[str, Any]], unexpected: list[dict[str, Any]]) -> str:
    if unexpected:
        names = "; ".join(f"{claim['id']}, {claim['title']}" for claim in unexpected)
        return f"Not as expected: {names}."
    if not run.summary.get("passed"):
        return "A wrong formula passed a check that should have refused it."
    return (
        f"All {len(claims)} verdicts are the expected ones, and every wrong formula that was put "
        "through the same checks was refused."
    )


def _facts(run: Run) -> dict[str, str]:
    summary = run.summary
    checks = len([cell for cell in run.cells if cell["role"] == "check"])
    facts = {
        "profile": summary.get("profile"),
        "seed": summary.get("seed"),
        "trials": summary.get("trials"),
        "time": f"{number(float(summary['seconds']), 3)} s" if "seconds" in summary else None,
        "cells": checks,
    }
    return {key: number(value) for key, value in facts.items() if value is not None}


def _paper(run: Run, claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The paper's sentences, each with its versions, the answer and the claims that give it, of
    those in this run; a sentence that no claim of the run speaks of is left out."""
    known = {claim["id"]: claim for claim in claims}
    sentences = []
    for entry in run.summary.get("paper") or []:
        told_by = [known[name] for name in entry.get("claims", []) if name in known]
        if told_by:
            sentences.append(
                {
                    "versions": entry.get("versions", ""),
                    "sentence": entry.get("sentence", ""),
                    "answer": entry.get("answer", ""),
                    "claims": [
                        {"id": claim["id"], "verdict": claim["verdict"], "good": claim["as_expected"]}
                        for claim in told_by
                    ],
                }
            )
    return sentences


def _claim(run: Run, claim: dict[str, Any]) -> dict[str, Any]:
    cells = [_cell(cell) for cell in run.cells_of(claim["id"])]
    checks = [cell for cell in cells if cell["role"] == "check"]
    command = run.provenance.get("command") or "loranoise verify"
    return {
        "id": claim["id"],
        "family": FAMILIES.get(str(claim["id"])[:1], "other"),
        "title": claim["title"],
        "statement": claim["statement"] or "",
        "formula": claim["formula"] or "",
        "section": claim["section"] or "",
        "expected": claim["expected"],
        "verdict": claim["verdict"],
        "as_expected": claim["verdict"] == claim["expected"],
        "trials": sum({cell["rerun"]: cell["trials"] or 0 for cell in checks}.values()),
        "falsifiers": claim["falsifiers"],
        "falsifiers_caught": claim["falsifiers_caught"],
        "wrong_formulas": _wrong_formulas([c for c in cells if c["role"] == "falsifier"]),
        "worst": max(checks, key=_severity, default=None),
        "again": f"{command} --claims {claim['id']}",
        "cells": cells,
    }


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    finite = {
        key: None if isinstance(value, float) and not math.isfinite(value) else value
        for key, value in cell.items()
        if key != "claim"
    }
    return finite | {
        "seen": observed(finite),
        "against": against(finite),
        "place": place_in_margin(finite),
    }


def _severity(cell: dict[str, Any]) -> tuple[int, float]:
    """As the program ranks them: verdict, then how much of margin or bound is used."""
    rank = {"refuted": 2, "inconclusive": 1}.get(str(cell["verdict"]), 0)
    return rank, cell["tightness"] or 0.0


def _wrong_formulas(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a wrong formula: in how many cells it was refused, and the fewest trials that did."""
    formulas: dict[str, list[dict[str, Any]]] = {}
    for cell in cells:
        formulas.setdefault(str(cell["formula"]), []).append(cell)
    rows = []
    for formula, places in formulas.items():
        refused = [cell for cell in places if cell["verdict"] == "refuted"]
        fewest = min(refused, key=lambda cell: cell["trials"] or 0, default=None)
        rows.append(
            {
                "formula": formula,
                "refused": len(refused),
                "cells": len(places),
                "trials": fewest and fewest["trials"],
                "where": fewest["cell"] if fewest else "",
            }
        )
    return rows


def told(lines: list[Line]) -> str:
    """A figure's lines in words, for who cannot see it."""
    sentences = []
    for line in lines[:LINES_TOLD]:
        points = line.points
        place = ", ".join(
            f"{name} {number(value, 3)}"
            for name, value in (("rank", line.rank), ("width", line.width), ("ρ", line.rho))
            if value is not None
        )
        name = " ".join(filter(None, [line.kind.replace("_", " "), line.gradient, place]))
        first, last = 0, len(points.x) - 1
        sentences.append(
            f"{name}: {_at(points, first)}" + (f" to {_at(points, last)}" if last > first else "")
        )
    more = len(lines) - LINES_TOLD
    if more > 0:
        sentences.append(f"and {more} more lines")
    return "; ".join(sentences) + "." if sentences else ""


def _at(points: Any, index: int) -> str:
    return f"{number(float(np.asarray(points.y)[index]), 3)} at {number(float(points.x[index]), 3)}"
