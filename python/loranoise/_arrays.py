"""Calls of the extension on arrays of any shape."""

from __future__ import annotations

import os
from typing import Any, Callable

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def threads_or_all(threads: int | None) -> int:
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if threads < 1:
        raise ValueError(f"threads must be 1 or more, not {threads}")
    return threads


def mapped(fill: Callable[..., Any], x: npt.ArrayLike, threads: int | None) -> Any:
    """``fill(points, out, threads)`` for the points of x; an array of x's shape, or a number."""
    points = np.asarray(x, dtype=np.float64)
    flat = np.ascontiguousarray(points).reshape(-1)
    out = np.empty_like(flat)
    fill(flat, out, threads_or_all(threads))
    return out.reshape(points.shape)[()]
