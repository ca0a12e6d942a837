"""Draws of the noise, its moments, and the noise on the gradients and adapters of files."""

from __future__ import annotations

from typing import Any, Sequence

import numpy as np
import numpy.typing as npt

from . import _core
from ._arrays import FloatArray, threads_or_all


def sketches() -> list[str]:
    """The names of the laws of A.

    >>> sketches()[0]
    'gaussian'
    """
    return list(_core.sketches())


def noise(
    gradient: npt.ArrayLike,
    rank: int,
    sketch: str = "gaussian",
    trials: int = 1,
    seed: int = 0,
    threads: int | None = None,
) -> FloatArray:
    """Draws of ``N = G (A'A - I)``, A scaled so that ``E[A'A] = I``, by the literal product.

    Parameters
    ----------
    gradient : array of shape (rows, width)
        Outputs by inputs, in any units; a vector is one row.
    rank : int
        1 to the width.
    sketch : str
        One of `sketches()`.
    trials : int
        Draws of A.

    Returns
    -------
    array of shape (trials, rows, width), in the units of the gradient

    Examples
    --------
    >>> g = np.eye(2, 5)
    >>> noise(g, 3, trials=7).shape
    (7, 2, 5)
    """
    g = np.ascontiguousarray(np.atleast_2d(np.asarray(gradient, dtype=np.float64)))
    if g.ndim != 2 or g.size == 0:
        raise ValueError(f"a gradient is a matrix, not an array of shape {g.shape}")
    if trials < 1:
        raise ValueError(f"trials must be 1 or more, not {trials}")
    out = np.empty((trials, *g.shape))
    _core.draw_noise(g, rank, sketch, seed, threads_or_all(threads), out)
    return out


def moments(gradient: npt.ArrayLike, rank: int, sketch: str = "gaussian") -> dict[str, Any]:
    """Exact moments of the noise: its mean, its variance by entry, its energy over the gradient's.

    Parameters
    ----------
    gradient : array of shape (rows, width) or (width,)
        A batch gradient G, or one row of one.
    rank : int
        From 1 up to the width.
    sketch : str
        One of `sketches()`, scaled so that the mean of A'A is the identity.

    Returns
    -------
    dict
        "mean" and "variance", arrays of shape (rows, width), of N = G (A'A - I) and in units of G and of
        its square; "noise_to_signal", the mean of N's squared norm over G's.

    Examples
    --------
    >>> m = moments([[3.0, 4.0]], 2)
    >>> m["variance"].tolist(), m["noise_to_signal"]
    ([[17.0, 20.5]], 1.5)
    """
    g = np.atleast_2d(np.asarray(gradient, dtype=np.float64))
    width = g.shape[1]
    norms = (g**2).sum(axis=1, keepdims=True)
    # Of every sketch it is a multiple of the row's norm squared and one of the entry's square.
    of_norm = _core.sketch_variance(sketch, 1.0, 0.0, rank, width)
    of_entry = _core.sketch_variance(sketch, 1.0, 1.0, rank, width) - of_norm
    variance = of_norm * norms + of_entry * g**2
    return {
        "mean": np.zeros_like(g),
        "variance": variance,
        "noise_to_signal": float(variance.sum() / norms.sum()),
    }


def layer_noise(
    gradients: str,
    ranks: Sequence[int],
    sketch: str = "gaussian",
    alpha: float | None = None,
    rslora: bool = False,
    delta: float = 1e-5,
    cosine: float = 0.99,
    trials: int = 0,
    seed: int = 1,
    threads: int | None = None,
) -> list[dict[str, Any]]:
    """The noise on the gradients of a file, as `loranoise noise` tells it: a record a layer and rank.

    Parameters
    ----------
    gradients : str
        FILE or FILE:KEY, .npy, .npz or .safetensors; * in KEY.
    ranks : sequence of int
        Each from 1 up to the widths of the layers.
    sketch : str
        One of `sketches()`.
    alpha, rslora : float, bool
        PEFT's scale, alpha/r or alpha/sqrt(r), alpha above 0; the scale 1 by default.
    delta, cosine : float
        Where epsilon is given, and for which neighbour of a row.
    trials, seed, threads : int
        Draws that are measured beside the formulas (none by default), their seed, and threads.

    Returns
    -------
    list of dict
        Ready for ``pandas.DataFrame``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     np.savez(folder + "/mine.npz", q=np.eye(4, 8), v=np.ones((4, 8)))
    ...     records = layer_noise(folder + "/mine.npz", [2, 4])
    >>> [(record["layer"], record["rank"]) for record in records]
    [('q', 2), ('q', 4), ('v', 2), ('v', 4)]
    """
    return list(
        _core.layer_noise(
            gradients, list(ranks), sketch, alpha, rslora, delta, cosine, trials, seed,
            threads_or_all(threads),
        )
    )  # fmt: skip


def load_adapter(folder: str) -> list[dict[str, Any]]:
    """The layers of a PEFT adapter, as `loranoise adapter` tells them: a record a layer.

    Parameters
    ----------
    folder : str
        With adapter_config.json and adapter_model.safetensors, as save_pretrained writes them.

    Returns
    -------
    list of dict
        Ready for ``pandas.DataFrame``. Those of several adapters in one folder follow each other; an adapter of another
        kind than LoRA has none.

    Examples
    --------
    With `folder` that of an adapter of GPT-2 before its training:

    >>> load_adapter(folder)[0]["initialisation"]
    'kaiming_uniform'
    """
    return list(_core.load_adapter(str(folder)))
