"""Numbers as people read them."""

from __future__ import annotations

import math
from typing import Any

MINUS = "−"
THIN_SPACE = "\u202f"


def number(value: Any, digits: int = 4) -> str:
    """A number to `digits` significant digits, a whole one in full; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", THIN_SPACE) if abs(value) >= 10_000 else str(value)
    return _raised(f"{value:.{digits}g}")


def _raised(text: str) -> str:
    """1.9e-07 as 1.9·10⁻⁷."""
    mantissa, _, exponent = text.replace("-", MINUS).partition("e")
    if not exponent:
        return mantissa
    superscripts = str.maketrans("0123456789−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ ")
    sign = MINUS if exponent[0] == MINUS else ""
    power = (sign + exponent[1:].lstrip("0")).translate(superscripts)
    return f"{mantissa}·10{power}"


def telling_digits(first: float, second: float, least: int = 4, most: int = 9) -> int:
    """The digits that tell one number from the other; the least ones where nothing does."""
    if first == second:
        return least
    for digits in range(least, most + 1):
        if f"{first:.{digits}g}" != f"{second:.{digits}g}":
            return digits
    return least


def observed(cell: dict[str, Any]) -> str:
    """What a cell observed, with its interval: "1.023 [0.969, 1.077]", "0.3501 computed"."""
    value, low, high = cell["estimate"], cell["low"], cell["high"]
    if value is None:
        return ""
    digits = _digits(cell)
    if cell["computed"]:
        return f"{number(float(value), digits)} computed"
    if low is None or high is None or low == high:
        return number(float(value), digits)
    half = max(high - value, value - low)
    if half < 1e-4 * abs(value):
        return f"{number(float(value), digits)} ± {number(half, 1)}"
    telling = max(telling_digits(low, value, 3), telling_digits(high, value, 3))
    shown = number(float(value), max(telling, digits if digits > 4 else 3))
    return f"{shown} [{number(float(low), telling)}, {number(float(high), telling)}]"


def against(cell: dict[str, Any]) -> str:
    """What it is held against: "≤ 0.350076", "vs 1"; nothing where nothing is predicted."""
    if cell["prediction"] is None or cell["verdict"] == "measured":
        return ""
    sign = "≤" if cell["relation"] == "at_most" else "vs"
    return f"{sign} {number(float(cell['prediction']), _digits(cell))}"


def _digits(cell: dict[str, Any]) -> int:
    """For a bound it matters on which side of it the number lies."""
    if cell["relation"] != "at_most" or cell["estimate"] is None or cell["prediction"] is None:
        return 4
    return telling_digits(cell["estimate"], cell["prediction"])


def place_in_margin(cell: dict[str, Any]) -> list[float] | None:
    """Low, observed and high as a strip draws them, from -2 to 2: for an equality in units of the
    margin around the prediction, for a bound -1 at 0 and 1 at the bound. None where nothing is
    predicted, or no number is known."""
    value, prediction = cell["estimate"], cell["prediction"]
    if value is None or prediction is None or cell["verdict"] == "measured":
        return None
    low = value if cell["low"] is None else cell["low"]
    high = value if cell["high"] is None else cell["high"]
    if cell["relation"] == "at_most":
        if not prediction > 0:
            return None
        places = [2 * x / prediction - 1 for x in (low, value, high)]
    else:
        if not cell["margin"]:
            return None
        places = [(x - prediction) / cell["margin"] for x in (low, value, high)]
    if not all(map(math.isfinite, places)):
        return None
    return [round(min(max(x, -2.0), 2.0), 3) for x in places]
