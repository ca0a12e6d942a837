"""The ledger's formulas, plain text such as "r TV(r, 0) <= |He_4|_{L1(phi)}/8", as MathML.

Known: subscripts and superscripts (one name, number or {group}), Greek names, comparisons, names of
functions, and English words, which stay text. What is not known is shown as it stands."""

from __future__ import annotations

import re
from html import escape

GREEK = {
    "alpha": "α", "beta": "β", "chi": "χ", "delta": "δ", "eps": "ε", "epsilon": "ε", "eta": "η",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "phi": "φ", "pi": "π", "psi": "ψ", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "omega": "ω",
}  # fmt: skip
OPERATORS = {
    "<=": "≤", ">=": "≥", "->": "→", "!=": "≠", "~": "∼", "-": "−", "*": "·", "sum": "∑",
    "infinity": "∞", "inf": "∞",
}  # fmt: skip
# Names of more than one letter that are no words.
FUNCTIONS = set(
    "TV KL He Var Cov Beta exp log sqrt arctan rank sup inf min max law erf det tr diag sd".split()
)
TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(?P<name>[A-Za-z]+)|(?P<relation><=|>=|->|!=)"
    r"|(?P<script>[_^])|(?P<space>\s+)|(?P<symbol>.)",
    re.DOTALL,
)


def mathml(formula: str) -> str:
    """A <math> element that screen readers read and browsers set; its text is the formula."""
    tokens = [(match.lastgroup or "symbol", match.group()) for match in TOKEN.finditer(formula)]
    body, _ = _row(tokens, 0, until=None)
    return f'<math aria-label="{escape(formula, quote=True)}">{body}</math>'


def _row(tokens: list[tuple[str, str]], at: int, until: str | None) -> tuple[str, int]:
    """The elements from `at` to the symbol `until`, which is left out, and the place behind it."""
    parts: list[str] = []
    while at < len(tokens):
        kind, text = tokens[at]
        if kind == "symbol" and text == until:
            return "".join(parts), at + 1
        if kind == "script" and parts:
            script, at = _atom(tokens, at + 1)
            below, above = (script, None) if text == "_" else (None, script)
            if at < len(tokens) and tokens[at][0] == "script" and tokens[at][1] != text:
                other, at = _atom(tokens, at + 1)
                below, above = (below or other), (above or other)
            parts.append(_scripted(parts.pop(), below, above))
            continue
        element, at = _atom(tokens, at)
        parts.append(element)
    return "".join(parts), at


def _scripted(base: str, below: str | None, above: str | None) -> str:
    if below is None:
        return f"<msup>{base}{above}</msup>"
    if above is None:
        return f"<msub>{base}{below}</msub>"
    return f"<msubsup>{base}{below}{above}</msubsup>"


def _atom(tokens: list[tuple[str, str]], at: int) -> tuple[str, int]:
    """One element: a name, a number, a symbol, or the group between { and }."""
    if at >= len(tokens):
        return "<mrow></mrow>", at
    kind, text = tokens[at]
    if kind == "symbol" and text == "{":
        inner, at = _row(tokens, at + 1, until="}")
        return f"<mrow>{inner}</mrow>", at
    if kind == "symbol" and text == "'":
        return "<mo>′</mo>", at + 1
    return _leaf(kind, text), at + 1


def _leaf(kind: str, text: str) -> str:
    if kind == "number":
        return f"<mn>{text}</mn>"
    if kind == "space":
        return "<mspace width='0.22em'></mspace>"
    if kind == "name":
        return _name(text)
    return f"<mo>{escape(OPERATORS.get(text, text))}</mo>"


def _name(text: str) -> str:
    if text in OPERATORS:
        return f"<mo>{OPERATORS[text]}</mo>"
    if text in GREEK:
        return f"<mi>{GREEK[text]}</mi>"
    if text in FUNCTIONS:
        return f"<mi mathvariant='normal'>{text}</mi>"
    if len(text) == 1 and text != "a":
        return f"<mi>{text}</mi>"
    if len(text) == 2 and text.islower() and text in {"ki", "kj", "li", "lj", "ij", "gi"}:
        return f"<mi>{text}</mi>"
    return f"<mtext>{escape(text)}</mtext>"
