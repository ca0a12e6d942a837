"""Privacy of one released row of ``G A'A`` with a secret A.

The adversary knows two candidate rows ``u`` (the data) and ``u'``; they enter by their `cosine` and
the ratio of their norms, |u|/|u'|. With A public, or two rows released, there is no privacy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from . import _core
from ._arrays import mapped


def privacy_profile(
    rank: float,
    width: float,
    cosine: float,
    epsilon: npt.ArrayLike,
    norm_ratio: float = 1.0,
    threads: int | None = None,
) -> Any:
    """delta at each epsilon: (epsilon, delta)-privacy holds for no smaller delta.

    Examples
    --------
    >>> privacy_profile(16, 4096, 0.99, [0.0, 1.0, 8.0]).round(4).tolist()
    [0.4695, 0.3063, 0.0429]
    """
    return mapped(
        lambda x, out, n: _core.privacy_profile(rank, width, cosine, norm_ratio, x, out, n),
        epsilon,
        threads,
    )


def epsilon(
    rank: float,
    width: float,
    cosine: float,
    delta: npt.ArrayLike,
    norm_ratio: float = 1.0,
    threads: int | None = None,
) -> Any:
    """The least epsilon at each delta; infinite where no epsilon reaches it (the floor).

    Examples
    --------
    >>> float(epsilon(4, 64, 0.5, 1e-5))
    inf
    >>> float(epsilon(64, 768, 0.99, 1e-5).round(3))
    9.694
    """
    return mapped(
        lambda x, out, n: _core.privacy_epsilon(rank, width, cosine, norm_ratio, x, out, n),
        delta,
        threads,
    )


def trade_off(
    rank: float,
    width: float,
    cosine: float,
    false_positive_rate: npt.ArrayLike,
    norm_ratio: float = 1.0,
    threads: int | None = None,
) -> Any:
    """The smallest false-negative rate of any test with these false-positive rates.

    Examples
    --------
    >>> bool(trade_off(16, 4096, 0.99, 0.5) < 0.5)
    True
    """
    return mapped(
        lambda x, out, n: _core.trade_off(rank, width, cosine, norm_ratio, x, out, n),
        false_positive_rate,
        threads,
    )


def privacy_loss_distribution(
    rank: float,
    width: float,
    cosine: float,
    norm_ratio: float = 1.0,
    interval: float = 1e-3,
    largest_loss: float = 30.0,
) -> Any:
    """A ``dp_accounting.pld`` distribution of one release, which composes with others.

    It is the pessimistic one: on a grid of losses of width `interval`, exact where the grid's points
    are and above the truth between them; losses beyond `largest_loss` count as infinite.

    Examples
    --------
    >>> pld = privacy_loss_distribution(16, 64, 0.999, interval=0.02, largest_loss=8.0)
    >>> round(float(pld.self_compose(10).get_delta_for_epsilon(1.0)), 4)
    0.0232
    """
    from dp_accounting.pld import pld_pmf, privacy_loss_distribution as pld

    last = round(largest_loss / interval)
    grid = interval * np.arange(-last, last + 1)

    def direction(ratio: float) -> Any:
        deltas = privacy_profile(rank, width, cosine, grid, ratio)
        return pld_pmf.create_pmf_pessimistic_connect_dots_fixed_gap(interval, -last, last, deltas)

    remove, add = direction(norm_ratio), direction(1 / norm_ratio)
    return pld.PrivacyLossDistribution(remove, add)


def dp_sgd_epsilon(
    noise_multiplier: float, steps: int, delta: float, sampling_probability: float = 1.0
) -> float:
    """The epsilon that ``dp_accounting`` sets on a run of DP-SGD, one example added or removed.

    Of ``loranoise train --methods dp_sgd``: the noise multiplier and steps are those options;
    ``--sampling poisson`` takes each member with probability batch / (examples of the pool / 2), as
    does ``--sampling all`` with probability 1. Batches that are shuffled have no such guarantee.

    Examples
    --------
    >>> round(dp_sgd_epsilon(5.0, 100, delta=1e-5), 2)  # Gaussian, sqrt(100)/5 = 2 times its spread
    10.0
    >>> dp_sgd_epsilon(5.0, 100, delta=1e-5, sampling_probability=0.1) < 1
    True
    """
    if not noise_multiplier > 0:
        raise ValueError("noise_multiplier must be above 0: without noise there is no privacy")
    if steps < 1:
        raise ValueError("steps must be 1 or more")
    if not 0 < sampling_probability <= 1:
        raise ValueError("sampling_probability must be above 0 and at most 1")
    if not 0 < delta < 1:
        raise ValueError("delta must be between 0 and 1")
    from dp_accounting import dp_event
    from dp_accounting.pld import PLDAccountant

    step = dp_event.PoissonSampledDpEvent(
        sampling_probability, dp_event.GaussianDpEvent(noise_multiplier)
    )
    return float(PLDAccountant().compose(step, steps).get_epsilon(delta))
